import { expect, it } from 'vitest';
import youssef from '../../../../test/fixtures/picture.youssef.json';
import { fixtureStore } from '../../../../test/fixtures/store.svelte';
import type { Picture } from '../../../schema.gen';
import type { CaseStore } from '../../store';
import { EVERYTHING } from './pick';
import { ShownMap } from './shown.svelte';

/** Where each thing is drawn, whichever are shown. */
function drawn(store: CaseStore, choices: Partial<typeof EVERYTHING>[]): Map<string, string> {
  const at = new Map<string, string>();
  // Who comes back to the map has another one.
  const map = new ShownMap(store);
  for (const choice of choices) {
    map.choice = { ...EVERYTHING, ...choice };
    for (const { id, x, y, width, height } of map.things) at.set(id, `${x + width / 2},${y + height / 2}`);
  }
  return at;
}

it('stays where it was drawn while others say something, for who chooses anew, or leaves the map and comes back', async () => {
  const store = fixtureStore(youssef as unknown as Picture, 'youssef');
  const before = drawn(store, [{ page: null }]);
  expect(before.size).toBe(25);
  for (const title of ['Nog iets', 'Iets met veel woorden, zodat het een hoog vak wordt op de kaart', 'En nog iets']) {
    await store.actions.share(store.actions.addDraft('factor', { title }), 'core');
  }
  store.actions.withdraw(youssef.items.find((one) => one.kind === 'factor' && one.room === 'core')?.id ?? '');
  const after = drawn(store, [{}, { page: 1 }, { reading: 'stuck' }, { reading: 'way_out' }, { page: null }]);
  expect(after.size).toBeGreaterThanOrEqual(27);
  for (const [thing, at] of before) if (after.has(thing)) expect([thing, after.get(thing)]).toEqual([thing, at]);
  // Without what this screen showed before, something would have moved.
  const fresh = drawn(fixtureStore(store.picture, 'youssef'), [{ page: null }]);
  expect([...before].some(([thing, at]) => fresh.has(thing) && fresh.get(thing) !== at)).toBe(true);
});
