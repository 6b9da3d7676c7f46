import { describe, expect, it } from 'vitest';
import fixture from '../../../test/fixtures/picture.noor.json';
import type { Picture } from '../../schema.gen';
import { KeptRows, same } from './kept-rows';
import { outline } from './outline';
import { everyRow } from './select';

const picture = fixture as unknown as Picture;
const changed = (): Picture => {
  const copy = structuredClone(picture);
  for (const item of copy.items)
    if (item.id === 'f03' && item.kind === 'factor' && item.fields) item.fields.title = 'Anders';
  return copy;
};

describe('rows of an outline', () => {
  it('are the same objects while nothing changed', () => {
    const kept = new KeptRows();
    const first = kept.keep(outline(picture));
    expect(kept.keep(outline(structuredClone(picture)))).toBe(first);
  });

  it('are new only where they say something else', () => {
    const kept = new KeptRows();
    const before = kept.keep(outline(picture));
    const after = kept.keep(outline(changed()));
    const old = new Set(before.flatMap((part) => part.rows));
    const fresh = after.flatMap((part) => part.rows).filter((row) => !old.has(row));
    expect(fresh.length).toBeGreaterThan(0);
    // The thing itself, what names it in a relation, a round, an order.
    expect(fresh.every((row) => JSON.stringify(row).includes('Anders'))).toBe(true);
    expect(after.find((part) => part.id === 'people')).toBe(before.find((part) => part.id === 'people'));
  });

  it('say what an outline made anew says', () => {
    const kept = new KeptRows();
    kept.keep(outline(picture));
    expect(kept.keep(outline(changed()))).toEqual(outline(changed()));
    expect([...everyRow(kept.keep(outline(picture)))]).toEqual([...everyRow(outline(picture))]);
  });

  it('are compared by what they say', () => {
    expect([same({ a: [1, { b: null }] }, { a: [1, { b: null }] }), same({ a: 1 }, { a: 1, b: undefined })]).toEqual([
      true,
      false,
    ]);
    expect([same([], {}), same(null, {}), same({ a: undefined }, { b: undefined })]).toEqual([false, false, false]);
  });
});
