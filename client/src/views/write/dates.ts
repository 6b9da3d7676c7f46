// A date as precise as someone knows it, in parts: a year, perhaps a month, perhaps a day, perhaps only about. Pure.
import { isDate } from '../../doc/text';
import type { FieldValues } from './voice';

/** What someone filled in of a date. */
export interface DateParts {
  year: string;
  month: string;
  day: string;
}

/** The parts of a date. */
export function partsOf(date: unknown): DateParts {
  const [year = '', month = '', day = ''] = typeof date === 'string' ? date.split('-') : [];
  return { year, month, day: day.replace(/^0/, '') };
}

/** The date that the parts make, as far as it goes; nothing while there is no year, or when there is no such day. */
export function dateOf({ year, month, day }: DateParts): string | null {
  if (year.trim() === '') return null;
  const date = [year.trim(), month, month === '' ? '' : day.trim().padStart(day.trim() === '' ? 0 : 2, '0')]
    .filter((part) => part !== '')
    .join('-');
  return isDate(date) ? date : null;
}

/** Whether what was typed is not yet a date. */
export const isUnclear = (parts: DateParts): boolean =>
  dateOf(parts) === null && (parts.year.trim() !== '' || parts.day.trim() !== '');

/** How precise a moment is, when its start is known so. */
export function precisionFor(date: string | null, about: boolean): FieldValues[string] {
  if (date === null) return null;
  if (about) return 'about';
  return date.length === 4 ? 'year' : date.length === 7 ? 'month' : 'day';
}
