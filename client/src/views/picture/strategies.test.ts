import { expect, it } from 'vitest';
import noor from '../../../test/fixtures/picture.noor.json';
import type { Picture, Strategy } from '../../schema.gen';
import { outline } from './outline';
import { along, waysIn } from './strategies';

const WAYS: Readonly<Record<string, readonly Strategy[]>> = {
  g2: ['solve'],
  a6: ['support'],
  a5: ['support', 'solve'],
};
const plain = noor as unknown as Picture;
const picture = {
  ...plain,
  items: plain.items.map((item) =>
    item.id in WAYS ? { ...item, fields: { ...item.fields, strategies: WAYS[item.id] } } : item,
  ),
} as Picture;
const plan = outline(picture).find((part) => part.id === 'plan')?.rows ?? [];
const shown = (way: Strategy | null) =>
  along(picture, plan, way).map((row) => [row.id, row.rows.map((step) => step.id)]);

it('the plan can be narrowed to what brings more support: whole goals that do, and others with those steps', () => {
  expect(waysIn(picture, plan)).toEqual(['support', 'solve']);
  expect(shown('support')).toEqual([['g3', ['a5', 'a6']]]);
  expect(shown('solve')).toEqual([
    ['g2', ['a4']],
    ['g3', ['a5']],
  ]);
  expect(shown(null)).toHaveLength(plan.length);
});

it('a plan from before there were ways offers none', () => {
  const before = outline(plain).find((part) => part.id === 'plan')?.rows ?? [];
  expect(waysIn(plain, before)).toEqual([]);
});
