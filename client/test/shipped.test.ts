// What a browser gets and keeps: the picture without what writes, only the sentences of screens, and nothing on the device.
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LATER, NOT_SHIPPED, type Piece, shippedWords } from '../src/shipped-words';
import { sourceFiles } from './source-files';

const SOURCES = sourceFiles();

/** What a source needs before it can run: imports of values, not of types, and not those fetched later. */
function needs(name: string): string[] {
  const source = SOURCES.get(name) ?? '';
  const found = source.matchAll(/^\s*(?:import|export)\s+(?!type\b)([^'";]*?from\s+)?'([^']+)';/gm);
  return [...found].flatMap(([, names = '', from = '']) => {
    const onlyTypes = /^\{[^}]*\}/.exec(names.trim())?.[0];
    if (
      onlyTypes
        ?.slice(1, -1)
        .split(',')
        .every((one) => /^\s*(type\s|$)/.test(one))
    )
      return [];
    if (!from.startsWith('.')) return [from];
    const path = posix.join(posix.dirname(name), from);
    return [[path, `${path}.ts`, `${path}.svelte`].find((one) => SOURCES.has(one)) ?? path];
  });
}

function firstView(): Set<string> {
  const seen = new Set<string>();
  const waiting = ['main.ts'];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    waiting.push(...needs(name));
  }
  return seen;
}

describe('the first view', () => {
  const first = firstView();

  it('is what stands round a door, and the picture', () => {
    expect([...first]).toEqual(
      expect.arrayContaining([
        'views/entry/Doorway.svelte',
        'views/picture/Picture.svelte',
        'views/live/case.svelte.ts',
      ]),
    );
  });

  it('holds nothing of what writes, and no page that is seldom opened', () => {
    const heavy = /^(yjs|lib0|y-protocols)\b|^sync\/(?!errors)|^doc\/|Stories|Mine\.svelte|Versions\.svelte/;
    expect([...first].filter((name) => heavy.test(name))).toEqual([]);
  });
});

const ftl = readFileSync(join(import.meta.dirname, '../../schema/locales/nl.ftl'), 'utf8');

describe('the sentences', () => {
  it('that are left out are asked for by no screen', () => {
    const asking = [...SOURCES].filter(([name, source]) => {
      return name !== 'shipped-words.ts' && NOT_SHIPPED.some((beginning) => source.includes(beginning));
    });
    expect(asking.map(([name]) => name)).toEqual([]);
  });

  it('of the catalogue come with the catalogue', () => {
    expect(shippedWords(ftl)).not.toMatch(/^catalogue-/m);
    expect(shippedWords(ftl, 'catalogue')).toMatch(/^catalogue-families-first = .+$/m);
    expect([...firstView()].filter((name) => name.startsWith('views/catalogue/options'))).toEqual([]);
  });

  it('that come with a page are brought by whoever asks for them, and wait for no first view', () => {
    const asks = new RegExp(`['"\`](${LATER.later.join('|')})`);
    const asking = [...SOURCES].filter(([name, source]) => name !== 'shipped-words.ts' && asks.test(source));
    expect(asking.length).toBeGreaterThan(20);
    const bring = /^\s*import '[./]+\/later-words';$/m;
    expect(asking.filter(([, source]) => !bring.test(source)).map(([name]) => name)).toEqual([]);
    const first = firstView();
    expect(asking.filter(([name]) => first.has(name)).map(([name]) => name)).toEqual([]);
    expect(shippedWords(ftl)).not.toMatch(new RegExp(`^(${LATER.later.join('|')})`, 'm'));
  });

  it('of pages that few open come with the first of them', () => {
    expect(shippedWords(ftl)).not.toMatch(/^client-(?:along|freeze|readers|search|lead|office)-/m);
    expect(shippedWords(ftl, 'pages')).toMatch(/^client-along-intro = /m);
    expect(shippedWords(ftl, 'lead')).toMatch(/^client-lead-/m);
    const bringing = [...firstView()].filter((name) => SOURCES.get(name)?.includes('&raw'));
    expect(bringing).toEqual([]);
  });

  it('that are shipped are whole', () => {
    const keys = (text: string) => [...text.matchAll(/^([a-z][\w-]*) *=(?:[^\n]*\n(?: [^\n]*\n|\}\n)*)/gm)];
    const shipped = new Set(
      ['first', ...Object.keys(LATER)]
        .flatMap((piece) => keys(`${shippedWords(ftl, piece as Piece)}\n`))
        .map(([whole]) => whole.trimEnd()),
    );
    const wanted = keys(ftl).filter(([, key = '']) => !NOT_SHIPPED.some((beginning) => key.startsWith(beginning)));
    expect(wanted.length).toBeGreaterThan(100);
    expect(wanted.filter(([whole]) => !shipped.has(whole.trimEnd())).map(([, key]) => key)).toEqual([]);
  });
});

describe('on the device', () => {
  const files = (keeping: RegExp) => [...SOURCES].filter(([, source]) => keeping.test(source)).map(([name]) => name);

  it('nothing is kept but how the screen looks, that somebody left, and what a device that is remembered needs', () => {
    expect(files(/\b(localStorage|sessionStorage|cookieStore|navigator\.storage)\b|document\.cookie/)).toEqual([
      // Asks only that what is kept stays.
      'sync/persist.ts',
      'ui/display.ts',
      'ui/leave.ts',
    ]);
    expect(files(/\bindexedDB\b/)).toEqual(['ways-in/kept.ts', 'ways-in/leave-nothing.ts']);
    expect(files(/\b(caches|serviceWorker)\b/)).toEqual(['ways-in/opens-offline.ts', 'worker/sw.ts']);
    expect(files(/\binKept\b/)).toEqual(['sync/unsent-store.ts', 'ways-in/kept.ts']);
  });

  it('who leaves forgets', () => {
    expect(SOURCES.get('ui/leave.ts')).toContain('forgetDisplay();');
    expect(SOURCES.get('ui/leave.ts')).toContain('leaveNothing()');
    expect(SOURCES.get('ways-in/leave-nothing.ts')).toContain('letGo()');
  });

  it('no title, name or icon says what this is about', () => {
    const telling = /jeugd|zorg|hulp|geweld|veilig|misbruik|mishandel|gezin|kind|dossier|wijkteam|scheiding|politie/i;
    const { name, short_name, icons } = JSON.parse(
      readFileSync(join(import.meta.dirname, '../public/manifest.webmanifest'), 'utf8'),
    );
    const html = readFileSync(join(import.meta.dirname, '../index.html'), 'utf8');
    const words = (key: string) => new RegExp(`^${key} = (.+)$`, 'm').exec(ftl)?.[1] ?? '';
    const app = SOURCES.get('views/shell/CaseApp.svelte') ?? '';
    const titles = [...app.matchAll(/^ {4}\w+: '(client-[\w-]+)',$/gm)].map(([, key = '']) => words(key));
    expect(titles.length).toBeGreaterThan(10);
    const said = [name, short_name, JSON.stringify(icons), html, words('client-office-title'), ...titles];
    expect(said.filter((one) => telling.test(one) || one === '')).toEqual([]);
    // A page that nobody is offered to install: only a device that is remembered is.
    expect(html).not.toContain('manifest');
  });
});
