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

/** Whether nothing at all was filled in. */
export const isEmpty = ({ year, month, day }: DateParts): boolean => [year, month, day].join('').trim() === '';

/** Whether one date is before another, as far as both are known: a year is not before a month in it. */
export function isBefore(one: string, other: string): boolean {
  const known = Math.min(one.length, other.length);
  return one.slice(0, known) < other.slice(0, known);
}

/** What a date goes together with. */
export interface Beside {
  /** When it began, for the date at which it ended. */
  start?: string | null | undefined;
  /** When it ended, for the date at which it began. */
  end?: string | null | undefined;
}

/** Which date it does not go together with: an end before its beginning is no end. */
export function clashOf(date: string | null, { start, end }: Beside): 'start' | 'end' | null {
  if (date === null) return null;
  if (start && isBefore(date, start)) return 'start';
  return end && isBefore(end, date) ? 'end' : null;
}

/** The date of a field of this name, which begins or ends something, beside its other date. */
export function besideOf(field: string, fields: Readonly<Record<string, unknown>>): Beside {
  const of = (name: string) => {
    const value = fields[name];
    return typeof value === 'string' && isDate(value) ? value : null;
  };
  if (field === 'start' || field === 'from') return { end: of(field === 'start' ? 'end' : 'to') };
  return field === 'end' || field === 'to' ? { start: of(field === 'end' ? 'start' : 'from') } : {};
}

/** A day as a date, where the one who asks is. */
export function isoDay(at: Date): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** How precise a moment is, when its start is known so. */
export function precisionFor(date: string | null, about: boolean): FieldValues[string] {
  if (date === null) return null;
  if (about) return 'about';
  return date.length === 4 ? 'year' : date.length === 7 ? 'month' : 'day';
}
