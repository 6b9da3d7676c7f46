// The pages of components show all of them, as they are now.
import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import { KEPT, stylePages } from '../style/build.mjs';

/** Components that stand on no page, each with why not. */
const NOT_SHOWN: Readonly<Record<string, string>> = {
  'views/App.svelte': 'boots the client: it draws only the door and a case, which are shown',
  'views/shell/CaseApp.svelte': 'chooses which page is in the frame; the frame and each page are shown',
};

let made: Awaited<ReturnType<typeof stylePages>>;
beforeAll(async () => {
  made = await stylePages();
}, 120_000);

it('shows every component, but for those that draw nothing of their own', () => {
  const components = ['ui', 'views'].flatMap((folder) =>
    readdirSync(new URL(`../src/${folder}/`, import.meta.url), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.svelte'))
      .map((name) => `${folder}/${name}`),
  );
  expect(components.length).toBeGreaterThan(130);
  expect(components.filter((name) => !made.shown.has(name)).sort()).toEqual(Object.keys(NOT_SHOWN).sort());
});

it('draws every thing of a drawing, all of it in its box, though nobody measured that', () => {
  const whole = [...made.pages.values()].join('\n');
  const sheets = whole.match(/<div class="sheet-of[^>]*>\s*<svg[^>]*>/g) ?? [];
  expect(sheets.length).toBeGreaterThan(20);
  expect(sheets.filter((sheet) => !/ viewBox="-?\d/.test(sheet))).toEqual([]);
  const things = whole.match(/data-thing="[^>]*>\s*<g aria-hidden="true">\s*<\/?\w+/g) ?? [];
  expect(things.length).toBeGreaterThan(100);
  expect(things.filter((thing) => thing.endsWith('</g'))).toEqual([]);
});

it('is kept as the components are now; `npm run style` makes it anew', () => {
  const kept = readdirSync(KEPT).filter((name) => name !== 'README.md');
  expect(kept.sort()).toEqual([...made.pages.keys()].sort());
  const older = kept.filter((name) => readFileSync(new URL(name, KEPT), 'utf8') !== made.pages.get(name));
  expect(older).toEqual([]);
});
