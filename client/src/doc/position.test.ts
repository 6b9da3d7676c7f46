import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { putPosition } from './position';
import { read } from './read';

const ID = '00000000-0000-4000-8000-000000000001';

it('is read back as it was written, in whole units', () => {
  const doc = new Y.Doc();
  putPosition(doc, ID, 'map', { x: 10.4, y: -20.6 });
  putPosition(doc, 'noor', 'ecogram', { x: 1, y: 2 });
  const { positions, reports } = read('case/core/board', doc);
  expect(Object.fromEntries(positions)).toMatchObject({
    [ID]: { map: { x: 10, y: -21 }, ecogram: null },
    noor: { ecogram: { x: 1, y: 2 } },
  });
  expect(reports).toEqual([]);
  putPosition(doc, 'noor', 'ecogram', null);
  expect(read('case/core/board', doc).positions.map(([id]) => id)).toEqual([ID]);
});

it('writes nothing that nobody could read', () => {
  const doc = new Y.Doc();
  expect(() => putPosition(doc, ID, 'map', { x: 200_000, y: 0 })).toThrow();
  expect(() => putPosition(doc, ID, 'map', { x: Number.NaN, y: 0 })).toThrow();
  expect(() => putPosition(doc, 'No/or', 'map', { x: 0, y: 0 })).toThrow();
  expect(doc.getMap('position').size).toBe(0);
});
