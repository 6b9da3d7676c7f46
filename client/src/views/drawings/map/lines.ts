// How the lines of the map run: gentle bows from border to border, round things that stand between, lines between the same
// two things apart, and the words of a line where they cover nothing. Pure.
import type { Box, Point } from '../stage/view';
import { labelSize } from './boxes';
import { BoxGrid, overlap, PointGrid } from './grid';

/** A line to be drawn. */
export interface Course {
  id: string;
  from: string;
  to: string;
  /** The words on it, in lines: on one line, and broken for where there is less room. */
  wordings: readonly (readonly string[])[];
  /** How thick, in units. */
  thick: number;
}

/** A line as it is drawn. */
export interface Drawn {
  id: string;
  /** The bow, up to where the head begins. */
  path: string;
  /** Where the head points, and in which direction (radians). */
  tip: Point;
  angle: number;
  /** Where it begins. */
  start: Point;
  /** Its words, in lines, and where they stand. */
  words: readonly string[];
  label: Box;
  /** Some places along it. */
  along: readonly Point[];
}

/** Between the end of a line and the border of a thing. */
const GAP = 5;
/** How much of a bow, as a part of the length; the sign is the side. */
const BOWS = [0.09, -0.09, 0.2, -0.2, 0.33, -0.33, 0.5, -0.5, 0.75, -0.75] as const;
/** Where words may stand along a line. */
const SPOTS = [0.5, 0.4, 0.6, 0.3, 0.7] as const;
/** Beside a line at its left, at its right, or on it. */
const SIDES = [-1, 1, 0] as const;
const SAMPLES = 24;

interface Curve {
  a: Point;
  c: Point;
  b: Point;
}

const middle = (box: Box): Point => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 });

function on({ a, c, b }: Curve, t: number): Point {
  const s = 1 - t;
  return { x: s * s * a.x + 2 * s * t * c.x + t * t * b.x, y: s * s * a.y + 2 * s * t * c.y + t * t * b.y };
}

function bowed(from: Point, to: Point, bow: number): Curve {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  return { a: from, b: to, c: { x: (from.x + to.x) / 2 - dy * bow * 2, y: (from.y + to.y) / 2 + dx * bow * 2 } };
}

/** Whether a curve is in a box at `t`, or as near to it as `margin`. Asked so often that it makes no point of it. */
function within({ a, c, b }: Curve, t: number, box: Box, margin: number): boolean {
  const s = 1 - t;
  const x = s * s * a.x + 2 * s * t * c.x + t * t * b.x;
  if (x <= box.x - margin || x >= box.x + box.width + margin) return false;
  const y = s * s * a.y + 2 * s * t * c.y + t * t * b.y;
  return y > box.y - margin && y < box.y + box.height + margin;
}

/** Where a curve leaves the box it begins in, going from `t` 0 to 1. */
function leaves(curve: Curve, box: Box): number {
  let [low, high] = [0, 1];
  for (let step = 1; step <= SAMPLES; step += 1) {
    if (!within(curve, step / SAMPLES, box, GAP)) {
      [low, high] = [(step - 1) / SAMPLES, step / SAMPLES];
      break;
    }
  }
  for (let turn = 0; turn < 10; turn += 1) {
    const t = (low + high) / 2;
    if (within(curve, t, box, GAP)) low = t;
    else high = t;
  }
  return high;
}

/** What it costs that a curve runs through boxes; not counted further than `most`. */
function throughCost(curve: Curve, t0: number, t1: number, boxes: readonly Box[], most: number): number {
  let cost = 0;
  for (let step = 1; step < SAMPLES && cost < most; step += 1) {
    const t = t0 + ((t1 - t0) * step) / SAMPLES;
    for (const box of boxes) {
      if (!within(curve, t, box, 7)) continue;
      cost += 25;
      break;
    }
  }
  return cost;
}

/** The piece of a curve between two of its places. */
function piece(curve: Curve, t0: number, t1: number): Curve {
  const mix = (p: Point, q: Point, t: number): Point => ({ x: p.x + (q.x - p.x) * t, y: p.y + (q.y - p.y) * t });
  const inner = mix(mix(curve.a, curve.c, t0), mix(curve.c, curve.b, t0), t1);
  return { a: on(curve, t0), c: inner, b: on(curve, t1) };
}

const backwards = ({ a, c, b }: Curve): Curve => ({ a: b, c, b: a });
const round = (value: number) => Math.round(value * 10) / 10;

/** How long the head of a line is. */
export const headOf = (thick: number): number => 9 + thick * 1.8;

/** What stands in the way of lines and words. */
export interface Obstacles {
  boxes: ReadonlyMap<string, Box>;
  labels: BoxGrid;
  /** Places along other lines: words keep off them. */
  lines: PointGrid;
  /** Bows that are taken, by the two things. */
  taken: ReadonlySet<string>;
}

/** The same for the same bow between two things, whichever way the line goes. */
const bowName = ({ from, to }: Course, bow: number) => (from < to ? `${from}>${to}:${bow}` : `${to}>${from}:${-bow}`);

/** One line, as well as it goes among what stands there. */
export function draw(course: Course, { boxes, labels, lines, taken }: Obstacles): { drawn: Drawn; bow: string } | null {
  const [source, target] = [boxes.get(course.from), boxes.get(course.to)];
  if (source === undefined || target === undefined) return null;
  const around = grown(source, target);
  const others: Box[] = [];
  for (const [id, box] of boxes) {
    if (id !== course.from && id !== course.to && overlap(box, around, 0) > 0) others.push(box);
  }
  let best: { drawn: Drawn; bow: string } | null = null;
  let least = Infinity;
  for (const bow of BOWS) {
    let cost = Math.abs(bow) * 30 + (bow < 0 ? 1 : 0);
    // The ones after it are bowed more.
    if (cost >= least) break;
    if (taken.has(bowName(course, bow))) cost += 400;
    const curve = bowed(middle(source), middle(target), bow);
    const t0 = leaves(curve, source);
    const t1 = 1 - leaves(backwards(curve), target);
    if (t1 <= t0) cost += 1000;
    if (cost >= least) continue;
    const near = nearby(others, curve);
    cost += throughCost(curve, t0, t1, near, least - cost);
    if (cost >= least) continue;
    const whole = piece(curve, t0, t1);
    const label = wordsFor(course, whole, [source, target, ...near], labels, lines, least - cost);
    cost += label.cost;
    if (cost >= least) continue;
    least = cost;
    best = { drawn: shape(course, whole, label), bow: bowName(course, bow) };
  }
  return best;
}

/** Where a line between two boxes could come. */
function grown(a: Box, b: Box): Box {
  const [left, top] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
  const [right, bottom] = [Math.max(a.x + a.width, b.x + b.width), Math.max(a.y + a.height, b.y + b.height)];
  const more = Math.max(right - left, bottom - top) / 2;
  return { x: left - more, y: top - more, width: right - left + 2 * more, height: bottom - top + 2 * more };
}

/** The boxes a curve could come near. */
function nearby(boxes: readonly Box[], { a, c, b }: Curve): Box[] {
  const [left, right] = [Math.min(a.x, b.x, c.x) - 80, Math.max(a.x, b.x, c.x) + 80];
  const [top, bottom] = [Math.min(a.y, b.y, c.y) - 60, Math.max(a.y, b.y, c.y) + 60];
  return boxes.filter((box) => box.x < right && box.x + box.width > left && box.y < bottom && box.y + box.height > top);
}

interface Words {
  words: readonly string[];
  box: Box;
  cost: number;
}

/** Where the words of a line stand best: beside it, so that all of it can be seen, or else on it. */
function wordsFor(
  course: Course,
  curve: Curve,
  boxes: readonly Box[],
  labels: BoxGrid,
  lines: PointGrid,
  most: number,
): Words {
  let best: Words = { words: [], box: { ...curve.a, width: 0, height: 0 }, cost: Infinity };
  for (const [turn, words] of course.wordings.entries()) {
    const size = labelSize(words);
    for (const spot of SPOTS) {
      const at = on(curve, spot);
      const way = heading(curve, spot);
      for (const side of SIDES) {
        const away = side * ((Math.abs(way.y) * size.width + Math.abs(way.x) * size.height) / 2 + course.thick / 2 + 3);
        const middle = { x: at.x - way.y * away, y: at.y + way.x * away };
        const box = { x: middle.x - size.width / 2, y: middle.y - size.height / 2, ...size };
        let cost = turn * 3 + Math.abs(spot - 0.5) * 14 + (side === 0 ? 14 : side > 0 ? 1 : 0);
        if (cost >= Math.min(best.cost, most)) continue;
        for (const other of boxes) cost += overlap(box, other, 4) / 4;
        cost += labels.overlap(box, 4) / 10 + lines.countIn(box, 4) * 6;
        if (cost < best.cost) best = { words, box, cost };
      }
    }
  }
  return best;
}

/** The direction of a curve at a place, of length 1. */
function heading({ a, c, b }: Curve, t: number): Point {
  const x = (1 - t) * (c.x - a.x) + t * (b.x - c.x);
  const y = (1 - t) * (c.y - a.y) + t * (b.y - c.y);
  const length = Math.hypot(x, y) || 1;
  return { x: x / length, y: y / length };
}

function shape(course: Course, whole: Curve, { words, box }: Words): Drawn {
  const angle = Math.atan2(whole.b.y - whole.c.y, whole.b.x - whole.c.x);
  const length = Math.max(1, Math.hypot(whole.b.x - whole.a.x, whole.b.y - whole.a.y));
  const { a, c, b } = piece(whole, 0, Math.max(0.1, 1 - (headOf(course.thick) - 2) / length));
  const path = `M${round(a.x)} ${round(a.y)}Q${round(c.x)} ${round(c.y)} ${round(b.x)} ${round(b.y)}`;
  const along = [0.06, 0.2, 0.35, 0.5, 0.65, 0.8, 0.94].map((t) => on(whole, t));
  return { id: course.id, path, tip: whole.b, angle, start: whole.a, words, label: box, along };
}

/** All lines, one after the other; each keeps clear of the words before it. */
export function drawAll(courses: readonly Course[], boxes: ReadonlyMap<string, Box>): Map<string, Drawn> {
  return drawSome(courses, boxes, [], []);
}

/** Some lines anew, among the words of others, and off places along them. */
export function drawSome(
  courses: readonly Course[],
  boxes: ReadonlyMap<string, Box>,
  standing: readonly Box[],
  places: readonly Point[],
): Map<string, Drawn> {
  const labels = new BoxGrid(standing);
  const lines = new PointGrid();
  for (const place of places) lines.add(place);
  const taken = new Set<string>();
  const drawn = new Map<string, Drawn>();
  for (const course of courses) {
    const one = draw(course, { boxes, labels, lines, taken });
    if (one === null) continue;
    labels.add(one.drawn.label);
    for (const point of one.drawn.along) lines.add(point);
    taken.add(one.bow);
    drawn.set(course.id, one.drawn);
  }
  return drawn;
}
