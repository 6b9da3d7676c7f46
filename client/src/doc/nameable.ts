// Whom and what a document may name: only what every reader of it may read (docs/document-format.md D15). Pure; what the
// reader's own picture says of rooms and members is all it knows.
import type { ItemId, NodeId, Picture, RoomId } from '../schema.gen';

/** Whether everyone who reads `room` reads this item too. */
export function itemNameable(picture: Picture, room: RoomId, item: ItemId): boolean {
  const found = picture.items.find((one) => one.id === item);
  const readers = picture.rooms.find((one) => one.id === room)?.members;
  if (found === undefined || readers === undefined) return false;
  if (found.rooms.includes(room)) return true;
  return found.rooms.some((other) => {
    const members = new Set(picture.rooms.find((one) => one.id === other)?.members);
    return readers.length > 0 && readers.every((reader) => members.has(reader));
  });
}

/** Whether everyone who reads `room` knows this person, or person of the network. */
export function nodeNameable(picture: Picture, room: RoomId, node: NodeId): boolean {
  const person = picture.persons.find((one) => one.id === node);
  if (person === undefined) return itemNameable(picture, room, node);
  const readers = picture.rooms.find((one) => one.id === room)?.members ?? [];
  // Who shares a room with all of them is known to them; someone without a way in of their own where the case is told,
  // unless the register says more.
  return picture.rooms.some(
    (other) =>
      readers.length > 0 &&
      readers.every((reader) => other.members.includes(reader)) &&
      (other.members.includes(node) || (!person.member && other.kind === 'core')),
  );
}

/** The rooms in which all of these may be named, those with most readers first. */
export function roomsNaming(picture: Picture, items: readonly ItemId[]): RoomId[] {
  return picture.rooms
    .filter((room) => room.kind !== 'self' && items.every((item) => itemNameable(picture, room.id, item)))
    .sort((a, b) => b.members.length - a.members.length || (a.id < b.id ? -1 : 1))
    .map((room) => room.id);
}
