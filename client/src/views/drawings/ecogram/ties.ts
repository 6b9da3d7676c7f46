// The people round one person, as that person says it: out of the ties in their own voice. Pure, apart from the language.
import {
  type Picture,
  type Support,
  TIE_QUALITY,
  type TieDirection,
  type TieQuality,
  type WishForTie,
} from '../../../schema.gen';
import type { Names } from '../../picture/names';
import type { Item } from '../../picture/rows';
import { homeWord } from '../homes';

type TieItem = Extract<Item, { kind: 'tie' }>;

/** From which side of life someone is: each has its own side of the drawing. */
export const SIDES = ['school', 'family', 'near', 'help'] as const;
/** One of the sides. */
export type Side = (typeof SIDES)[number];

/** The rings, from close to far. */
export const RINGS = [1, 2, 3] as const;
/** One of the rings. */
export type Ring = (typeof RINGS)[number];

/** Someone, and what the ego says of the tie with them. */
export interface Tied {
  /** The item. */
  tie: string;
  /** The room in which it was said. */
  room: string;
  /** Who it is with. */
  other: string;
  name: string;
  side: Side;
  ring: Ring;
  /** The ego did not choose a ring: they stand on the middle one for now. */
  unplaced: boolean;
  quality: TieQuality | null;
  direction: TieDirection | null;
  support: readonly Support[];
  wish: WishForTie | null;
  /** Lives in a house where the ego lives. */
  together: boolean;
  /** In which home, where the ego has more than one; else nothing. */
  home: string;
  /** Written down for the ego, who has not confirmed it. */
  scribe: string | null;
  /** What else was said of the tie with the same person, in another room or by who wrote it down: none of it gets lost. */
  also: readonly Tied[];
}

/** Whose tie it is: whose words these are. What someone says in another's name is nobody's tie. */
export function egoOf(item: TieItem): string | null {
  const own = item.words_of ?? item.by;
  const said = item.fields?.ego ?? null;
  return said === null || said === own ? own : null;
}

/**
 * The ties of one person, in the order of the rings and then of names. With each other one: what gives them their place, with
 * what was said of it besides. Own words go before those that someone wrote down, a ring that was chosen before none, what more
 * people read before what few do, and a near ring before a far one. The lines are those of `drawnOf`.
 */
export function tiesOf(picture: Picture, names: Names, ego: string): Tied[] {
  const selfRooms = new Set(picture.rooms.filter((room) => room.kind === 'self').map((room) => room.id));
  const readers = new Map(picture.rooms.map((room) => [room.id as string, room.members.length]));
  const found = new Map<string, Tied[]>();
  for (const item of picture.items) {
    if (item.kind !== 'tie' || item.fields === null || selfRooms.has(item.room) || egoOf(item) !== ego) continue;
    const { other, ring, quality, direction, support, wish } = item.fields;
    if (other === ego) continue;
    const tied: Tied = {
      tie: item.id,
      room: item.room,
      other,
      name: names.node(other),
      side: sideOf(picture, other),
      ring: RINGS.find((one) => one === ring) ?? 2,
      unplaced: ring === null,
      quality,
      direction,
      support,
      wish,
      together: liveTogether(picture, ego, other),
      home: homeWord(picture, ego, other, names),
      scribe: item.confirmed ? null : item.by,
      also: [],
    };
    found.set(other, [...(found.get(other) ?? []), tied]);
  }
  const first = (a: Tied, b: Tied) =>
    Number(a.scribe !== null) - Number(b.scribe !== null) ||
    Number(a.unplaced) - Number(b.unplaced) ||
    (readers.get(b.room) ?? 0) - (readers.get(a.room) ?? 0) ||
    a.ring - b.ring ||
    (a.tie < b.tie ? -1 : 1);
  const drawn = [...found.values()].flatMap((all) => {
    const [one, ...also] = all.sort(first);
    return one === undefined ? [] : [{ ...one, also }];
  });
  return drawn.sort((a, b) => a.ring - b.ring || a.name.localeCompare(b.name, 'nl') || (a.other < b.other ? -1 : 1));
}

/**
 * What is drawn of a tie: all that was said of it with as much right, each way of putting it once. Nothing tells which of two
 * things someone said is the newer: then both are drawn. Own words are not drawn beside what was only written down.
 */
export function drawnOf(one: Tied): Tied[] {
  const alike = [one, ...one.also.filter((other) => (other.scribe === null) === (one.scribe === null))];
  const said = alike.filter((other) => other.quality !== null || other.direction !== null);
  const found = new Map<string, Tied>();
  for (const other of said.length === 0 ? [one] : said) {
    const way = JSON.stringify([other.quality, other.direction]);
    if (!found.has(way)) found.set(way, other);
  }
  // No id decides what stands first.
  const kind = ({ quality }: Tied) => (quality === null ? TIE_QUALITY.length : TIE_QUALITY.indexOf(quality));
  return [...found.values()].sort((a, b) => kind(a) - kind(b));
}

/** All that was said of these ties: what is drawn, each followed by what was said besides. */
export function allSaid(ties: readonly Tied[]): Tied[] {
  return ties.flatMap((one) => [one, ...one.also]);
}

/** Whether this is the tie, or said of the same one. */
export function holds(one: Tied | null, tie: string | null): boolean {
  return one !== null && allSaid([one]).some((said) => said.tie === tie);
}

/** Everyone who said something of the people round them; the index first. */
export function egosOf(picture: Picture): string[] {
  const found = new Set(
    picture.items.flatMap((item) => (item.kind === 'tie' && item.fields !== null ? (egoOf(item) ?? []) : [])),
  );
  return picture.persons
    .filter((one) => found.has(one.id))
    .sort((a, b) => Number(b.index) - Number(a.index) || a.name.localeCompare(b.name, 'nl'))
    .map((one) => one.id);
}

/** Whom the reader knows and the ego has not drawn yet; never people of the help, who come by themselves. */
export function untied(picture: Picture, ties: readonly Tied[], ego: string): string[] {
  const tied = new Set([ego, ...ties.map((one) => one.other)]);
  const named = picture.items.flatMap((item) =>
    item.kind === 'network_person' && !item.withdrawn && item.by === ego ? [item.id as string] : [],
  );
  const family = picture.persons.filter((one) => sideOf(picture, one.id) === 'family').map((one) => one.id);
  return [...family, ...named].filter((id) => !tied.has(id));
}

function sideOf(picture: Picture, node: string): Side {
  const person = picture.persons.find((one) => one.id === node);
  if (person !== undefined) {
    if (['parent', 'child', 'youth', 'foster_parent'].includes(person.role)) return 'family';
    if (person.role === 'mentor') return 'school';
    return person.role === 'jim' ? 'near' : 'help';
  }
  const item = picture.items.find((one) => one.id === node);
  const kind = item?.kind === 'network_person' ? item.fields?.kind : null;
  if (kind === 'family' || kind === 'school') return kind;
  return kind === 'professional' ? 'help' : 'near';
}

function liveTogether(picture: Picture, a: string, b: string): boolean {
  const houses = (id: string) => picture.persons.find((one) => one.id === id)?.household ?? [];
  const here = houses(a);
  return houses(b).some((house) => here.includes(house));
}
