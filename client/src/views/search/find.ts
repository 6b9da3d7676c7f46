// Looking words up: the beginning of a word, a piece of a longer one, or a word with a slip in it, whatever its accents. Pure
// but for what an index remembers; knows nothing of the picture. Fast enough for every key on a slow phone: words are folded once, each different one is
// looked at once, and what was found for the words before the one that is typed is kept.

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
  /** One of the words is only like what was looked for. */
  guess: boolean;
  /** Per text of the entry the stretches that matched. */
  stretches: readonly (readonly Stretch[])[];
}

interface Place extends Stretch {
  word: string;
  entry: number;
  text: number;
}

/** How well a word is answered by an entry, lower being better, and by which words of it. */
interface Hit {
  score: number;
  guess: boolean;
  places: Place[];
}

/** What was made ready for looking things up. */
export interface Index<T> {
  entries: readonly Entry<T>[];
  /** Where each different word stands. */
  words: ReadonlyMap<string, readonly Place[]>;
  /** What each word of the last query was found in: at the next key only the word that is being typed is another. */
  known: Map<string, ReadonlyMap<number, Hit>>;
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
        const place = { word, entry, text, start, end };
        if (places === undefined) words.set(word, [place]);
        else places.push(place);
      }
    }
  }
  return { entries, words, known: new Map() };
}

/** From so many letters on one slip is forgiven, and two. */
const [ONE_SLIP, TWO_SLIPS] = [6, 10];
/** The grade of a word that is only like what is looked for. */
const GUESS = 3;

/** How well a word answers what is looked for; lower is better, nothing is not at all. */
export function grade(word: string, wanted: string): number | undefined {
  if (word.startsWith(wanted)) return word.length === wanted.length ? 0 : 1;
  if (wanted.length >= 3 && word.includes(wanted)) return 2;
  const slips = wanted.length >= TWO_SLIPS ? 2 : wanted.length >= ONE_SLIP ? 1 : 0;
  return slips > 0 && beginsLike(word, wanted, slips) ? GUESS : undefined;
}

/**
 * Whether a word begins with what is wanted but for a few slips: a letter too many, too few, another, or two swapped. The
 * first letter is always right: another one makes another word.
 */
function beginsLike(word: string, wanted: string, slips: number): boolean {
  if (word[0] !== wanted[0]) return false;
  if (word.length < wanted.length - slips) return false;
  const width = Math.min(word.length, wanted.length + slips);
  let before: number[] = [];
  let row: number[] = [];
  for (let at = 0; at <= width; at += 1) row.push(at);
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

/** The entries in which a word is found. */
function hitsOf(words: Index<unknown>['words'], wanted: string): Map<number, Hit> {
  const hits = new Map<number, Hit>();
  for (const [word, places] of words) {
    const how = grade(word, wanted);
    if (how === undefined) continue;
    for (const place of places) {
      const score = how + (place.text === 0 ? 0 : TOLD);
      const hit = hits.get(place.entry);
      const guess = how === GUESS;
      if (hit === undefined) hits.set(place.entry, { score, guess, places: [place] });
      else {
        hit.score = Math.min(hit.score, score);
        hit.guess &&= guess;
        hit.places.push(place);
      }
    }
  }
  return hits;
}

/** Everything in which each of the words is found, best first and guesses last; entries that match as well stay in their order. */
export function find<T>(index: Index<T>, query: string): Found<T>[] {
  const wanted = wordsIn(query).map((one) => one.word);
  const known: typeof index.known = new Map();
  let scores: Map<number, number> | undefined;
  for (const word of wanted) {
    const hits = known.get(word) ?? index.known.get(word) ?? hitsOf(index.words, word);
    known.set(word, hits);
    const before = scores;
    scores = new Map();
    for (const [entry, { score }] of hits) {
      const so = before === undefined ? 0 : before.get(entry);
      if (so !== undefined) scores.set(entry, so + score);
    }
    // Where nothing holds the words so far, nothing holds them all.
    if (scores.size === 0) break;
  }
  index.known = known;
  const isGuess = (at: number) => wanted.some((word) => known.get(word)?.get(at)?.guess === true);
  return [...(scores ?? [])]
    .map(([at, score]) => ({ at, score, guess: isGuess(at) }))
    .sort((a, b) => Number(a.guess) - Number(b.guess) || a.score - b.score || a.at - b.at)
    .flatMap(({ at, guess }) => {
      const entry = index.entries[at];
      if (entry === undefined) return [];
      const made = () => stretchesOf(entry, at, known);
      return [new Seen(entry.what, guess, made)];
    });
}

/** Something that was found. Most of it is only counted: where the words stand in it is worked out when it is asked. */
class Seen<T> implements Found<T> {
  private made: Found<T>['stretches'] | undefined;

  constructor(
    readonly what: T,
    readonly guess: boolean,
    private readonly make: () => Found<T>['stretches'],
  ) {}

  get stretches(): Found<T>['stretches'] {
    this.made ??= this.make();
    return this.made;
  }
}

function stretchesOf(entry: Entry<unknown>, at: number, known: Index<unknown>['known']): Stretch[][] {
  const found: Stretch[][] = entry.texts.map(() => []);
  for (const [wanted, hits] of known) {
    for (const { word, text, start, end } of hits.get(at)?.places ?? []) {
      // A slip marks the whole word; what was typed right only as far as it goes.
      const from = word.length === end - start ? word.indexOf(wanted) : -1;
      found[text]?.push(from < 0 ? { start, end } : { start: start + from, end: start + from + wanted.length });
    }
  }
  return found.map(merged);
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
