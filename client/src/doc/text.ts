// Texts and dates as documents hold them (docs/document-format.md D10).
import { LIMITS } from '../schema.gen';

// Every control character but the newline.
const CONTROL = /[^\P{Cc}\n]/u;
const BLANK = /^\p{White_Space}*$/u;
const DATE = /^([1-9]\d{3})(?:-(\d\d)(?:-(\d\d))?)?$/;

// Made when first needed: few texts come near their bound.
let characters: Intl.Segmenter | undefined;

function hasMoreCharacters(text: string, max: number): boolean {
  characters ??= new Intl.Segmenter('nl', { granularity: 'grapheme' });
  let left = max;
  for (const _ of characters.segment(text)) {
    if (left === 0) return true;
    left -= 1;
  }
  return false;
}

const hasTooManyBytes = (text: string, max: number): boolean => {
  const bytes = max * LIMITS.bytes_per_character_max;
  return text.length * 3 > bytes && new TextEncoder().encode(text).length > bytes;
};

const normal = (text: string): string => text.replace(/\r\n?/g, '\n').replaceAll('\t', ' ').normalize('NFC');

/** A text as it is shown: in normal form, other control characters than newlines left out. For what anyone typed into. */
export function clean(text: string): string {
  const shown = normal(text);
  return CONTROL.test(shown) ? shown.replace(new RegExp(CONTROL, 'gu'), '').normalize('NFC') : shown;
}

/** Whether a text has more than `max` characters as a person counts them, or far too many bytes for that. */
export function isLonger(text: string, max: number): boolean {
  return hasTooManyBytes(text, max) || (text.length > max && hasMoreCharacters(text, max));
}

/** The normal form of a text; nothing when it is blank, too long or holds a control character. */
export function parseText(text: string, max: number): string | undefined {
  if (hasTooManyBytes(text, max)) return undefined;
  const parsed = normal(text);
  return CONTROL.test(parsed) || BLANK.test(parsed) || isLonger(parsed, max) ? undefined : parsed;
}

/** Whether a text is a date as precise as it is known: `2026-03-14`, `2026-03` or `2026`. */
export function isDate(text: string): boolean {
  const parts = DATE.exec(text);
  if (parts === null) return false;
  const [year, month, day] = [Number(parts[1]), Number(parts[2] ?? 1), Number(parts[3] ?? 1)];
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return month >= 1 && month <= 12 && day >= 1 && day <= days;
}
