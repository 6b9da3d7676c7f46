// What breaking the glass asks for. Pure.

/** Fewest signs of a reason, as the server counts them. */
export const REASON_MIN = 20;

/** The number of a case as somebody typed it: in groups, in capitals. */
export const caseNumber = (typed: string): string => typed.replace(/\s+/g, '').toLowerCase();

/** The number of a case as people read it aloud: in groups of four when it is a long one. */
export const shownNumber = (id: string): string =>
  /^[0-9a-f]{32}$/.test(id) ? (id.match(/.{4}/g) ?? []).join(' ') : id;
