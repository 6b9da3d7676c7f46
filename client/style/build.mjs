// Makes docs/style/index.html from the components as they are: `npm run style`. One file, no script, opens anywhere.
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { createServer } from 'vite';

const CLIENT = new URL('../', import.meta.url);
/** The address of a font inside a style. */
const FONT = /url\("(@fontsource[^"]+)"\)/g;
/** Where the page is kept. */
export const KEPT = new URL('../../docs/style/index.html', import.meta.url);

/** The styles every view shares, with their letters inside: the page is one file. */
async function styles() {
  const texts = await Promise.all(
    ['letters.css', 'tokens.css', 'base.css'].map((name) => readFile(new URL(`src/styles/${name}`, CLIENT), 'utf8')),
  );
  const whole = texts.join('\n');
  const fonts = new Map();
  for (const [, name = ''] of whole.matchAll(FONT)) {
    const bytes = await readFile(createRequire(import.meta.url).resolve(name));
    fonts.set(name, `url("data:font/woff2;base64,${bytes.toString('base64')}")`);
  }
  return whole.replaceAll(FONT, (_, name) => fonts.get(name));
}

/** The whole page, the same bytes for the same components. @returns {Promise<string>} */
export async function stylePage() {
  const server = await createServer({
    root: CLIENT.pathname,
    configFile: false,
    cacheDir: join(tmpdir(), 'samenbeeld-style'),
    appType: 'custom',
    logLevel: 'error',
    server: { middlewareMode: true, watch: null, ws: false },
    optimizeDeps: { noDiscovery: true, include: [] },
    plugins: [svelte({ emitCss: false, compilerOptions: { css: 'injected', hmr: false, dev: false } })],
  });
  try {
    const { renderThemes } = await server.ssrLoadModule('/style/render.ts');
    const { head, body } = renderThemes();
    return `<!doctype html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Samenbeeld: components</title>
<style>
${await styles()}
body { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 21rem), 1fr)); }
</style>
${head}
</head>
<body>
${body.replaceAll(/<!--.*?-->/g, '')}
</body>
</html>
`;
  } finally {
    await server.close();
  }
}

if (process.argv[1] === new URL(import.meta.url).pathname) await writeFile(KEPT, await stylePage());
