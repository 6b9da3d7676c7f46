// Dates as precise as people know them, as stretches of days on one line. Pure; what day it is today is given, never asked.
import type { Precision } from '../../../schema.gen';
import { isBefore } from '../../write/dates';

/** A day, counted from 1 January 1970. */
export type Day = number;

/** From one day up to another: where something stands on the axis. */
export interface Stretch {
  from: Day;
  /** The first day after it. */
  until: Day;
  /** Nobody knows exactly when: drawn with soft ends. */
  soft: boolean;
  /** It lasts, or it lasted: two ends were said, or it goes on. */
  lasting: boolean;
  /** It goes on today. */
  open: boolean;
}

const DAY_MS = 86_400_000;
/** How far "about" reaches to either side of what was said, in days. */
const ABOUT: Record<Exactness, number> = { day: 10, month: 30, year: 150 };
type Exactness = 'day' | 'month' | 'year';

function dayOf(year: number, month: number, day: number): Day {
  return Math.round(Date.UTC(year, month, day) / DAY_MS);
}

/** The first day of a year. */
export function yearStart(year: number): Day {
  return dayOf(year, 0, 1);
}

/** The first day of a month, `month` from 0. */
export function monthStart(year: number, month: number): Day {
  return dayOf(year, month, 1);
}

/** In which year and month a day is. */
export function monthOf(day: Day): { year: number; month: number } {
  const at = new Date(day * DAY_MS);
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() };
}

/** How exact a date is: no more than it is written, no more than people say they know it. */
export function exactness(date: string, precision: Precision | null): Exactness {
  const written = date.length >= 10 ? 'day' : date.length >= 7 ? 'month' : 'year';
  if (precision === 'year' || written === 'year') return 'year';
  return precision === 'month' || written === 'month' ? 'month' : 'day';
}

/** The days a date can mean. */
function daysOf(date: string, precision: Precision | null): { from: Day; until: Day } {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  switch (exactness(date, precision)) {
    case 'day':
      return { from: dayOf(year, month - 1, day), until: dayOf(year, month - 1, day + 1) };
    case 'month':
      return { from: dayOf(year, month - 1, 1), until: dayOf(year, month, 1) };
    case 'year':
      return { from: dayOf(year, 0, 1), until: dayOf(year + 1, 0, 1) };
  }
}

/** The day a date begins, such as that of today. */
export function firstDay(date: string): Day {
  return daysOf(date, null).from;
}

/** Until when it lasted. Whoever says the end before the beginning still gets one place: that of the beginning. */
export function endAfter(start: string | null, end: string | null): string | null {
  return start !== null && end !== null && isBefore(end, start) ? null : end;
}

/** Where something stands that began, and perhaps ended, at these dates; nothing when nobody said when. */
export function stretchOf(
  start: string | null,
  end: string | null,
  precision: Precision | null,
  open: boolean,
  today: Day,
): Stretch | null {
  const first = start ?? end;
  if (first === null) return null;
  const begin = daysOf(first, precision);
  const to = endAfter(first, end);
  const last = to === null ? begin : daysOf(to, precision);
  const lasting = to !== null && to !== first;
  const vague = precision === 'about';
  const margin = vague ? ABOUT[exactness(first, precision)] : 0;
  const from = begin.from - margin;
  const said = Math.max(begin.until, last.until) + margin;
  const goesOn = open && end === null && begin.from <= today;
  const until = goesOn ? Math.max(today + 1, begin.until) : said;
  return {
    from,
    until,
    soft: vague || (!lasting && !goesOn && exactness(first, precision) === 'year'),
    lasting: lasting || goesOn,
    open: goesOn,
  };
}
