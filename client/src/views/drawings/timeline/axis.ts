// The axis of time: full years get more room than quiet ones, days within a year are evenly spread. Pure.
import { type Day, monthOf, monthStart, yearStart } from './dates';

/** A mark on the axis. */
export interface Tick {
  at: number;
  year: number;
  /** Null for a whole year. */
  month: number | null;
}

/** Days on a line of so many pixels. */
export interface Axis {
  length: number;
  place(day: Day): number;
  dayAt(place: number): Day;
  ticks: readonly Tick[];
  /** The years with more room than most, and those with the least; none where all have the same. */
  wide: readonly number[];
  narrow: readonly number[];
}

/**
 * How much room a year wants on whose fullest line so much begins; in steps, so that one thing more seldom moves the others.
 */
function weight(most: number): number {
  if (most === 0) return 0.35;
  if (most <= 1) return 1.2;
  if (most <= 3) return 2.4;
  return most <= 6 ? 4.5 : 6;
}

/** Room for the name of a month on the axis. */
const MONTH_ROOM = 4.5;
/** Room for the number of a year. */
const YEAR_ROOM = 3.5;

/**
 * Lays the years from the first beginning until after `until` on a line; `lines` are the beginnings on each line of the drawing,
 * `em` is the size of its letters.
 */
export function axisOf(lines: readonly (readonly Day[])[], until: Day, length: number, em: number): Axis {
  const first = monthOf(Math.min(until, ...lines.flat())).year;
  const last = monthOf(until).year;
  const years = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const counts = lines.map((line) => {
    const count = new Map<number, number>();
    for (const day of line) {
      const { year } = monthOf(day);
      count.set(year, (count.get(year) ?? 0) + 1);
    }
    return count;
  });
  const weights = years.map((year) => weight(Math.max(0, ...counts.map((count) => count.get(year) ?? 0))));
  const total = weights.reduce((sum, one) => sum + one, 0);
  const starts: number[] = [];
  let at = 0;
  for (const one of weights) {
    starts.push(at);
    at += (one / total) * length;
  }
  const width = (index: number) => (starts[index + 1] ?? length) - (starts[index] ?? 0);
  const end = (year: number) => (year === last ? until : yearStart(year + 1));
  const place = (day: Day) => {
    const index = Math.max(0, Math.min(monthOf(day).year - first, years.length - 1));
    const year = first + index;
    const share = (day - yearStart(year)) / Math.max(1, end(year) - yearStart(year));
    return (starts[index] ?? 0) + Math.max(0, Math.min(1, share)) * width(index);
  };
  const dayAt = (where: number) => {
    const index = Math.max(0, starts.filter((start) => start <= where).length - 1);
    const year = first + index;
    const share = (where - (starts[index] ?? 0)) / width(index);
    return Math.round(yearStart(year) + Math.min(1, share) * (end(year) - yearStart(year)));
  };
  const most = Math.max(...weights);
  const having = (room: (one: number) => boolean) => years.filter((_, index) => room(weights[index] ?? 0));
  const even = most === Math.min(...weights);
  return {
    length,
    place,
    dayAt,
    ticks: ticksOf(years, starts, width, end, place, em),
    wide: even ? [] : having((one) => one === most),
    narrow: even ? [] : having((one) => one === weight(0)),
  };
}

/** Years that follow each other taken together, as the first and the last of each. */
export function runsOf(years: readonly number[]): (readonly [number, number])[] {
  const runs: (readonly [number, number])[] = [];
  for (const year of years) {
    const last = runs.at(-1);
    if (last !== undefined && last[1] === year - 1) runs[runs.length - 1] = [last[0], year];
    else runs.push([year, year]);
  }
  return runs;
}

function ticksOf(
  years: readonly number[],
  starts: readonly number[],
  width: (index: number) => number,
  end: (year: number) => Day,
  place: (day: Day) => number,
  em: number,
): Tick[] {
  const ticks: Tick[] = [];
  let free = 0;
  for (const [index, year] of years.entries()) {
    const at = starts[index] ?? 0;
    if (at < free) continue;
    ticks.push({ at, year, month: null });
    free = at + YEAR_ROOM * em;
    const days = end(year) - yearStart(year);
    // Months only where every second one has room: names that come and go within a year ask for counting.
    const every = [1, 3].find((step) => (width(index) / days) * 30.4 * step >= MONTH_ROOM * em);
    for (let month = every ?? 12; month < 12; month += every ?? 12) {
      const day = monthStart(year, month);
      if (day >= end(year)) break;
      ticks.push({ at: place(day), year, month });
      free = place(day) + MONTH_ROOM * em;
    }
  }
  return ticks;
}
