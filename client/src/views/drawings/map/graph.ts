// What the causal map is of: things, what hangs together, and rounds, out of one picture. A samen-kaartje stands for what
// it gathers, so lines go to the card. Pure, apart from the language.
import type {
  Certainty,
  Domain,
  Picture,
  Polarity,
  RelationKind,
  RoleOfFactor,
  SharedState,
} from '../../../schema.gen';
import { type Names, namesIn, scribeOf, wordsOf } from '../../picture/names';
import { polarityOf } from '../../picture/polarity';
import type { Item } from '../../picture/rows';

/** A thing on the map. */
export interface MapThing {
  id: string;
  /** The last four stand only among steps, never on the map. */
  kind: 'factor' | 'card' | 'event' | 'goal' | 'step' | 'help' | 'wish';
  words: string;
  roles: readonly RoleOfFactor[];
  /** What helps has another shape. */
  helps: boolean;
  holder: readonly string[];
  domain: Domain | null;
  /** Generations back, when someone said so. */
  generation: number | null;
  /** Whose words; nobody's when they are joint. */
  by: string | null;
  /** Who wrote them down for `by`, who has not confirmed them yet. */
  scribe: string | null;
  withdrawn: boolean;
  state: SharedState | null;
  room: string;
  rooms: readonly string[];
  /** Those, and the rooms that took over from one of them. */
  found: readonly string[];
  /** What a samen-kaartje stands for, untouched. */
  gathered: readonly { id: string; words: string; by: string | null; scribe: string | null }[];
  /** Its place among all, the most important first. */
  rank: number;
}

/** That two things hang together. */
export interface MapLink {
  id: string;
  from: string;
  to: string;
  kind: RelationKind;
  polarity: Polarity;
  strength: number | null;
  certainty: Certainty | null;
  state: SharedState | null;
  room: string;
  rooms: readonly string[];
  /** Those, and the rooms that took over from one of them. */
  found: readonly string[];
}

/** A round, by what it passes through on this map. */
export interface MapRound {
  id: string;
  name: string | null;
  things: readonly string[];
  links: readonly string[];
}

/** Everything the map could show. */
export interface MapGraph {
  /** The most important first. */
  things: readonly MapThing[];
  links: readonly MapLink[];
  rounds: readonly MapRound[];
}

type Of<K extends Item['kind']> = Extract<Item, { kind: K }>;

/** The map of a picture. */
export function graphOf(picture: Picture): MapGraph {
  const names = namesIn(picture);
  const own = new Set(picture.rooms.filter((room) => room.kind === 'self').map((room) => room.id));
  const items = picture.items.filter((item) => !own.has(item.room));
  const cards = items.filter((item): item is Of<'card'> => item.kind === 'card' && item.fields?.off_table !== true);
  const stands = standsFor(cards);
  const links = linksOf(items, names, stands);
  const ends = new Set(links.flatMap((link) => [link.from, link.to]));
  const things = items.flatMap((item): Omit<MapThing, 'rank'>[] => {
    if (stands.has(item.id)) return [];
    if (item.kind === 'factor' && (!item.withdrawn || ends.has(item.id))) return [thingOf(item, names)];
    if (item.kind === 'card' && item.fields?.shape === 'factor' && item.fields.off_table !== true)
      return [thingOf(item, names)];
    return item.kind === 'event' && ends.has(item.id) ? [thingOf(item, names)] : [];
  });
  const known = new Set(things.map((thing) => thing.id));
  const drawn = links.filter((link) => known.has(link.from) && known.has(link.to));
  const rounds = roundsOf(picture, stands, new Set(drawn.map((link) => link.id)));
  return { things: ranked(things, drawn, rounds, picture, stands), links: drawn, rounds };
}

/** What stands for an item on the map: the card that gathers it. */
function standsFor(cards: readonly Of<'card'>[]): Map<string, string> {
  const stands = new Map<string, string>();
  for (const card of [...cards].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    for (const id of card.fields?.gathers ?? []) if (!stands.has(id) && id !== card.id) stands.set(id, card.id);
  }
  return stands;
}

function thingOf(item: Of<'factor'> | Of<'card'> | Of<'event'>, names: Names): Omit<MapThing, 'rank'> {
  const factor = item.kind === 'event' ? null : item.fields;
  const roles = factor?.roles ?? [];
  const gathers = item.kind === 'card' ? (item.fields?.gathers ?? []) : [];
  return {
    id: item.id,
    kind: item.kind,
    words: names.item(item.id),
    roles,
    helps: roles.includes('protective'),
    holder: item.kind === 'event' ? (item.fields?.persons ?? []) : (factor?.holder ?? []),
    domain: factor?.domain ?? null,
    generation: factor?.generation ?? null,
    by: item.words_of ?? item.by,
    scribe: scribeOf(item),
    withdrawn: item.withdrawn,
    state: item.shared_state,
    room: item.room,
    rooms: item.rooms,
    found: names.foundIn(item.rooms),
    gathered: gathers.flatMap((id) => {
      const one = names.items.get(id);
      if (one === undefined) return [];
      return [{ id, words: wordsOf(one), by: one.words_of ?? one.by, scribe: scribeOf(one) }];
    }),
  };
}

function linksOf(items: readonly Item[], names: Names, stands: ReadonlyMap<string, string>): MapLink[] {
  const at = (id: string) => stands.get(id) ?? id;
  return items.flatMap((item): MapLink[] => {
    const relates = item.kind === 'relation' || (item.kind === 'card' && item.fields?.shape === 'relation');
    if (!relates || item.withdrawn || item.fields === null || stands.has(item.id)) return [];
    if (item.kind === 'card' && item.fields.off_table === true) return [];
    const { from, to, kind, polarity, strength, certainty } = item.fields;
    if (from === null || to === null || kind === null || at(from) === at(to)) return [];
    return [
      {
        id: item.id,
        from: at(from),
        to: at(to),
        kind,
        polarity: polarity ?? polarityOf(kind),
        strength,
        certainty,
        state: item.shared_state,
        room: item.room,
        rooms: item.rooms,
        found: names.foundIn(item.rooms),
      },
    ];
  });
}

function roundsOf(picture: Picture, stands: ReadonlyMap<string, string>, drawn: ReadonlySet<string>): MapRound[] {
  const at = (id: string) => stands.get(id) ?? id;
  return picture.loops.flatMap((loop): MapRound[] => {
    const links = loop.relations.map(at);
    if (links.some((id) => !drawn.has(id))) return [];
    return [{ id: loop.id, name: loop.name, things: [...new Set(loop.nodes.map(at))], links }];
  });
}

/**
 * What is first together, what is in a round, what holds others together, what is called a problem, what hangs together with
 * most: in that order. What hangs together with nothing yet breaks no chain.
 */
function ranked(
  things: readonly Omit<MapThing, 'rank'>[],
  links: readonly MapLink[],
  rounds: readonly MapRound[],
  picture: Picture,
  stands: ReadonlyMap<string, string>,
): MapThing[] {
  const first = new Map<string, number>();
  for (const order of picture.joint_orders) {
    for (const [index, id] of order.items.entries()) {
      const thing = stands.get(id) ?? id;
      first.set(thing, Math.min(index, first.get(thing) ?? index));
    }
  }
  const turns = new Map<string, number>();
  for (const round of rounds) for (const id of round.things) turns.set(id, (turns.get(id) ?? 0) + 1);
  const ties = new Map<string, number>();
  for (const { from, to } of links) for (const id of [from, to]) ties.set(id, (ties.get(id) ?? 0) + 1);
  const weight = (thing: Omit<MapThing, 'rank'>): number[] => [
    first.get(thing.id) ?? 1000,
    thing.withdrawn || thing.kind === 'event' ? 1 : 0,
    -(turns.get(thing.id) ?? 0),
    (ties.get(thing.id) ?? 0) > 1 ? 0 : 1,
    thing.roles.includes('problem') ? 0 : 1,
    thing.kind === 'card' ? 0 : 1,
    -(ties.get(thing.id) ?? 0),
  ];
  return things
    .map((thing) => ({ thing, weight: weight(thing) }))
    .sort((a, b) => compare(a.weight, b.weight) || (a.thing.id < b.thing.id ? -1 : 1))
    .map(({ thing }, rank) => ({ ...thing, rank }));
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) {
    const difference = value - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
