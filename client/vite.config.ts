import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

// The server sends `default-src 'none'; script-src 'self'; style-src 'self'`: nothing may end up inline, not even small
// pictures as data: addresses, and the preload polyfill would be dead weight in the browsers of the target below.
export default defineConfig({
  plugins: [svelte()],
  server: { fs: { allow: ['..'] } },
  build: {
    outDir: process.env.VITE_OUT ?? 'dist',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    rollupOptions: {
      output: {
        entryFileNames: 'assets/[name]-[hash].js',
        chunkFileNames: 'assets/[name]-[hash].js',
        assetFileNames: 'assets/[name]-[hash][extname]',
      },
    },
  },
  test: {
    environment: 'node',
    // Property tests take seconds on a machine that builds Rust at the same time.
    testTimeout: 60_000,
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
  },
});
