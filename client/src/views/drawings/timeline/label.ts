// What stands in a label of the drawing from left to right, and how large that makes it: one thing, or several that had no room
// apart. Pure; letters have the width that every drawing gives them.
import { scribed } from '../../picture/names';
import { wrapped } from '../stage/text';
import type { Entry } from './entries';
import type { Size } from './lanes';

/** Widths a label may have, in letters: the one in which its words take the least room. */
const LABEL_EMS = [8.5, 10, 11.5, 13];
/** Ways to name things in one label of several: how many of them, and the widths it may have; the most telling first. */
export const TELLINGS = [
  { most: 3, ems: [9.5, 11.5, 13] },
  { most: 3, ems: [9.5] },
  { most: 1, ems: [9.5] },
] as const;
/** One of these ways. */
export type Telling = (typeof TELLINGS)[number];
/** Between the edge of a label and its words. */
const PAD_EM = 0.5;
/** Height of a line of words. */
const LINE_EM = 1.3;
/** Most lines of a title. */
const TITLE_LINES = 3;
const WHEN_LINES = 2;
/** How long one waited stands between when it was and who says so. */
const WAITED_LINES = 3;
/** Who wrote it down is told in full. */
const SCRIBED_LINES = 6;
/** Most lines of a title among others, and of one with how long somebody waited for it. */
const TOLD_LINES = 2;
const TOLD_WAITED_LINES = 4;
/** Above each of them, in letters. */
export const TOLD_GAP_EM = 0.25;

/** How many lines each of the words in a label of one thing takes. */
export interface LabelShape extends Size {
  words: number;
  when: number;
  belongs: number;
  meant: number;
}

/** A label of several things: which of them it names, and how many more there are. */
export interface ClusterShape extends Size {
  told: readonly { id: string; words: string; lines: number }[];
  more: number;
}

/** The label of one thing, in the width in which it takes the least room. */
export function labelShape(entry: Entry, names: (id: string) => string, em: number): LabelShape {
  const shapes = LABEL_EMS.map((wide) => {
    const inner = innerOf(wide, em);
    const words = wrapped(entry.words, em, inner).length;
    // Letters that are not heavy are a little narrower than the drawing's letters are taken to be.
    const when = wrapped(whenLine(entry, names), em * 0.94, inner).length;
    const belongs = entry.factors.length > 0 ? 1 : 0;
    const meant = entry.meanings.length > 0 ? 1 : 0;
    const most = entry.scribe !== null ? SCRIBED_LINES : entry.waited === '' ? WHEN_LINES : WAITED_LINES;
    const lines = Math.min(words, TITLE_LINES) + Math.min(when, most) + belongs + meant;
    return {
      words: Math.min(words, TITLE_LINES),
      when: Math.min(when, most),
      belongs,
      meant,
      width: wide * em,
      height: heightOf(lines, em),
      cut: Math.max(0, words - TITLE_LINES) + Math.max(0, when - most),
    };
  });
  const { cut: _, ...best } = smallest(shapes);
  return best;
}

/** The label of several things in order of time. */
export function clusterShape(entries: readonly Entry[], { most, ems }: Telling, em: number): ClusterShape {
  // What was waited for is named before the rest, in its place in time.
  const first = [...entries].sort((a, b) => Number(a.waited === '') - Number(b.waited === '')).slice(0, most);
  const named = entries.filter((entry) => first.includes(entry));
  const more = entries.length - named.length;
  const shapes = ems.map((wide) => {
    const all = named.map((entry) => {
      const words = toldWords(entry);
      const long = wrapped(words, em, innerOf(wide, em)).length;
      return { id: entry.id, words, long, most: entry.waited === '' ? TOLD_LINES : TOLD_WAITED_LINES };
    });
    const told = all.map(({ id, words, long, most }) => ({ id, words, lines: Math.min(long, most) }));
    // When all of it was takes one line: a month at most.
    const lines = 1 + told.reduce((sum, one) => sum + one.lines, 0) + (more > 0 ? 1 : 0);
    const cut = all.reduce((sum, one) => sum + Math.max(0, one.long - one.most), 0);
    const height = heightOf(lines, em) + Math.ceil(told.length * TOLD_GAP_EM * em);
    return { told, more, width: wide * em, height, cut };
  });
  const { cut: _, ...best } = smallest(shapes);
  return best;
}

/** A thing among others: what it is, and how long somebody waited for it, which nobody should have to look for. */
const toldWords = ({ words, waited }: Entry) => (waited === '' ? words : `${words}, ${waited}`);

/** "maart 2025, 12 weken gewacht, Femke", and who wrote it down while Femke did not confirm it yet. */
export function whenLine(entry: Entry, names: (id: string) => string): string {
  const told = [entry.short, entry.waited, entry.by === null ? '' : names(entry.by), scribed(entry, names)];
  return told.filter((one) => one !== '').join(', ');
}

const innerOf = (wide: number, em: number) => (wide - 2 * PAD_EM) * em - 2;
const heightOf = (lines: number, em: number) => Math.ceil((lines * LINE_EM + 2 * PAD_EM) * em) + 2;

/** What cuts off the fewest lines, and of those what takes the least room. */
function smallest<T extends Size & { cut: number }>(shapes: readonly T[]): T {
  const worse = (a: T, b: T) => a.cut - b.cut || a.width * a.height - b.width * b.height;
  return shapes.reduce((a, b) => (worse(b, a) < 0 ? b : a));
}
