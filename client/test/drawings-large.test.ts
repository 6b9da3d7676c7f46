// The largest map we promise: two hundred factors and four hundred relations. Bounds are wide, because tests share the
// machine; the figures are printed.
import { expect, it } from 'vitest';
import type { Picture } from '../src/schema.gen';
import { boxOf } from '../src/views/drawings/map/boxes';
import { graphOf } from '../src/views/drawings/map/graph';
import { boxAround, layout } from '../src/views/drawings/map/layout';
import { thickness, wordingsOf } from '../src/views/drawings/map/line-look';
import { drawAll, drawSome } from '../src/views/drawings/map/lines';
import { EVERYTHING, pick } from '../src/views/drawings/map/pick';
import type { Point } from '../src/views/drawings/stage/view';
import { largePicture } from './fixtures/large-picture';
import youssef from './fixtures/picture.youssef.json';

const picture = largePicture(youssef as unknown as Picture, 200, 400);

function timed<T>(what: string, run: () => T): T {
  const began = performance.now();
  const made = run();
  console.log(`${what}: ${(performance.now() - began).toFixed(1)} ms`);
  return made;
}

it('is laid out, drawn and changed quickly', () => {
  const graph = timed('what the map is of', () => graphOf(picture));
  const { things, links } = pick(graph, { ...EVERYTHING, page: null });
  expect([things.length, links.length]).toEqual([200, 400]);
  const placeable = things.map((thing) => ({
    id: thing.id,
    ...boxOf(thing, (id) => id),
    helps: thing.helps,
    begins: false,
  }));
  const pulls = links.map(({ from, to }) => ({ from, to, leads: true }));
  const first = timed('first layout', () => layout(placeable, pulls, new Map()));
  const without = new Map([...first].slice(0, -1));
  const began = performance.now();
  const again = timed('layout when one comes', () => layout(placeable, pulls, without));
  expect(performance.now() - began).toBeLessThan(250);
  for (const [id, at] of without) expect(again.get(id)).toEqual(at);

  const boxes = new Map(placeable.map((thing) => [thing.id, boxAround(thing, first.get(thing.id) as Point)]));
  const courses = links.map((link) => ({ ...link, wordings: wordingsOf(link.kind), thick: thickness(link.strength) }));
  const drawn = timed('all lines', () => drawAll(courses, boxes));
  expect(drawn.size).toBe(400);
  const [dragged = ''] = boxes.keys();
  const touching = courses.filter((course) => course.from === dragged || course.to === dragged);
  const others = [...drawn.values()].map((line) => line.label);
  timed(`a drag, ${touching.length} lines`, () => drawSome(touching, boxes, others, []));
});

it('shows at most fifteen of them at once, laid out quickly', () => {
  const { things, links, pages } = pick(graphOf(picture), EVERYTHING);
  expect(things.length).toBe(15);
  expect(pages).toBe(14);
  const placeable = things.map((thing) => ({
    id: thing.id,
    ...boxOf(thing, (id) => id),
    helps: thing.helps,
    begins: false,
  }));
  timed('first layout of fifteen', () =>
    layout(
      placeable,
      links.map(({ from, to }) => ({ from, to, leads: true })),
      new Map(),
    ),
  );
});
