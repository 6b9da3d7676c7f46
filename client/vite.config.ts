import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build, type Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { type Piece, shippedWords } from './src/shipped-words.ts';

/** Smaller files gain less than the header costs. */
const COMPRESS_FROM = 1024;

/** Writes `<name>.br` beside what the server sends as text: compressed once here, as well as it goes, never while serving. */
function brotli(): Plugin {
  const compress = promisify(brotliCompress);
  let folder = '';
  return {
    name: 'brotli',
    apply: 'build',
    configResolved(config) {
      folder = resolve(config.root, config.build.outDir);
    },
    async closeBundle() {
      const names = await readdir(folder, { recursive: true });
      await Promise.all(
        names
          .filter((name) => /\.(js|css|html|svg)$/.test(name))
          .map(async (name) => {
            const bytes = await readFile(join(folder, name));
            if (bytes.length < COMPRESS_FROM) return;
            const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
            await writeFile(join(folder, `${name}.br`), await compress(bytes, { params }));
          }),
      );
    },
  };
}

/** Writes `sw.js`, which opens the app without a connection: it knows the files of this build (src/worker/sw.ts). */
function worker(): Plugin {
  let folder = '';
  let root = '';
  return {
    name: 'worker',
    apply: 'build',
    configResolved(config) {
      root = config.root;
      folder = resolve(root, config.build.outDir);
    },
    async writeBundle() {
      const found = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((one) => one.isFile());
      const names = found
        .map((one) =>
          join(one.parentPath, one.name)
            .slice(folder.length + 1)
            .replaceAll(sep, '/'),
        )
        .filter((name) => !/\.br$|^sw\.js$|-licence\.txt$/.test(name))
        .sort();
      const hash = createHash('sha256');
      for (const name of names) hash.update(`${name}\0`).update(await readFile(join(folder, name)));
      const files = names.map((name) => (name === 'index.html' ? '/' : `/${name}`));
      const built = await build({
        configFile: false,
        root,
        logLevel: 'silent',
        publicDir: false,
        define: { __FILES__: JSON.stringify(files), __BUILD__: JSON.stringify(hash.digest('hex').slice(0, 16)) },
        build: {
          write: false,
          target: 'es2022',
          rollupOptions: { input: join(root, 'src/worker/sw.ts'), output: { format: 'iife' } },
        },
      });
      const [output] = [built].flat();
      if (output === undefined || !('output' in output)) throw new Error('sw.js was not built');
      await writeFile(join(folder, 'sw.js'), output.output[0].code);
    },
  };
}

/** There is nothing to show before the client is there: painting waits for it, so that no page flashes in another theme. */
function paintWithTheClient(): Plugin {
  return {
    name: 'paint-with-the-client',
    transformIndexHtml: {
      order: 'post',
      handler: (html) => html.replace('<script type="module"', '<script type="module" blocking="render"'),
    },
  };
}

/**
 * Has the first file read whole beside the page, rather than in it, one function at a time: two thirds of it runs before
 * anything is on screen. Browsers that do not know the note read past it; it counts only as the first thing of a file.
 */
function readWhole(): Plugin {
  return {
    name: 'read-whole',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler: (_, bundle) => {
        for (const file of Object.values(bundle)) {
          if (file.type === 'chunk' && file.isEntry) file.code = `//# allFunctionsCalledOnLoad\n${file.code}`;
        }
      },
    },
  };
}

/** Fetches the letters with the page rather than after its styles, and lays their licence beside them. */
function letters(): Plugin {
  const licence = createRequire(import.meta.url).resolve('@fontsource-variable/atkinson-hyperlegible-next/LICENSE');
  return {
    name: 'letters',
    apply: 'build',
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'assets/letters-licence.txt', source: await readFile(licence) });
    },
    transformIndexHtml: {
      order: 'post',
      handler: (_, { bundle = {} }) =>
        Object.keys(bundle)
          .filter((name) => /next-latin-wght-normal-[^/]*\.woff2$/.test(name))
          .map((name) => ({
            tag: 'link',
            attrs: { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: '', href: `/${name}` },
            injectTo: 'head-prepend' as const,
          })),
    },
  };
}

/** Sends only the sentences that a screen asks for, without the notes for translators. */
function words(): Plugin {
  return {
    name: 'words',
    apply: 'build',
    enforce: 'pre',
    async load(id) {
      const [, path, piece = 'first'] = /^(.*\.ftl)\?(?:(catalogue|later|pages|lead)&)?raw$/.exec(id) ?? [];
      if (path === undefined) return null;
      const text = await readFile(path, 'utf8');
      return `export default ${JSON.stringify(shippedWords(text, piece as Piece))}`;
    },
  };
}

// The server sends `default-src 'none'; script-src 'self'; style-src 'self'`: nothing may end up inline, not even small
// pictures as data: addresses, and the preload polyfill would be dead weight in the browsers of the target below.
export default defineConfig({
  plugins: [svelte(), words(), letters(), paintWithTheClient(), readWhole(), worker(), brotli()],
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
        // All that the first view stands on in one file, shared with the screens that come later: on a slow phone each file of its
        // own costs more than its bytes.
        // The same goes for what makes it live, which comes right after it.
        codeSplitting: {
          groups: [
            { name: 'first', tags: ['$initial'], priority: 2 },
            { name: 'live', test: /\/views\/live\/live-part\.ts$/, priority: 1 },
          ],
        },
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
