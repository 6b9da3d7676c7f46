import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { orderOf, putOrder } from './order';
import { read } from './read';

const ids = Array.from({ length: 9 }, (_, at) => `${at}2b1f0c8-6a0b-4c3d-9c4b-0a1b2c3d4e5f`);
const some = fc.shuffledSubarray(ids);

describe('a whole order', () => {
  it('becomes what was asked, from any order before, and is read so', () => {
    fc.assert(
      fc.property(fc.array(some, { minLength: 1, maxLength: 12 }), (lists) => {
        const doc = new Y.Doc();
        for (const list of lists) {
          putOrder(doc, list);
          expect(orderOf(doc)).toEqual(list);
          expect(read('gezin/core/voice.noor', doc)).toMatchObject({ order: list, reports: [] });
        }
      }),
    );
  });

  it('moves one thing in one write', () => {
    const doc = new Y.Doc();
    putOrder(doc, ids);
    let written = 0;
    doc.getMap('order').observe((event) => {
      written += event.keysChanged.size;
    });
    const [first = '', ...rest] = ids;
    putOrder(doc, [...rest.slice(0, 4), first, ...rest.slice(4)]);
    expect(written).toBe(1);
  });

  it('loses and doubles nothing when two devices move at once', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(ids, { minLength: 9 }),
        fc.shuffledSubarray(ids, { minLength: 9 }),
        (one, other) => {
          const [a, b] = [new Y.Doc(), new Y.Doc()];
          putOrder(a, ids);
          Y.applyUpdate(b, Y.encodeStateAsUpdate(a));
          putOrder(a, one);
          putOrder(b, other);
          Y.applyUpdate(a, Y.encodeStateAsUpdate(b));
          Y.applyUpdate(b, Y.encodeStateAsUpdate(a));
          expect(orderOf(a)).toEqual(orderOf(b));
          expect([...orderOf(a)].sort()).toEqual(ids);
        },
      ),
    );
  });

  it('refuses what is no list of things', () => {
    expect(() => putOrder(new Y.Doc(), ['noor'])).toThrow();
    expect(() => putOrder(new Y.Doc(), [ids[0] ?? '', ids[0] ?? ''])).toThrow();
  });
});
