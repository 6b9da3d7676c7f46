// What breaking the glass asks for. Pure.

/** Fewest signs and words of a reason, as the server counts them. */
const REASON_MIN = 20;
const WORDS_MIN = 3;

/** Whether a reason says something: not too short, and in words. */
export function isReason(typed: string): boolean {
  const words = typed.split(/\s+/).filter((word) => (word.match(/\p{Alphabetic}/gu) ?? []).length >= 2);
  return [...typed.trim()].length >= REASON_MIN && words.length >= WORDS_MIN;
}

/** The number of a case as somebody typed it: in groups, in capitals. */
export const caseNumber = (typed: string): string => typed.replace(/\s+/g, '').toLowerCase();

/** The number of a case as people read it aloud: in groups of four when it is a long one. */
export const shownNumber = (id: string): string =>
  /^[0-9a-f]{32}$/.test(id) ? (id.match(/.{4}/g) ?? []).join(' ') : id;
