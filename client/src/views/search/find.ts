// Looking words up: the beginning of a word, a piece of a longer one, or a word with a slip in it, whatever its accents. Pure;
// knows nothing of the picture. Fast enough for every key on a slow phone: words are folded once, each different one is
// looked at once.

/** Something that can be found. The first text is what it is called by; the others say more. */
export interface Entry<T> {
  what: T;
  texts: readonly string[];
}

/** A stretch of a text, to be marked. */
export interface Stretch {
  start: number;
  end: number;
}

/** Something that was found, and where. */
export interface Found<T> {
  what: T;
  /** Per text of the entry the stretches that matched. */
  stretches: readonly (readonly Stretch[])[];
}

interface Place extends Stretch {
  entry: number;
  text: number;
}

/** What was made ready for looking things up. */
export interface Index<T> {
  entries: readonly Entry<T>[];
  /** Where each different word stands. */
  words: ReadonlyMap<string, readonly Place[]>;
}

/** A letter without accents, in lower case. May give more than one. */
function fold(letter: string): string {
  return letter.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** The words of a text, folded, with their places in it. */
export function wordsIn(text: string): (Stretch & { word: string })[] {
  return [...text.matchAll(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu)].map((match) => ({
    word: fold(match[0]),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** Makes entries ready for looking them up. */
export function makeIndex<T>(entries: readonly Entry<T>[]): Index<T> {
  const words = new Map<string, Place[]>();
  for (const [entry, { texts }] of entries.entries()) {
    for (const [text, content] of texts.entries()) {
      for (const { word, start, end } of wordsIn(content)) {
        const places = words.get(word);
        const place = { entry, text, start, end };
        if (places === undefined) words.set(word, [place]);
        else places.push(place);
      }
    }
  }
  return { entries, words };
}

/** How well a word answers what is looked for; lower is better, nothing is not at all. */
export function grade(word: string, wanted: string): number | undefined {
  if (word.startsWith(wanted)) return word.length === wanted.length ? 0 : 1;
  if (wanted.length >= 3 && word.includes(wanted)) return 2;
  const slips = wanted.length >= 8 ? 2 : wanted.length >= 4 ? 1 : 0;
  return slips > 0 && beginsLike(word, wanted, slips) ? 3 : undefined;
}

/**
 * Whether a word begins with what is wanted but for a few slips: a letter too many, too few, another, or two swapped. The
 * first letter is nearly always right.
 */
function beginsLike(word: string, wanted: string, slips: number): boolean {
  if (word[0] !== wanted[0] && word[1] !== wanted[0] && word[0] !== wanted[1]) return false;
  if (word.length < wanted.length - slips) return false;
  const width = Math.min(word.length, wanted.length + slips);
  let before: number[] = [];
  let row = Array.from({ length: width + 1 }, (_, at) => at);
  for (let i = 1; i <= wanted.length; i += 1) {
    const next = [i];
    let best = i;
    for (let j = 1; j <= width; j += 1) {
      const same = wanted[i - 1] === word[j - 1];
      let cost = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && wanted[i - 1] === word[j - 2] && wanted[i - 2] === word[j - 1]) {
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      }
      next.push(cost);
      best = Math.min(best, cost);
    }
    if (best > slips) return false;
    before = row;
    row = next;
  }
  return Math.min(...row) <= slips;
}

/** What a thing is called by comes before what is told of it, however well that matches. */
const TOLD = 4;

/** Everything in which each of the words is found, best first; entries that match as well stay in their order. */
export function find<T>(index: Index<T>, query: string): Found<T>[] {
  const wanted = wordsIn(query).map((one) => one.word);
  if (wanted.length === 0) return [];
  const hits = new Map<number, { score: number; words: number; stretches: Map<number, Stretch[]> }>();
  for (const [turn, one] of wanted.entries()) {
    const best = new Map<number, number>();
    for (const [word, places] of index.words) {
      const how = grade(word, one);
      if (how === undefined) continue;
      for (const { entry, text, start, end } of places) {
        const hit = hits.get(entry) ?? { score: 0, words: 0, stretches: new Map<number, Stretch[]>() };
        // An earlier word that is not in it rules it out.
        if (hit.words < turn) continue;
        hits.set(entry, hit);
        best.set(entry, Math.min(best.get(entry) ?? 99, how + (text === 0 ? 0 : TOLD)));
        // A slip marks the whole word; what was typed right only as far as it goes.
        const folded = word.length === end - start;
        const from = how < 3 && folded ? start + word.indexOf(one) : start;
        const stretch = how < 3 && folded ? { start: from, end: from + one.length } : { start, end };
        hit.stretches.set(text, [...(hit.stretches.get(text) ?? []), stretch]);
      }
    }
    for (const [entry, score] of best) {
      const hit = hits.get(entry);
      if (hit === undefined) continue;
      hit.words = turn + 1;
      hit.score += score;
    }
  }
  return [...hits]
    .filter(([, hit]) => hit.words === wanted.length)
    .sort(([a, one], [b, two]) => one.score - two.score || a - b)
    .flatMap(([at, hit]) => {
      const entry = index.entries[at];
      if (entry === undefined) return [];
      return [{ what: entry.what, stretches: entry.texts.map((_, text) => merged(hit.stretches.get(text) ?? [])) }];
    });
}

/** Stretches in order, those that touch taken together. */
function merged(stretches: readonly Stretch[]): Stretch[] {
  const found: Stretch[] = [];
  for (const one of [...stretches].sort((a, b) => a.start - b.start)) {
    const last = found.at(-1);
    if (last !== undefined && one.start <= last.end) last.end = Math.max(last.end, one.end);
    else found.push({ ...one });
  }
  return found;
}

/** A text in pieces, marked and not. */
export function pieces(text: string, stretches: readonly Stretch[]): { text: string; marked: boolean }[] {
  const found: { text: string; marked: boolean }[] = [];
  let at = 0;
  for (const { start, end } of stretches) {
    if (start > at) found.push({ text: text.slice(at, start), marked: false });
    found.push({ text: text.slice(start, end), marked: true });
    at = end;
  }
  if (at < text.length) found.push({ text: text.slice(at), marked: false });
  return found;
}

/** The part of a long text round its first stretch, cut between words. */
export function around(
  text: string,
  stretches: readonly Stretch[],
  width: number,
): { text: string; marked: boolean }[] {
  const first = stretches[0];
  if (first === undefined || text.length <= width) return pieces(text, stretches);
  let from = Math.max(0, first.start - Math.floor(width / 3));
  if (from > 0) from = text.indexOf(' ', from) + 1;
  if (from === 0 || from > first.start) from = first.start > width ? first.start : 0;
  const cut = text.lastIndexOf(' ', from + width);
  const to = from + width >= text.length ? text.length : cut > first.end ? cut : Math.max(first.end, from + width);
  const shown = stretches
    .filter((one) => one.start >= from && one.end <= to)
    .map((one) => ({ start: one.start - from, end: one.end - from }));
  const found = pieces(text.slice(from, to), shown);
  if (from > 0) found.unshift({ text: '… ', marked: false });
  if (to < text.length) found.push({ text: ' …', marked: false });
  return found;
}
