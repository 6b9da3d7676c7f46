// Which part of the map is shown: a choice of people, never more things at once than one can take in. Pure.
import type { Domain } from '../../../schema.gen';
import { standsIn } from '../../picture/select';
import { MOST } from '../most';
import type { MapGraph, MapLink, MapThing } from './graph';

/** So many of these places are kept for what helps. */
const HELPS = 5;

/** The two ways to read the map, and both at once. */
export type Reading = 'all' | 'stuck' | 'way_out';

/** What someone wants to see of the map. */
export interface Choice {
  reading: Reading;
  room: string | null;
  domain: Domain | null;
  /** Only what comes from long ago and from the family, and what that was passed on to. */
  past: boolean;
  /** What was made here just now, which is shown whatever else is. */
  also: readonly string[];
  /** Whom it is about, or whose words it is in. */
  person: string | null;
  /** Only this thing and what hangs together with it. */
  round: string | null;
  focus: string | null;
  /** Which of several helpings, when there is more than fits; `null` is all of them at once. */
  page: number | null;
}

/** Everything, the most important first. */
export const EVERYTHING: Choice = {
  reading: 'all',
  room: null,
  domain: null,
  past: false,
  also: [],
  person: null,
  round: null,
  focus: null,
  page: 0,
};

/** What is shown of the map. */
export interface Picked {
  things: readonly MapThing[];
  links: readonly MapLink[];
  /** How many things fit the choice in all. */
  fitting: number;
  /** How many helpings that makes. */
  pages: number;
}

/** Names a choice: as long as it is the same, nothing on the map moves. */
export function nameOf(choice: Choice): string {
  const { reading, room, domain, past, person, focus, page } = choice;
  return JSON.stringify([reading, room, domain, past, person, focus, page]);
}

/** Things in the helping that is shown; those that are on the screen already stay. What stands in `apart` waits for its room. */
export function pick(
  graph: MapGraph,
  choice: Choice,
  shown: ReadonlySet<string> = new Set(),
  apart: ReadonlySet<string> = new Set(),
): Picked {
  const wanted = graph.things.filter((thing) => fits(graph, thing, choice, apart));
  const round = graph.rounds.find((one) => one.id === choice.round);
  const must = new Set([...(round?.things ?? []), ...(choice.focus === null ? [] : [choice.focus]), ...choice.also]);
  const extra = graph.things.filter((thing) => must.has(thing.id) && !wanted.includes(thing));
  const all = [...wanted, ...extra];
  const pages = Math.max(1, Math.ceil(all.length / MOST));
  const things =
    choice.page === null || pages === 1 ? all : helping(all, Math.min(choice.page, pages - 1), must, shown);
  const here = new Set(things.map((thing) => thing.id));
  const links = graph.links.filter(
    (link) =>
      here.has(link.from) &&
      here.has(link.to) &&
      (choice.also.includes(link.id) || standsIn(link.found, choice.room, apart)),
  );
  return { things, links, fitting: all.length, pages };
}

function fits(graph: MapGraph, thing: MapThing, choice: Choice, apart: ReadonlySet<string>): boolean {
  const { reading, domain, past, person, focus } = choice;
  if (!standsIn(thing.found, choice.room, apart)) return false;
  if (domain !== null && thing.domain !== domain) return false;
  if (past && (thing.generation ?? 0) === 0 && !isPassedOn(graph, thing)) return false;
  if (person !== null && thing.by !== person && !thing.holder.includes(person)) return false;
  if (reading === 'stuck' && thing.helps) return false;
  if (reading === 'way_out' && !thing.helps && !isHelped(graph, thing)) return false;
  return focus === null || thing.id === focus || graph.links.some((link) => joins(link, thing.id, focus));
}

const joins = (link: MapLink, a: string, b: string) =>
  (link.from === a && link.to === b) || (link.from === b && link.to === a);

/** It was passed on, or something was passed on by it. */
function isPassedOn(graph: MapGraph, thing: MapThing): boolean {
  return graph.links.some((link) => link.kind === 'passes_on' && (link.from === thing.id || link.to === thing.id));
}

/** Something acts on it for the better. */
function isHelped(graph: MapGraph, thing: MapThing): boolean {
  return graph.links.some((link) => link.to === thing.id && link.polarity === 'minus');
}

/** The helpings one after the other: what must be there, what is on the screen, what helps, and then by importance. */
function helping(
  all: readonly MapThing[],
  page: number,
  must: ReadonlySet<string>,
  shown: ReadonlySet<string>,
): MapThing[] {
  const first = new Set<MapThing>();
  const take = (things: Iterable<MapThing>, most: number) => {
    for (const thing of things) if (first.size < most) first.add(thing);
  };
  take(
    all.filter((thing) => must.has(thing.id)),
    MOST,
  );
  if (page === 0) {
    take(
      all.filter((thing) => shown.has(thing.id)),
      MOST,
    );
  }
  const helps = all.filter((thing) => thing.helps && !first.has(thing));
  const hard = all.filter((thing) => !thing.helps && !first.has(thing));
  const free = MOST - first.size;
  const helpers = Math.min(helps.length, Math.max(Math.min(HELPS, free), free - hard.length));
  take(hard, MOST - helpers);
  take(helps, MOST);
  if (page === 0) return sorted(first);
  const rest = all.filter((thing) => !first.has(thing));
  const from = (page - 1) * MOST;
  return sorted([...rest.slice(from, from + MOST)]);
}

const sorted = (things: Iterable<MapThing>) => [...things].sort((a, b) => a.rank - b.rank);
