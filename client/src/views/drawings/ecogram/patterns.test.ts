import { expect, it } from 'vitest';
import youssef from '../../../../test/fixtures/picture.youssef.json';
import type { Picture } from '../../../schema.gen';
import { namesIn } from '../../picture/names';
import { graphOf } from '../map/graph';
import { EVERYTHING, pick } from '../map/pick';
import { compare, nearest } from './beside';
import { familyOf } from './genogram';
import { patternsOf } from './patterns';
import { type Tied, tiesOf } from './ties';

const picture = youssef as unknown as Picture;
const names = namesIn(picture);
const family = familyOf(picture, names);
const [pattern] = patternsOf(picture, family.relatives);
const rowOf = (id: string) => family.relatives.find((one) => one.id === id)?.generation;

it('what comes from long ago is one pattern with all it was passed on to', () => {
  expect(pattern?.id).toBe('f13');
  expect(pattern?.past.map((one) => one.id).sort()).toEqual(['f06', 'f09', 'f13']);
  expect(pattern?.passed.map((one) => [one.from, one.to])).toEqual([
    ['f13', 'f06'],
    ['f13', 'f09'],
  ]);
});

it('a pattern stands in three generations: with whom it is about, or in the row of so many back', () => {
  const now = family.relatives.find((one) => one.index)?.generation ?? 0;
  const rows = new Set((pattern?.past ?? []).flatMap((one) => (one.row === null ? one.people.map(rowOf) : [one.row])));
  expect(rows).toEqual(new Set([now - 2, now - 1, now]));
});

it('nobody is said to be who it is about when no one said so', () => {
  expect(pattern?.past.find((one) => one.id === 'f13')).toMatchObject({ people: [], back: 2 });
});

it('the map can show only what is from long ago and from the family', () => {
  const shown = pick(graphOf(picture), { ...EVERYTHING, past: true });
  expect(shown.things.map((one) => one.id).sort()).toEqual(['f06', 'f09', 'f13']);
});

it('whom both name comes first when there is no room for all, then who stands nearest', () => {
  const all = tiesOf(picture, names, 'noor');
  const other = { ...all[0], tie: 't90', other: 'z-last', name: 'Zus', ring: 1 } as Tied;
  const far = { ...all[0], tie: 't91', other: 'far', name: 'Ver', ring: 3 } as Tied;
  const order = nearest(
    compare([far], [{ ...far, tie: 't92' }, other, { ...far, other: 'farther', name: 'A' }], ['a', 'b']),
  );
  expect(order).toEqual(['far', 'z-last', 'farther']);
});
