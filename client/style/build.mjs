// Makes docs/style/ from the components as they are: `npm run style`. No script, opens anywhere.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { createServer } from 'vite';

const CLIENT = new URL('../', import.meta.url);
const SOURCES = join(CLIENT.pathname, 'src');
/** The address of a font inside a style. */
const FONT = /url\("(@fontsource[^"]+)"\)/g;
/** Where the pages are kept. */
export const KEPT = new URL('../../docs/style/', import.meta.url);

/** The styles every view shares, with their letters inside. */
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
  // A page has no script to set the theme: its own buttons do.
  return whole
    .replaceAll(FONT, (_, name) => fonts.get(name))
    .replaceAll(/\[data-theme="([^"]+)"\]/g, ':root:has(#theme-$1:checked)');
}

/**
 * Draws at once what a browser fetches when it is needed, for nobody waits here; and notes which components were drawn.
 * @param {Set<string>} shown paths under `src`, as they are drawn
 * @returns {import('vite').Plugin}
 */
function atOnce(shown) {
  Object.assign(globalThis, { __shown: shown });
  return {
    name: 'at-once',
    enforce: 'pre',
    transform(code, id) {
      if (!id.startsWith(SOURCES) || !id.endsWith('.svelte')) return null;
      /** @type {string[]} */
      const later = [];
      const now = code.replaceAll(/\(\) => import\('(\.[^']+\.svelte)'\)/g, (_, path) => {
        later.push(`import * as later${later.length} from '${path}';`);
        return `() => later${later.length - 1}`;
      });
      const note = `globalThis.__shown.add(${JSON.stringify(relative(SOURCES, id))});`;
      const script = /<script(?! module)(?: \w+(?:="[^"]*")?)*>/;
      return script.test(now)
        ? now.replace(script, (tag) => `${tag} ${later.join(' ')} ${note}`)
        : `<script>${note}</script>\n${now}`;
    },
  };
}

/**
 * Every page by the name of its file, the same bytes for the same components, and the components that stand on one.
 * @returns {Promise<{ pages: Map<string, string>, shown: Set<string> }>}
 */
export async function stylePages() {
  /** @type {Set<string>} */
  const shown = new Set();
  const server = await createServer({
    root: CLIENT.pathname,
    configFile: false,
    cacheDir: join(tmpdir(), 'samenbeeld-style'),
    appType: 'custom',
    logLevel: 'error',
    server: { middlewareMode: true, watch: null, ws: false },
    optimizeDeps: { noDiscovery: true, include: [] },
    plugins: [atOnce(shown), svelte({ emitCss: false, compilerOptions: { css: 'injected', hmr: false, dev: false } })],
  });
  try {
    const { renderPages } = await server.ssrLoadModule('/style/render.ts');
    const pages = new Map([['style.css', await styles()]]);
    for (const [name, { head, body }] of renderPages()) {
      pages.set(
        `${name}.html`,
        `<!doctype html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Samenbeeld: ${name}</title>
<link rel="stylesheet" href="style.css">
${head}
</head>
<body>
${body.replaceAll(/<!--.*?-->/g, '')}
</body>
</html>
`,
      );
    }
    return { pages, shown };
  } finally {
    await server.close();
  }
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const { pages } = await stylePages();
  await mkdir(KEPT, { recursive: true });
  for (const [name, text] of pages) await writeFile(new URL(name, KEPT), text);
}
