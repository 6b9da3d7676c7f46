// What comes back in a family, generation after generation: things of long ago, and what they passed on. Each belongs to the
// people it is about, or else to the row of so many generations back. Pure.
import type { Picture } from '../../../schema.gen';
import { graphOf, type MapThing } from '../map/graph';
import type { Relative } from './genogram';

/** One thing of a pattern. */
export interface Past {
  id: string;
  words: string;
  /** Those of the family it is about. */
  people: readonly string[];
  /** The row of the drawing it belongs to, when it is about nobody by name. */
  row: number | null;
  /** Generations back, when someone said so. */
  back: number | null;
}

/** Things that one passed on to the other. */
export interface Pattern {
  id: string;
  /** The words of what is longest ago. */
  words: string;
  past: readonly Past[];
  /** What was passed on, from one thing to another. */
  passed: readonly { id: string; from: string; to: string }[];
}

/** Whether a thing is of long ago: someone said how many generations back. */
export const isPast = (thing: Pick<MapThing, 'generation'>): boolean => (thing.generation ?? 0) > 0;

/** The patterns of a family; what is longest ago first. */
export function patternsOf(picture: Picture, relatives: readonly Relative[]): Pattern[] {
  const { things, links } = graphOf(picture);
  const passed = links.filter((link) => link.kind === 'passes_on');
  const of = new Map<string, string>();
  const root = (id: string): string => {
    const up = of.get(id);
    return up === undefined || up === id ? id : root(up);
  };
  for (const { from, to } of passed) {
    const [a, b] = [root(from), root(to)].sort();
    if (a !== undefined && b !== undefined && a !== b) of.set(b, a);
  }
  const joined = new Set(passed.flatMap(({ from, to }) => [from, to]));
  const groups = new Map<string, MapThing[]>();
  for (const thing of [...things].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    if (thing.kind === 'event' || !(isPast(thing) || joined.has(thing.id))) continue;
    groups.set(root(thing.id), [...(groups.get(root(thing.id)) ?? []), thing]);
  }
  const known = new Map(relatives.map((one) => [one.id, one]));
  const now = relatives.find((one) => one.index)?.generation ?? Math.max(0, ...relatives.map((one) => one.generation));
  return [...groups.values()]
    .map((group): Pattern => {
      const past = [...group]
        .sort((a, b) => (b.generation ?? 0) - (a.generation ?? 0))
        .map((thing): Past => {
          const people = thing.holder.filter((one) => known.has(one));
          const row = now - (thing.generation ?? 0);
          return {
            id: thing.id,
            words: thing.words,
            people,
            row: people.length === 0 && isPast(thing) && row >= 0 ? row : null,
            back: thing.generation,
          };
        });
      const ids = new Set(past.map((one) => one.id));
      return {
        id: past[0]?.id ?? '',
        words: past[0]?.words ?? '',
        past,
        passed: passed.filter(({ from, to }) => ids.has(from) && ids.has(to)),
      };
    })
    .sort((a, b) => (b.past[0]?.back ?? 0) - (a.past[0]?.back ?? 0) || (a.id < b.id ? -1 : 1));
}
