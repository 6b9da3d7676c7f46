// Where people stand round someone: on the ring of their tie, in a direction of their own that stays theirs. Pure.
//
// The direction follows from who someone is, not from when they were added: each side of life has its own part of the circle,
// and within it the place comes from the id. People only make room for their neighbours; whatever ring they are on, they
// keep their order round the circle.
import { spread } from '../spread';
import { RINGS, type Ring, type Side } from './ties';

/** Someone to be placed. */
export interface Seated {
  id: string;
  side: Side;
  ring: Ring;
  width: number;
  height: number;
}

/** The form of the rings: a wide screen has wide ones, a phone high ones. */
export interface RingShape {
  /** Half the width and half the height of each ring. */
  radii: Readonly<Record<Ring, readonly [x: number, y: number]>>;
  /** How much of any growing goes into the width, and how much into the height. */
  grow: readonly [x: number, y: number];
}

/** Someone in their place: the middle of their card. */
export interface Seat {
  id: string;
  x: number;
  y: number;
  /** In radians, clockwise from straight below. */
  turn: number;
}

/** The rings with everyone on them. */
export interface Rings {
  seats: readonly Seat[];
  radii: RingShape['radii'];
}

const FULL = 2 * Math.PI;
/** Below is left free: there the rings have their names. */
const FREE = 0.28;
/** Where each side of life is, as parts of the circle clockwise from below. */
const PART: Record<Side, readonly [from: number, to: number]> = {
  school: [0, 0.15],
  family: [0.15, 0.5],
  near: [0.5, 0.82],
  help: [0.82, 1],
};
/** How much of the circle someone takes, nearer by more: the closest ring is the shortest. */
const ROOM: Record<Ring, number> = { 1: 0.92, 2: 0.52, 3: 0.4 };
const GROW = 1.06;
const GAP = 12;
/** So much the rings may grow to let no line pass under another's card. */
const CLEAR_MOST = 1.25;

/** A number from 0 to 1 that belongs to an id. */
function fraction(id: string): number {
  let hash = 2166136261;
  for (let index = 0; index < id.length; index++) hash = Math.imul(hash ^ id.charCodeAt(index), 16777619);
  return (hash >>> 8) / 0x1000000;
}

/** The direction each person would take if they were alone. */
function wishOf({ id, side }: Seated): number {
  const [from, to] = PART[side];
  return FREE + (from + (to - from) * fraction(id)) * (FULL - 2 * FREE);
}

/** Places everyone round a middle that has a size of its own. */
export function seat(people: readonly Seated[], shape: RingShape, middle: { width: number; height: number }): Rings {
  const turns = new Map(turnsOf(people));
  const place = (factor: number) => {
    const radii = grown(shape, factor);
    const seats = people.map((one): Seat => {
      const turn = turns.get(one.id) ?? 0;
      const [rx, ry] = radii[one.ring];
      return { id: one.id, turn, x: -Math.sin(turn) * rx, y: Math.cos(turn) * ry };
    });
    return { seats, radii };
  };
  const sizes = new Map(people.map((one) => [one.id, one]));
  let factor = 1;
  for (;;) {
    const rings = place(factor);
    const boxes = rings.seats.map((one) => ({ x: one.x, y: one.y, ...boxOf(sizes.get(one.id)) }));
    const apart = !anyOverlap([...boxes, { x: 0, y: 0, ...middle }]);
    if (apart && (factor > CLEAR_MOST || !boxes.some((one) => passed(one, boxes)))) return rings;
    // Directions differ, so larger rings always end by parting them.
    factor *= GROW;
  }
}

function boxOf(one: Seated | undefined): { width: number; height: number } {
  return { width: one?.width ?? 0, height: one?.height ?? 0 };
}

/** The direction of everyone, with room for each. */
function turnsOf(people: readonly Seated[]): [string, number][] {
  const order = [...people].sort((a, b) => wishOf(a) - wishOf(b) || (a.id < b.id ? -1 : 1));
  const wanted = order.reduce((sum, one) => sum + ROOM[one.ring], 0);
  const squeeze = Math.min(1, (FULL - 2 * FREE) / Math.max(wanted, 0.001));
  const rooms = order.map((one) => ROOM[one.ring] * squeeze);
  const places = spread(
    order.map((one, index) => ({ wish: wishOf(one) - (rooms[index] ?? 0) / 2, room: rooms[index] ?? 0 })),
    FREE,
    FULL - FREE,
  );
  return order.map((one, index) => [one.id, (places[index] ?? 0) + (rooms[index] ?? 0) / 2]);
}

function grown({ radii, grow }: RingShape, factor: number): RingShape['radii'] {
  const of = ([x, y]: readonly [number, number]) => [x * factor ** grow[0], y * factor ** grow[1]] as const;
  return { 1: of(radii[1]), 2: of(radii[2]), 3: of(radii[3]) };
}

/** A card by its middle. */
export interface Centred {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Whether two cards lie on each other, or all but. */
export function overlap(a: Centred, b: Centred, gap = GAP): boolean {
  return (
    Math.abs(a.x - b.x) < (a.width + b.width) / 2 + gap - 0.001 &&
    Math.abs(a.y - b.y) < (a.height + b.height) / 2 + gap - 0.001
  );
}

/** Whether the line from the middle to someone further on passes under this card. */
function passed(card: Centred, others: readonly Centred[]): boolean {
  return others.some((other) => {
    if (other === card) return false;
    // Clipped to the card on both axes: what is left of the line lies under it.
    let [from, to] = [0, 1];
    for (const [at, half, way] of [
      [card.x, card.width / 2, other.x],
      [card.y, card.height / 2, other.y],
    ] as const) {
      if (Math.abs(way) < 1e-6) {
        if (Math.abs(at) > half) return false;
        continue;
      }
      const [a, b] = [(at - half) / way, (at + half) / way];
      from = Math.max(from, Math.min(a, b));
      to = Math.min(to, Math.max(a, b));
    }
    return from < to;
  });
}

function anyOverlap(boxes: readonly Centred[]): boolean {
  return boxes.some((a, index) => boxes.slice(index + 1).some((b) => overlap(a, b)));
}

/** Where the name of a ring is read: under the ring, and under the cards that would lie on it. */
export function underRing(ring: number, size: { width: number; height: number }, cards: readonly Centred[]): number {
  const inTheWay = (y: number) => cards.find((card) => overlap(card, { x: 0, y, ...size }, 4));
  let y = ring;
  for (let card = inTheWay(y); card !== undefined; card = inTheWay(y)) y = card.y + (card.height + size.height) / 2 + 5;
  return y;
}

/** On which ring a place is. */
export function ringAt(at: { x: number; y: number }, radii: RingShape['radii']): Ring {
  const [rx, ry] = radii[2];
  const far = Math.hypot(at.x / rx, at.y / ry);
  const own = (ring: Ring) => radii[ring][0] / rx;
  if (far < (own(1) + own(2)) / 2) return 1;
  return far < (own(2) + own(3)) / 2 ? 2 : 3;
}

/** Rings for a wide screen, and for a phone that is held upright. */
export const WIDE: RingShape = { radii: { 1: [345, 152], 2: [560, 260], 3: [770, 352] }, grow: [0.3, 1] };
export const TALL: RingShape = { radii: { 1: [180, 185], 2: [226, 295], 3: [256, 405] }, grow: [0.6, 0.8] };

/** The rings from the outside in, for drawing them. */
export const OUTSIDE_IN = [...RINGS].reverse();
