import { render } from 'svelte/server';
import { expect, it } from 'vitest';
import { cardIn } from '../../../style/examples';
import noor from '../../../test/fixtures/picture.noor.json';
import { fixtureStore } from '../../../test/fixtures/store.svelte';
import '../../later-words';
import type { Picture } from '../../schema.gen';
import OfCard from './OfCard.svelte';

/** A card that gathers words of Noor's, with these joint words. */
function card(said: (own: string) => string): string {
  const picture = structuredClone(noor) as unknown as Picture;
  const own = picture.items.find((one) => one.kind === 'factor' && one.by === 'noor' && !one.withdrawn);
  const made = cardIn(picture);
  if (own?.kind !== 'factor' || own.fields === null || made.kind !== 'card' || made.fields === null)
    throw new Error('no such items');
  Object.assign(made.fields, { gathers: [own.id], said_together: said(own.fields.title) });
  picture.items.push(made);
  const store = fixtureStore(picture, 'noor');
  const row = store.row(made.id);
  if (row === null) throw new Error('no such row');
  return render(OfCard, { props: { store, row, shape: 'factor', gathers: [own.id], may: true } }).body;
}

it('offers to take over own words once: what stands in the joint words already is told, and no button', () => {
  const [lend, lent] = ['Mijn woorden overnemen', 'staan al in jullie woorden samen'];
  expect([card(() => 'Iets anders.').includes(lend), card(() => 'Iets anders.').includes(lent)]).toEqual([true, false]);
  const taken = card((own) => `Iets anders.\n${own}`);
  expect([taken.includes(lend), taken.includes(lent)]).toEqual([false, true]);
});
