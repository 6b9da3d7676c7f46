// Two persons and the people round them in one drawing: whom both name stands once, between them. Pure.
import type { Size } from '../stage/view';
import { drawnOf, type Ring, type Tied } from './ties';

/** Whom one of the two names, or both. */
export interface Beside {
  other: string;
  name: string;
  left: Tied | null;
  right: Tied | null;
}

/** Someone in their place: the middle of their card. */
export interface BesideSeat extends Beside {
  x: number;
  y: number;
}

/** Everyone, by whether both name them; in the order of names. */
export function compare(left: readonly Tied[], right: readonly Tied[], egos: readonly [string, string]): Beside[] {
  const found = new Map<string, Beside>();
  for (const [side, ties] of [
    ['left', left],
    ['right', right],
  ] as const) {
    for (const tie of ties) {
      if (egos.includes(tie.other)) continue;
      const one = found.get(tie.other) ?? { other: tie.other, name: tie.name, left: null, right: null };
      found.set(tie.other, { ...one, [side]: tie });
    }
  }
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name, 'nl') || (a.other < b.other ? -1 : 1));
}

/** Everyone in the order in which they are shown when there is no room for all: whom both name, then who stands nearest. */
export function nearest(people: readonly Beside[]): string[] {
  const both = ({ left, right }: Beside) => Number(left === null || right === null);
  const ring = ({ left, right }: Beside) => Math.min(left?.ring ?? 9, right?.ring ?? 9);
  return [...people].sort((a, b) => both(a) - both(b) || ring(a) - ring(b)).map((one) => one.other);
}

/** Whether two persons have the same kind of tie with someone; nothing when one of them did not say. */
export function isAlike({ left, right }: Beside): boolean | null {
  if (left === null || right === null) return null;
  const [one, two] = [left, right].map((tied) => drawnOf(tied).flatMap(({ quality }) => quality ?? []));
  if (one?.length === 0 || two?.length === 0 || left.unplaced || right.unplaced) return null;
  const kinds = (all: readonly string[] = []) => [...new Set(all)].sort().join();
  return kinds(one) === kinds(two) && left.ring === right.ring;
}

/** Half the distance between the two. */
export const APART = 290;
/** How far from the one who names them each ring is, at their height. */
const FAR: Readonly<Record<Ring, number>> = { 1: 250, 2: 490, 3: 730 };
/** Rings are a little higher than wide: then there is room for those who stand above and below each other. */
const FLAT = 0.8;
const GAP = 26;
/** Above and below what the two have with each other: room for the lines to whom both name. */
const FREE = 80;

/** How far aside a ring is at a height. */
export function aside(ring: Ring, y: number): number {
  return Math.sqrt(Math.max(0, FAR[ring] ** 2 - (FLAT * y) ** 2));
}

/**
 * Places everyone: between the two whom both name, on the outer sides whom one names, on their ring. Each has a row of
 * their own, and whoever is further away stands nearer to the middle row, so that no line passes another's card.
 */
export function besideSeats(people: readonly Beside[], cardOf: (one: Beside) => Size, middle: Size): BesideSeat[] {
  const both = people.filter((one) => one.left !== null && one.right !== null);
  // The middle row stays free: there the two say what they have with each other.
  const column = stacked(both, cardOf, middle.height / 2 + FREE, 'aside').map(({ one, y }) => ({ ...one, x: 0, y }));
  const half = (which: 'left' | 'right') => {
    const other = which === 'left' ? 'right' : 'left';
    const ring = (one: Beside) => one[which]?.ring ?? 2;
    const here = people.filter((one) => one[which] !== null && one[other] === null);
    const order = [...here].sort((a, b) => ring(b) - ring(a));
    const sign = which === 'left' ? -1 : 1;
    return stacked(order, cardOf, 0, 'middle').map(({ one, y }) => ({
      ...one,
      x: sign * (APART + aside(ring(one), y)),
      y,
    }));
  };
  return [...column, ...half('left'), ...half('right')];
}

/** Puts cards under and above each other, from the middle outwards; none at the height of another. */
function stacked(
  people: readonly Beside[],
  cardOf: (one: Beside) => Size,
  free: number,
  first: 'middle' | 'aside',
): { one: Beside; y: number }[] {
  const ends = { up: free, down: free };
  return people.map((one, index) => {
    const { height } = cardOf(one);
    if (index === 0 && first === 'middle' && people.length % 2 === 1) {
      ends.up = height / 2 + GAP;
      ends.down = height / 2 + GAP;
      return { one, y: 0 };
    }
    if (index === 0 && first === 'middle') {
      ends.up = GAP / 2;
      ends.down = GAP / 2;
    }
    const way = ends.up <= ends.down ? 'up' : 'down';
    const y = ends[way] + height / 2;
    ends[way] += height + GAP;
    return { one, y: way === 'up' ? -y : y };
  });
}
