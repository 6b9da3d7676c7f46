// Whether words stand in a text already, whole. Pure.

const LETTER = /[\p{L}\p{N}]/u;

/** Whether the text has these words, and not only as the middle of others. */
export function standsIn(text: string, words: string): boolean {
  const wanted = words.trim();
  if (wanted === '') return false;
  const joins = (a: string | undefined, b: string | undefined) => LETTER.test(a ?? '') && LETTER.test(b ?? '');
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    const end = at + wanted.length;
    if (!joins(text[at - 1], wanted[0]) && !joins(wanted.at(-1), text[end])) return true;
  }
  return false;
}
