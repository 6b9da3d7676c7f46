// What one can choose in a room: things and people that everyone who reads the room may read. Pure.
import { itemNameable, nodeNameable } from '../../doc/nameable';
import type { Kind, Picture } from '../../schema.gen';
import type { Item } from '../picture/rows';

const CHILDREN: readonly string[] = ['youth', 'child'];

/** The items of these kinds that may be named in a room: those of the room itself first. */
export function itemsFor(picture: Picture, room: string, kinds: readonly Kind[]): Item[] {
  const own = new Set(picture.rooms.filter((one) => one.kind === 'self').map((one) => one.id));
  const here = (item: Item) => (item.rooms.includes(room) ? 0 : 1);
  return picture.items
    .filter(
      (item) =>
        kinds.includes(item.kind) &&
        !item.withdrawn &&
        !own.has(item.room) &&
        !(item.kind === 'card' && item.fields?.off_table === true) &&
        itemNameable(picture, room, item.id),
    )
    .sort((a, b) => here(a) - here(b) || kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || (a.id < b.id ? -1 : 1));
}

/** The people one can name in a room: those of the case, then those of the network. Animals are named, but do nothing. */
export function peopleFor(picture: Picture, room: string, animals = true): string[] {
  return [
    ...picture.persons.map((one) => one.id),
    ...picture.items.flatMap((item) =>
      item.kind === 'network_person' && item.fields !== null && (animals || item.fields.kind !== 'pet')
        ? [item.id]
        : [],
    ),
  ].filter((node) => nodeNameable(picture, room, node));
}

/** Whether these are a child's own words, or written down for a child. */
export function isOfChild(picture: Picture, item: Item): boolean {
  const whose = item.words_of ?? item.by;
  return picture.persons.some((one) => one.id === whose && CHILDREN.includes(one.role));
}

/** The card on the table that gathers an item already, besides this one. */
export function otherCardOf(picture: Picture, item: string, card: string | null): string | null {
  const found = picture.items.find((one) => one.id === item);
  return found?.gathered_by.find((one) => one !== card) ?? null;
}
