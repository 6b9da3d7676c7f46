// How the lines of the map run: gentle bows from border to border, round things that stand between, lines between the same
// two things apart, and the words of a line where they cover nothing. Pure.
import type { Box, Point } from '../stage/view';
import { labelSize } from './boxes';

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

const inside = (box: Box, at: Point, margin: number) =>
  at.x > box.x - margin &&
  at.x < box.x + box.width + margin &&
  at.y > box.y - margin &&
  at.y < box.y + box.height + margin;

const overlap = (a: Box, b: Box, margin: number) =>
  Math.max(0, Math.min(a.x + a.width, b.x + b.width + margin) - Math.max(a.x, b.x - margin)) *
  Math.max(0, Math.min(a.y + a.height, b.y + b.height + margin) - Math.max(a.y, b.y - margin));

function bowed(from: Point, to: Point, bow: number): Curve {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  return { a: from, b: to, c: { x: (from.x + to.x) / 2 - dy * bow * 2, y: (from.y + to.y) / 2 + dx * bow * 2 } };
}

/** Where a curve leaves the box it begins in, going from `t` 0 to 1. */
function leaves(curve: Curve, box: Box): number {
  let [low, high] = [0, 1];
  for (let step = 1; step <= SAMPLES; step += 1) {
    if (!inside(box, on(curve, step / SAMPLES), GAP)) {
      [low, high] = [(step - 1) / SAMPLES, step / SAMPLES];
      break;
    }
  }
  for (let turn = 0; turn < 10; turn += 1) {
    const t = (low + high) / 2;
    if (inside(box, on(curve, t), GAP)) low = t;
    else high = t;
  }
  return high;
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
  labels: readonly Box[];
  /** Places along other lines: words keep off them. */
  lines: readonly Point[];
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
  const words = labels.filter((label) => overlap(label, around, 0) > 0);
  const points = lines.filter((point) => inside(around, point, 0));
  let best: { drawn: Drawn; bow: string } | null = null;
  let least = Infinity;
  for (const bow of BOWS) {
    const curve = bowed(middle(source), middle(target), bow);
    const t0 = leaves(curve, source);
    const t1 = 1 - leaves(backwards(curve), target);
    let cost = Math.abs(bow) * 30 + (bow < 0 ? 1 : 0) + (taken.has(bowName(course, bow)) ? 400 : 0);
    if (t1 <= t0) cost += 1000;
    const near = nearby(others, curve);
    for (let step = 1; step < SAMPLES; step += 1) {
      const at = on(curve, t0 + ((t1 - t0) * step) / SAMPLES);
      if (near.some((box) => inside(box, at, 7))) cost += 25;
    }
    if (cost >= least) continue;
    const whole = piece(curve, t0, t1);
    const label = wordsFor(course, whole, [source, target, ...near], words, points, least - cost);
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
  labels: readonly Box[],
  lines: readonly Point[],
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
        for (const other of labels) cost += overlap(box, other, 4) / 10;
        for (const point of lines) if (inside(box, point, 4)) cost += 6;
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
  const labels = [...standing];
  const lines = [...places];
  const taken = new Set<string>();
  const drawn = new Map<string, Drawn>();
  for (const course of courses) {
    const one = draw(course, { boxes, labels, lines, taken });
    if (one === null) continue;
    labels.push(one.drawn.label);
    lines.push(...one.drawn.along);
    taken.add(one.bow);
    drawn.set(course.id, one.drawn);
  }
  return drawn;
}
