import { expect, it } from 'vitest';
import youssef from '../../../../test/fixtures/picture.youssef.json';
import type { Picture } from '../../../schema.gen';
import { placesOf, roomsWithOrder, stepsOf } from './steps';

const picture = youssef as unknown as Picture;

it('goes one after the other as a room chose, and puts beside it what only a pair names', () => {
  const { steps, arrows } = stepsOf(picture, 'core');
  expect(steps.filter((step) => step.turn !== null).map((step) => step.id)).toEqual([
    'f10',
    'f07',
    'f21',
    'f02',
    'f11',
  ]);
  expect(steps.find((step) => step.id === 'f06')).toEqual({ id: 'f06', turn: null, level: 2, row: 1 });
  expect(arrows.filter((arrow) => arrow.sort === 'then').length).toBe(4);
  expect(arrows.filter((arrow) => arrow.sort === 'first')).toMatchObject([{ from: 'f07', to: 'f06' }]);
});

it('is there for each room that put something in order', () => {
  expect(roomsWithOrder(picture, ['core', 'school', 'advice'])).toEqual(['core', 'school']);
});

it('ends when pairs go round in a circle', () => {
  const before = (id: string, a: string, b: string) => {
    const like = picture.items.find((item) => item.kind === 'before');
    return { ...like, id, fields: { a, b, why: null } } as Picture['items'][number];
  };
  const round = [before('p1', 'f03', 'f04'), before('p2', 'f04', 'f05'), before('p3', 'f05', 'f03')];
  const { steps } = stepsOf({ ...picture, items: round, joint_orders: [] }, 'core');
  expect(steps.map((step) => step.id)).toEqual(['f03', 'f04', 'f05']);
});

it('never puts two steps on one place, from left to right or from top to bottom', () => {
  const { steps } = stepsOf(picture, 'core');
  for (const across of [1, 2, 4]) {
    const places = placesOf(steps, () => ({ width: 252, height: 150 }), across);
    expect(new Set([...places.values()].map(({ x, y }) => `${x},${y}`)).size).toBe(steps.length);
  }
});
