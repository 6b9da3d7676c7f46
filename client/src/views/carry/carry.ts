// What somebody said in a room that goes on as another, and has not taken along yet: asked about once, never done by itself. Pure.
import { nodeNameable } from '../../doc/nameable';
import type { Picture } from '../../schema.gen';
import type { Item } from '../picture/rows';
import { namedIn } from '../write/said';
import { type FieldValues, isOwnKind } from '../write/voice';

/** One room that took over, with what one could take along to it. */
export interface Carry {
  to: string;
  /** Who reads it, and did not read what was said before. */
  newcomers: readonly string[];
  /** Own words, by their id. */
  things: readonly string[];
  /** Things that stand there, of which one said something before. */
  answers: readonly string[];
}

/** What is not said, but noted. */
const NOTED: readonly string[] = ['seen_in_round', 'told_on'];

/** The rooms a room took over from, as far as the reader reads them; the nearest first. */
export function roomsBefore(picture: Picture, room: string): string[] {
  const rooms = new Map(picture.rooms.map((one) => [one.id, one]));
  const before: string[] = [];
  let at = rooms.get(room)?.successor_of ?? null;
  while (at !== null && rooms.has(at) && !before.includes(at)) {
    before.push(at);
    at = rooms.get(at)?.successor_of ?? null;
  }
  return before;
}

/** What there is to ask a person about; `speaks`: whether they may speak in a room. */
export function carriesOf(picture: Picture, me: string, speaks: (room: string) => boolean): Carry[] {
  return picture.rooms.flatMap((room): Carry[] => {
    const before = room.successor_of === null || !room.open || !speaks(room.id) ? [] : roomsBefore(picture, room.id);
    if (before.length === 0) return [];
    const things = able(picture, room.id, saidBefore(picture, me, room.id, before));
    const answers = picture.items.filter(
      (item) =>
        !item.withdrawn &&
        item.rooms.includes(room.id) &&
        item.marks.some((mark) => mark.by === me && before.includes(mark.room) && !NOTED.includes(mark.field)),
    );
    if (things.length + answers.length === 0) return [];
    const read = new Set(picture.rooms.find((one) => one.id === before[0])?.members);
    const newcomers = room.members.filter((one) => !read.has(one) && one !== me);
    // Who is going to read it is not known yet: nobody can say yes to that.
    if (newcomers.length === 0 && [...read].every((one) => room.members.includes(one))) return [];
    return [{ to: room.id, newcomers, things: things.map((one) => one.id), answers: answers.map((one) => one.id) }];
  });
}

function saidBefore(picture: Picture, me: string, room: string, before: readonly string[]): Item[] {
  return picture.items.filter(
    (item) =>
      item.by === me &&
      isOwnKind(item.kind) &&
      item.fields !== null &&
      // What one took over stands beside what was written down: that has to be there first.
      item.written_down_by === null &&
      !item.rooms.includes(room) &&
      item.rooms.some((one) => before.includes(one)),
  );
}

/** Those that say something without what not everyone there may know. */
function able(picture: Picture, room: string, items: readonly Item[]): Item[] {
  const going = new Map(items.map((item) => [item.id as string, item]));
  const known = (id: string) => going.has(id) || nodeNameable(picture, room, id);
  for (let before = -1; before !== going.size; ) {
    before = going.size;
    for (const [id, item] of going) {
      if (!isOwnKind(item.kind)) continue;
      const needed = namedIn(item.kind, item.fields as FieldValues).filter((one) => one.required);
      const whole = needed.every((one) => known(one.id)) && (item.words_of === null || known(item.words_of));
      if (!whole) going.delete(id);
    }
  }
  return [...going.values()];
}
