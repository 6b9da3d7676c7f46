// When something was, in the words people use: no more exact than anyone knows. Pure, apart from the language.
import '../../../later-words';
import type { Precision } from '../../../schema.gen';
import { say, sayDate } from '../../words.svelte';
import { type Day, endAfter, exactness, monthOf } from './dates';

/** "op 20 mei 2017", "in maart 2025", "ergens in 2024", "rond maart 2016", "sinds juni 2026". */
export function sayWhen(start: string | null, end: string | null, precision: Precision | null, open: boolean): string {
  const first = start ?? end;
  if (first === null) return say('client-time-unknown');
  const exact = exactness(first, precision);
  const date = sayDate(first, exact);
  const to = endAfter(first, end);
  if (to !== null && to !== first) {
    const both = shorter(date, sayDate(to, exactness(to, precision)));
    return say(precision === 'about' ? 'client-time-about-period' : 'client-time-period', both);
  }
  if (open) return say('client-since-date', { date });
  if (precision === 'about')
    return exact === 'year' ? say('client-time-year', { date }) : say('client-time-about', { date });
  return say(`client-time-${exact}`, { date });
}

/** "9 mei 2026 tot 11 mei 2026" says the year once, and the month when it is the same. */
function shorter(start: string, end: string): { start: string; end: string } {
  const from = start.split(' ');
  const to = end.split(' ');
  while (from.length > 1 && from.length === to.length && from.at(-1) === to.at(-1)) {
    from.pop();
    to.pop();
  }
  return { start: from.join(' '), end };
}

/** What several things have in common in time: "maart 2025", "2025", "2023 tot 2025". */
export function sayAround(first: Day, last: Day): string {
  const from = monthOf(first);
  const to = monthOf(last);
  if (from.year !== to.year) return say('client-period', { start: String(from.year), end: String(to.year) });
  const year = String(from.year);
  return from.month === to.month ? sayDate(`${year}-${String(from.month + 1).padStart(2, '0')}`) : year;
}

/** When something was, in few words for a label: "maart 2025", "9 tot 11 mei 2026". */
export function sayShort(start: string | null, end: string | null, precision: Precision | null, open: boolean): string {
  const first = start ?? end;
  const exact = first === null ? null : exactness(first, precision);
  const plain = precision !== 'about' && exact !== 'year' && !open && [null, first].includes(endAfter(first, end));
  return first !== null && plain ? sayDate(first, exact) : sayWhen(start, end, precision, open);
}
