import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { between, isKey, type RandomBytes } from './fractional';
import { dropAt, neighbour, placeAfter, takeOut } from './order';
import { read } from './read';

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const BOARD = 'gezin/core/board';
const orderOf = (doc: Y.Doc) => read(BOARD, doc).order;
const bytes = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255));

/** Two devices with the same order, not yet told of each other's moves. */
function twins(items: readonly string[]): [Y.Doc, Y.Doc] {
  const one = new Y.Doc();
  items.forEach((item, at) => {
    placeAfter(one, item, items[at - 1] ?? null);
  });
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(one));
  return [one, other];
}

function meet(one: Y.Doc, other: Y.Doc): void {
  const [a, b] = [Y.encodeStateAsUpdate(one), Y.encodeStateAsUpdate(other)];
  Y.applyUpdate(one, b);
  Y.applyUpdate(other, a);
}

describe('keys', () => {
  // Worked out by hand from schema/src/doc/fractional.rs.
  it.each<[string | null, string | null, RandomBytes, string]>([
    [null, null, [0, 0, 0], 'V001'],
    [null, null, [61, 62, 60], 'Vz0z'],
    ['V001', null, [1, 2, 3], 'k124'],
    [null, 'V001', [10, 36, 61], 'FAa1'],
    ['V001', 'W001', [0, 0, 0], 'VV001'],
    ['V', 'V0', [5, 5, 5], 'V0V556'],
    ['z', null, [0, 0, 0], 'zV001'],
    ['b', 'a', [0, 0, 0], 'n001'],
  ])('between %s and %s, with %j, is %s', (before, after, random, key) => {
    expect(between(before, after, random)).toBe(key);
  });

  it('leave room between any two, wherever things are put', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(200), bytes), { minLength: 1, maxLength: 120 }), (places) => {
        const keys: string[] = [];
        for (const [place, random] of places) {
          const at = place % (keys.length + 1);
          const key = between(keys[at - 1] ?? null, keys[at] ?? null, random);
          expect(isKey(key)).toBe(true);
          keys.splice(at, 0, key);
          expect(keys.every((one, index) => index === 0 || (keys[index - 1] ?? '') < one)).toBe(true);
        }
      }),
    );
  });
});

describe('an order', () => {
  it('moves a thing up, down, to a place, and out', () => {
    const [doc] = twins([id(1), id(2), id(3)]);
    placeAfter(doc, id(3), neighbour(orderOf(doc), id(3), 'up')?.after ?? null);
    expect(orderOf(doc)).toEqual([id(1), id(3), id(2)]);
    placeAfter(doc, id(1), neighbour(orderOf(doc), id(1), 'down')?.after ?? null);
    expect(orderOf(doc)).toEqual([id(3), id(1), id(2)]);
    placeAfter(doc, id(3), dropAt(orderOf(doc), id(3), 2)?.after ?? null);
    expect(orderOf(doc)).toEqual([id(1), id(2), id(3)]);
    takeOut(doc, id(2));
    expect(orderOf(doc)).toEqual([id(1), id(3)]);
  });

  it('has no place above the first or below the last', () => {
    const order = [id(1), id(2)];
    expect([neighbour(order, id(1), 'up'), neighbour(order, id(2), 'down'), neighbour(order, id(3), 'up')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(dropAt(order, id(1), 0)).toBeUndefined();
  });

  it('puts nothing behind what is not in it', () => {
    const [doc] = twins([id(1)]);
    expect(() => placeAfter(doc, id(2), id(9))).toThrow();
    expect(orderOf(doc)).toEqual([id(1)]);
  });

  it('that two people move at once stays whole: nothing is lost, nothing doubled', () => {
    const step = fc.record({ who: fc.nat(1), item: fc.nat(5), after: fc.option(fc.nat(5)), meet: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const items = [0, 1, 2, 3, 4, 5].map(id);
        const docs = twins(items);
        for (const { who, item, after, meet: now } of steps) {
          const doc = docs[who] as Y.Doc;
          if (after !== item) placeAfter(doc, id(item), after === null ? null : id(after));
          if (now) meet(...docs);
        }
        meet(...docs);
        expect(orderOf(docs[0])).toEqual(orderOf(docs[1]));
        expect([...orderOf(docs[0])].sort()).toEqual(items);
      }),
    );
  });
});
