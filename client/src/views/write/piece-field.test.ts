import { render } from 'svelte/server';
import { expect, it } from 'vitest';
import noor from '../../../test/fixtures/picture.noor.json';
import { fixtureStore } from '../../../test/fixtures/store.svelte';
import type { Picture } from '../../schema.gen';
import PieceField from './PieceField.svelte';
import type { PieceView } from './voice';

const store = fixtureStore(noor as unknown as Picture, 'noor');
/** The field in which it says why asking is hard, of a tie that was told in these rooms. */
function fieldIn(rooms: readonly string[], unfinished: PieceView['unfinished']): string {
  const tie: PieceView = {
    id: 't1',
    kind: 'tie',
    room: rooms[0] ?? '',
    rooms,
    fields: { other: 'femke' },
    unfinished,
  };
  const props = { store, piece: tie, field: 'hard_to_ask', ondone: () => undefined };
  return render(PieceField, { props }).body.replaceAll(/<!--.*?-->/g, '');
}
const changed = { hard_to_ask: 'Dan moet ik huilen' };

it('names who reads a change in every room it goes to, each once, above the button', () => {
  const field = fieldIn(['pair:noor:youssef', 'school'], changed);
  const named = /Dit lezen: ([^<]*)</.exec(field)?.[1] ?? '';
  const readers = ['pair:noor:youssef', 'school'].flatMap(
    (room) => store.room(room)?.readers.map((one) => one.name) ?? [],
  );
  expect(readers.length).toBeGreaterThan(new Set(readers).size);
  for (const name of new Set(readers)) expect(named.split(name)).toHaveLength(2);
  expect(field.indexOf('Dit lezen')).toBeLessThan(field.indexOf('Klaar'));
});

it('names nobody while nothing changed', () => {
  expect(fieldIn(['school'], {})).not.toContain('Dit lezen');
});
