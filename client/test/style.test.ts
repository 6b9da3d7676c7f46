// The page of components shows all of them, as they are now.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { KEPT, stylePage } from '../style/build.mjs';

it('shows every component of ui', () => {
  const page = readFileSync(new URL('../style/Page.svelte', import.meta.url), 'utf8');
  const components = readdirSync(new URL('../src/ui/', import.meta.url)).filter((name) => name.endsWith('.svelte'));
  expect(components.length).toBeGreaterThan(8);
  expect(components.filter((name) => !page.includes(`'../src/ui/${name}'`))).toEqual([]);
});

it('is kept as the components are now; `npm run style` makes it anew', async () => {
  expect((await stylePage()) === readFileSync(KEPT, 'utf8')).toBe(true);
});
