// What differs between two texts, word by word, so that what stayed is left alone: its authors stay its authors, and what
// others change there meanwhile goes beside it. Pure.
import { changeBetween, type TextChange } from './diff';

/** More pairs of words than this are not compared: then the whole stretch counts as one change. */
const PAIRS_MAX = 4_000_000;

/** The changes from `before` to `after`, last one first, so that each index is right when its turn comes. */
export function changesBetween(before: string, after: string): TextChange[] {
  const whole = changeBetween(before, after);
  if (whole === undefined) return [];
  // Whole words at both ends: a cut through a word would compare pieces of words.
  const start = wordStart(before, whole.index);
  const end = wordEnd(before, whole.index + whole.remove);
  const old = words(before.slice(start, end));
  const next = words(after.slice(start, after.length - (before.length - end)));
  if (old.length * next.length > PAIRS_MAX) return [whole];
  return hunks(old, next, start).reverse();
}

/** Words and the white space between them, in turn. */
function words(text: string): string[] {
  return text.match(/\s+|\S+/g) ?? [];
}

function wordStart(text: string, at: number): number {
  let start = at;
  while (start > 0 && !/\s/.test(text[start - 1] ?? ' ')) start -= 1;
  return start;
}

function wordEnd(text: string, at: number): number {
  let end = at;
  while (end < text.length && !/\s/.test(text[end] ?? ' ')) end += 1;
  return end;
}

/** Longest common row of words, then each stretch that is not in it, as small as its letters allow. */
function hunks(old: readonly string[], next: readonly string[], start: number): TextChange[] {
  const width = next.length + 1;
  const best = new Uint32Array((old.length + 1) * width);
  const at = (i: number, j: number) => best[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = next.length - 1; j >= 0; j -= 1) {
      best[i * width + j] = old[i] === next[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const found: TextChange[] = [];
  let index = start;
  let gone = '';
  let come = '';
  const close = () => {
    const change = changeBetween(gone, come);
    if (change !== undefined) found.push({ ...change, index: index - gone.length + change.index });
    gone = '';
    come = '';
  };
  let i = 0;
  let j = 0;
  while (i < old.length || j < next.length) {
    if (i < old.length && j < next.length && old[i] === next[j]) {
      close();
      index += (old[i] ?? '').length;
      i += 1;
      j += 1;
    } else if (j >= next.length || (i < old.length && at(i + 1, j) >= at(i, j + 1))) {
      gone += old[i];
      index += (old[i] ?? '').length;
      i += 1;
    } else {
      come += next[j];
      j += 1;
    }
  }
  close();
  return found;
}
