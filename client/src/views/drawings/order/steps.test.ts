import { describe, expect, it } from 'vitest';
import youssef from '../../../../test/fixtures/picture.youssef.json';
import type { Picture } from '../../../schema.gen';
import { namesIn } from '../../picture/names';
import { outline } from '../../picture/outline';
import { boxOf } from '../map/boxes';
import { graphOf } from '../map/graph';
import { placesOf, roomsWithOrder, stepsOf, thingOf } from './steps';

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

describe('what people would do', () => {
  const found = (kind: string) => {
    const item = picture.items.find((one) => one.kind === kind && one.rooms.includes('core') && !one.withdrawn);
    if (item === undefined) throw new Error(`no ${kind}`);
    return item;
  };
  const like = picture.items.find((one) => one.kind === 'before');
  const help = found('help');
  const debts = picture.items.find((one) => one.id === 'f07')?.id ?? '';
  const before = { ...like, id: 'b90', fields: { a: debts, b: help.id, why: null } } as Picture['items'][number];
  const step = found('step').id;
  const chosen: Picture = {
    ...picture,
    items: [...picture.items.filter((one) => one.kind !== 'before'), before],
    joint_orders: [{ room: 'core', items: [step, debts] }],
  };
  const names = namesIn(chosen);
  const graph = graphOf(chosen);

  it('can be number one, and can come after what plays, drawn with its own kind', () => {
    const { steps, arrows } = stepsOf(chosen, 'core');
    expect(steps.map(({ id, turn }) => [id, turn])).toEqual([
      [step, 1],
      [debts, 2],
      [help.id, null],
    ]);
    expect(arrows.find((arrow) => arrow.sort === 'first')).toMatchObject({ from: debts, to: help.id });
    const said = (id: string) => {
      const lines = boxOf(thingOf(id, graph, names), (person) => person).lines;
      return [
        lines[0]?.text,
        lines
          .filter((line) => line.sort === 'title')
          .map((line) => line.text)
          .join(' '),
      ];
    };
    expect(said(step)).toEqual(['Stap', names.item(step)]);
    expect(said(help.id)).toEqual(['Hulp', names.item(help.id)]);
  });

  it('stands in the list, which is what is printed', () => {
    const rows = outline(chosen).find((part) => part.id === 'first')?.rows ?? [];
    const printed = rows.flatMap((row) => [row.words, ...row.rows.map((one) => one.words)]);
    expect(printed).toContain(`1. ${names.item(step)}`);
    expect(printed).toContain(`Eerst ${names.item(debts)}, dan ${names.item(help.id)}`);
  });
});
