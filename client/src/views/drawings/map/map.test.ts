import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import youssef from '../../../../test/fixtures/picture.youssef.json';
import type { Picture } from '../../../schema.gen';
import { polarityOf } from '../../picture/polarity';
import { MOST } from '../most';
import type { Box, Point } from '../stage/view';
import { boxOf, SMALL, WIDTH } from './boxes';
import { graphOf, type MapGraph } from './graph';
import { boxAround, layout } from './layout';
import { DASHES, headPath, wordingsOf } from './line-look';
import { drawAll } from './lines';
import { crosses, through } from './meeting';
import { EVERYTHING, nameOf, type Picked, pick } from './pick';
import { nameOfThing } from './sentences';
import type { Placeable, Pull } from './standing';

const picture = youssef as unknown as Picture;
const graph = graphOf(picture);
const name = (person: string) => person;

function placed(picked: Picked, kept = new Map<string, Point>()): Map<string, Point> {
  const things = picked.things.map((thing) => ({
    id: thing.id,
    ...boxOf(thing, name),
    helps: thing.helps,
    begins: thing.roles.includes('origin'),
  }));
  const pulls = picked.links.map(({ from, to, kind }) => ({ from, to, leads: kind !== 'linked' }));
  return layout(things, pulls, kept);
}

function boxesOf(picked: Picked): Map<string, Box> {
  const places = placed(picked);
  return new Map(
    picked.things.map((thing) => [thing.id, boxAround(boxOf(thing, name), places.get(thing.id) as Point)]),
  );
}

const overlaps = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const pairs = <T>(list: readonly T[]) =>
  list.flatMap((one, n) => list.slice(n + 1).map((other) => [one, other] as const));

describe('what the map is of', () => {
  it('is every factor and relation of the rooms one shares', () => {
    const ids = new Set(graph.things.map((thing) => thing.id));
    expect(picture.items.filter((item) => item.kind === 'factor' && !ids.has(item.id))).toEqual([]);
    expect(graph.links.length).toBe(picture.items.filter((item) => item.kind === 'relation').length);
    expect(graph.rounds.map((round) => round.name)).toEqual(['Het ochtendrondje', 'Het brievenrondje']);
  });

  it('shows a samen-kaartje instead of what it gathers, with lines to the card', () => {
    const [one, two] = ['f03', 'f24'];
    const like = picture.items.find((item) => item.id === 'x1');
    const card = {
      ...like,
      id: 'card',
      kind: 'card',
      fields: { shape: 'factor', said_together: 'Te weinig slaap', gathers: [one, two], roles: [], holder: [] },
    } as unknown as Picture['items'][number];
    const joined = graphOf({ ...picture, items: [...picture.items, card] });
    expect(joined.things.some((thing) => thing.id === one || thing.id === two)).toBe(false);
    const shown = joined.things.find((thing) => thing.id === 'card');
    expect(shown?.words).toBe('Te weinig slaap');
    expect(shown?.gathered.map((each) => each.id)).toEqual([one, two]);
    expect(joined.links.find((link) => link.id === 'r03')?.from).toBe('card');
    // The line between two that one card gathers would go from the card to itself.
    expect(joined.links.some((link) => link.id === 'r24')).toBe(false);
    expect(joined.rounds[0]?.things).toContain('card');
  });

  it('puts first what is first together, then what goes round', () => {
    expect(graph.things.slice(0, 3).map((thing) => thing.id)).toEqual(['f10', 'f21', 'f07']);
    expect(graph.things.findIndex((thing) => thing.id === 'f01')).toBeLessThan(
      graph.things.findIndex((thing) => thing.id === 'f12'),
    );
  });
});

describe('what is shown of the map', () => {
  it('is never more than one can take in, and what helps is among it', () => {
    const { things, fitting, pages } = pick(graph, EVERYTHING);
    expect(things.length).toBe(MOST);
    expect(things.filter((thing) => thing.helps).length).toBeGreaterThanOrEqual(4);
    expect(fitting).toBe(graph.things.length);
    expect(pages).toBe(2);
  });

  it('leaves nothing out when all helpings are looked at', () => {
    const first = pick(graph, EVERYTHING).things;
    const second = pick(graph, { ...EVERYTHING, page: 1 }).things;
    expect(new Set([...first, ...second].map((thing) => thing.id)).size).toBe(graph.things.length);
    expect(pick(graph, { ...EVERYTHING, page: null }).things.length).toBe(graph.things.length);
  });

  it('keeps what is on the screen when something more important comes', () => {
    const before = pick(graph, EVERYTHING).things.map((thing) => thing.id);
    const newer: MapGraph = {
      ...graph,
      things: graph.things.map((thing) => (thing.id === 'f24' ? { ...thing, rank: -1 } : thing)),
    };
    expect(pick(newer, EVERYTHING, new Set(before)).things.map((thing) => thing.id)).toEqual(before);
  });

  it('has what was made here just now among it, also when it is the least important', () => {
    const last = graph.things.at(-1)?.id ?? '';
    const { things } = pick(graph, { ...EVERYTHING, also: [last] });
    expect(things.map((one) => one.id)).toContain(last);
    expect(things.length).toBe(MOST);
    expect(pick(graph, EVERYTHING).things.map((one) => one.id)).not.toContain(last);
  });

  it('has the whole round that is looked at', () => {
    for (const round of graph.rounds) {
      const shown = new Set(pick(graph, { ...EVERYTHING, round: round.id }).things.map((thing) => thing.id));
      expect(round.things.filter((id) => !shown.has(id))).toEqual([]);
    }
  });

  it('follows a choice by person, room, domain and thing', () => {
    const of = (change: Partial<typeof EVERYTHING>) => pick(graph, { ...EVERYTHING, ...change, page: null }).things;
    expect(of({ person: 'jeroen' }).every((one) => one.by === 'jeroen' || one.holder.includes('jeroen'))).toBe(true);
    expect(of({ room: 'school' }).every((one) => one.rooms.includes('school'))).toBe(true);
    expect(of({ domain: 'income' }).map((one) => one.id)).toEqual(['f07']);
    expect(new Set(of({ focus: 'f07' }).map((one) => one.id))).toEqual(new Set(['f07', 'f06', 'f16']));
  });

  it('reads two ways: what keeps it going, and what gets it moving', () => {
    const of = (reading: 'stuck' | 'way_out') => pick(graph, { ...EVERYTHING, reading, page: null });
    expect(of('stuck').things.some((thing) => thing.helps)).toBe(false);
    expect(of('way_out').things.filter((thing) => thing.helps).length).toBe(7);
    expect(of('way_out').links.some((link) => link.polarity === 'minus')).toBe(true);
  });

  it('has another name for another choice, and the same while a round is looked at', () => {
    expect(nameOf({ ...EVERYTHING, round: 'loop0' })).toBe(nameOf(EVERYTHING));
    expect(nameOf({ ...EVERYTHING, page: 1 })).not.toBe(nameOf(EVERYTHING));
  });
});

const size = fc.record({ width: fc.constant(WIDTH), height: fc.integer({ min: 100, max: 260 }) });
const arbitrary = fc
  .array(fc.tuple(size, fc.boolean(), fc.boolean()), { minLength: 1, maxLength: 16 })
  .chain((things) =>
    fc
      .array(fc.tuple(fc.nat(things.length - 1), fc.nat(things.length - 1), fc.boolean()), { maxLength: 24 })
      .map((pulls) => ({
        things: things.map(([of, helps, begins], n): Placeable => ({ ...of, id: `t${n}`, helps, begins })),
        pulls: pulls.map(([from, to, leads]): Pull => ({ from: `t${from}`, to: `t${to}`, leads })),
      })),
  );

describe('where things stand', () => {
  it('is the same every time', () => {
    const picked = pick(graph, EVERYTHING);
    expect([...placed(picked)]).toEqual([...placed(picked)]);
  });

  it('never lets two things of the family stand over each other', () => {
    for (const choice of [EVERYTHING, { ...EVERYTHING, page: 1 }, { ...EVERYTHING, page: null }]) {
      const boxes = [...boxesOf(pick(graph, choice)).values()];
      expect(pairs(boxes).filter(([a, b]) => overlaps(a, b))).toEqual([]);
    }
  });

  it('never lets any two things stand over each other, and moves nothing when one more comes', () => {
    fc.assert(
      fc.property(arbitrary, ({ things, pulls }) => {
        const some = things.slice(0, -1);
        const before = layout(some, pulls, new Map());
        const after = layout(things, pulls, before);
        for (const [id, at] of before) expect(after.get(id)).toEqual(at);
        const boxes = things.map((thing) => boxAround(thing, after.get(thing.id) as Point));
        expect(pairs(boxes).some(([a, b]) => overlaps(a, b))).toBe(false);
      }),
      { numRuns: 40 },
    );
  });

  it('leaves where people put it what they put somewhere', () => {
    const picked = pick(graph, EVERYTHING);
    const put = new Map([['f10', { x: -913, y: 417 }]]);
    const places = placed(picked, put);
    expect(places.get('f10')).toEqual({ x: -913, y: 417 });
    const boxes = picked.things.map((thing) => boxAround(boxOf(thing, name), places.get(thing.id) as Point));
    expect(pairs(boxes).some(([a, b]) => overlaps(a, b))).toBe(false);
  });

  it('is wide enough for a screen', () => {
    const boxes = [...boxesOf(pick(graph, EVERYTHING)).values()];
    const width = Math.max(...boxes.map((box) => box.x + box.width)) - Math.min(...boxes.map((box) => box.x));
    const height = Math.max(...boxes.map((box) => box.y + box.height)) - Math.min(...boxes.map((box) => box.y));
    // At 3 m words must be 20 pixels high or all but, the smallest too, on the 1243 by 721 that 1920 by 1080 leaves beside the rest.
    expect(Math.min(1243 / width, 721 / height) * SMALL).toBeGreaterThanOrEqual(18.5);
  });
});

describe('how lines run', () => {
  const picked = pick(graph, EVERYTHING);
  const boxes = boxesOf(picked);
  const drawn = drawAll(
    picked.links.map((link) => ({ ...link, wordings: wordingsOf(link.kind), thick: 4 })),
    boxes,
  );

  it('is from border to border', () => {
    for (const link of picked.links) {
      const line = drawn.get(link.id);
      const target = boxes.get(link.to) as Box;
      const { x, y } = line?.tip ?? { x: 0, y: 0 };
      const away = Math.max(target.x - x, x - target.x - target.width, target.y - y, y - target.y - target.height);
      expect(away).toBeGreaterThan(0);
      expect(away).toBeLessThan(12);
    }
  });

  it('leaves all words free', () => {
    for (const { label } of drawn.values()) {
      expect([...boxes].filter(([, box]) => overlaps(box, label)).map(([id]) => id)).toEqual([]);
    }
    const labels = [...drawn.values()].map((line) => line.label);
    expect(pairs(labels).some(([a, b]) => overlaps(a, b))).toBe(false);
  });

  it('keeps lines between the same two things apart', () => {
    const two = new Map<string, Box>([
      ['a', { x: 0, y: 0, width: 200, height: 100 }],
      ['b', { x: 400, y: 0, width: 200, height: 100 }],
    ]);
    const course = (id: string, from: string, to: string) => ({ id, from, to, wordings: [['zorgt voor']], thick: 3 });
    const lines = drawAll([course('1', 'a', 'b'), course('2', 'a', 'b'), course('3', 'b', 'a')], two);
    const middles = [...lines.values()].map((line) => Math.round(line.along[3]?.y ?? 0));
    expect(new Set(middles).size).toBe(3);
    expect(Math.min(...pairs(middles).map(([a, b]) => Math.abs(a - b)))).toBeGreaterThan(12);
  });

  it('tells kinds apart by form, and more from less by the head', () => {
    const forms = Object.entries(DASHES).map(([kind, dash]) =>
      [dash, kind === 'maintains', polarityOf(kind as keyof typeof DASHES)].join(' '),
    );
    expect(new Set(forms).size).toBe(forms.length);
    expect(headPath('plus', 12)).not.toBe(headPath('minus', 12));
  });
});

it('a thing is heard with what it does, whose words it is and all its lines', () => {
  const picked = pick(graph, EVERYTHING);
  const sleep = picked.things.find((thing) => thing.id === 'f03');
  const heard = sleep === undefined ? '' : nameOfThing(sleep, picked, name);
  expect(heard).toContain('Noor slaapt slecht en ligt lang wakker. waardoor het blijft.');
  expect(heard).toContain('Lijn naar: Noor gaat weinig naar school (houdt in stand).');
  expect(heard).toContain('Lijn van: Ruzies in de ochtend lopen hoog op (maakt erger).');
});

it('lines meet where they do', () => {
  expect(crosses(0, 0, 10, 10, 0, 10, 10, 0)).toBe(true);
  expect(crosses(0, 0, 10, 0, 0, 5, 10, 5)).toBe(false);
  expect(through(0, 0, 100, 0, 50, 5, { width: 10, height: 10 }, 2)).toBe(true);
  expect(through(0, 0, 100, 0, 50, 25, { width: 10, height: 10 }, 2)).toBe(false);
  expect(through(0, 0, 40, 0, 50, 0, { width: 10, height: 10 }, 2)).toBe(false);
});
