// The people round one person, as that person says it: out of the ties in their own voice. Pure, apart from the language.
import type { Picture, Support, TieDirection, TieQuality, WishForTie } from '../../../schema.gen';
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
}

/** Whose tie it is: whose words these are. What someone says in another's name is nobody's tie. */
export function egoOf(item: TieItem): string | null {
  const own = item.words_of ?? item.by;
  const said = item.fields?.ego ?? null;
  return said === null || said === own ? own : null;
}

/** The ties of one person, in the order of the rings and then of names; with each other at most one. */
export function tiesOf(picture: Picture, names: Names, ego: string): Tied[] {
  const selfRooms = new Set(picture.rooms.filter((room) => room.kind === 'self').map((room) => room.id));
  const found = new Map<string, Tied>();
  for (const item of picture.items) {
    if (item.kind !== 'tie' || item.fields === null || selfRooms.has(item.room) || egoOf(item) !== ego) continue;
    const { other, ring, quality, direction, support, wish } = item.fields;
    if (other === ego || found.has(other)) continue;
    found.set(other, {
      tie: item.id,
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
    });
  }
  return [...found.values()].sort(
    (a, b) => a.ring - b.ring || a.name.localeCompare(b.name, 'nl') || (a.other < b.other ? -1 : 1),
  );
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
