// The code that is handed over with a link: eight signs, shown in groups of four. Whether it is right only the server knows.

/** Signs in a code. */
export const SIGNS = 8;
const GROUP = 4;

/** The signs in what somebody typed or pasted. */
export const signsIn = (typed: string): string => typed.toUpperCase().replace(/[^0-9A-Z]/g, '');

/** As people read it: groups of four with a dash between. More than a code stays as it was typed: it is told, not cut off. */
export function shownCode(typed: string): string {
  const signs = signsIn(typed);
  if (signs.length > SIGNS) return typed.toUpperCase();
  return (signs.match(new RegExp(`.{1,${GROUP}}`, 'g')) ?? []).join('-');
}

/** Whether it can be a code at all. */
export const isWhole = (typed: string): boolean => signsIn(typed).length === SIGNS;
