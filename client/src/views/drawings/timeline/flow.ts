// Time downwards: one row for each thing, in order, with the year above the first of it; what lasts is a bar beside the rows.
// Pure.
import { type Day, monthOf, type Stretch } from './dates';

/** What stands in the flow. */
export interface Flowing {
  id: string;
  stretch: Stretch;
}

/** One row: a year, a thing, or today. Rows count from 1, as in a grid. */
export type FlowRow =
  /** `skipped` are the years before it since the last one: nothing stands there. */
  | { kind: 'year'; row: number; year: number; skipped: readonly number[] }
  | { kind: 'thing'; row: number; id: string }
  | { kind: 'today'; row: number };

/** Something that lasts: from its own row up to and with another, beside those that last at the same time. */
export interface Bar {
  id: string;
  from: number;
  to: number;
  /** 0 stands on the line itself, 1 beside it. */
  side: number;
}

/** In order of time; equal ones by what lasts longer, then by id, so that the order is the same everywhere. */
export function inTime<T extends Flowing>(things: readonly T[]): T[] {
  return [...things].sort(
    (a, b) =>
      a.stretch.from - b.stretch.from || b.stretch.until - a.stretch.until || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  );
}

/** Lays things under each other; today stands between what was and what comes. */
export function flow(things: readonly Flowing[], today: Day): FlowRow[] {
  const rows: FlowRow[] = [];
  let year: number | null = null;
  let past = true;
  const add = (
    one: { kind: 'year'; year: number; skipped: readonly number[] } | { kind: 'thing'; id: string } | { kind: 'today' },
  ) => rows.push({ ...one, row: rows.length + 1 } as FlowRow);
  for (const thing of inTime(things)) {
    if (past && thing.stretch.from > today) {
      past = false;
      add({ kind: 'today' });
    }
    const here = monthOf(thing.stretch.from).year;
    if (here !== year) {
      const after = (year ?? here) + 1;
      const skipped = Array.from({ length: Math.max(0, here - after) }, (_, index) => after + index);
      year = here;
      add({ kind: 'year', year, skipped });
    }
    add({ kind: 'thing', id: thing.id });
  }
  if (past) add({ kind: 'today' });
  return rows;
}

/** The bars of what lasts, on one line of the drawing. */
export function barsOf(things: readonly Flowing[], rows: readonly FlowRow[]): Bar[] {
  const stretches = new Map(things.map((one) => [one.id, one.stretch]));
  const all = rows.flatMap((row) => (row.kind === 'thing' ? [row] : []));
  const today = rows.find((row) => row.kind === 'today')?.row ?? rows.length;
  const bars: Bar[] = [];
  const ends: number[] = [];
  for (const { id, row } of all) {
    const stretch = stretches.get(id);
    if (stretch === undefined || !stretch.lasting) continue;
    const within = all.filter((other) => (stretches.get(other.id)?.from ?? Infinity) < stretch.until);
    const to = stretch.open ? today : Math.max(row, ...within.map((other) => other.row));
    let side = ends.findIndex((end) => end < row);
    if (side < 0) side = ends.length;
    ends[side] = to;
    bars.push({ id, from: row, to, side });
  }
  return bars;
}
