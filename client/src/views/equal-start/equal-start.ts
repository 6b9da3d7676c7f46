// An equal start: in a room that two parents from different homes share, what one of them says waits in their own room until the
// other has begun too, or for seven days. Who is asked to wait follows from the picture; nothing here is done. Pure.
import type { Picture } from '../../schema.gen';

/** So many days at most one waits for another. */
export const DAYS = 7;

/** For whom one waits, and until which day at the latest. */
export interface Waiting {
  persons: readonly string[];
  /** `YYYY-MM-DD` */
  until: string;
}

/** Rooms in which something joint begins. */
const JOINT: ReadonlySet<string> = new Set(['core', 'school', 'family', 'care', 'kind', 'other']);
/** What is no word of anyone. */
const NOTED: readonly string[] = ['seen_in_round'];

/** The day it is on this device. */
export const dayOf = (now: Date): string =>
  [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-');

/** A day so many days later. */
export function daysAfter(day: string, days: number): string {
  const at = new Date(`${day.slice(0, 10)}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/** The other parents with whom one starts equally in a room: who decide about a child as well, and live elsewhere. */
export function startsWith(picture: Picture, room: string, me: string): string[] {
  const found = picture.rooms.find((one) => one.id === room);
  // A room that took over from another began before.
  if (found === undefined || !found.open || found.successor_of !== null || !JOINT.has(found.kind)) return [];
  const parents = picture.persons.filter(
    (one) =>
      one.role === 'parent' && one.gezag?.gezag === 'yes' && one.household.length > 0 && found.members.includes(one.id),
  );
  const mine = parents.find((one) => one.id === me);
  if (mine === undefined) return [];
  return parents
    .filter((one) => one.id !== me && one.member && !one.household.some((home) => mine.household.includes(home)))
    .map((one) => one.id);
}

/** Whether somebody said anything in a room: only that, from what everyone in it reads anyway. */
function spoke(picture: Picture, room: string, person: string): boolean {
  return picture.items.some(
    (item) =>
      (item.by === person && item.rooms.includes(room)) ||
      item.marks.some((mark) => mark.by === person && mark.room === room && !NOTED.includes(mark.field)),
  );
}

/**
 * For whom this person waits in a room; nothing when they don't. `begun`: whether somebody said that they have begun. Who said
 * something of their own there has started, and waits no more.
 */
export function waitsFor(
  picture: Picture,
  room: string,
  me: string,
  begun: (person: string) => boolean,
  today: string,
): Waiting | null {
  const others = startsWith(picture, room, me);
  if (others.length === 0) return null;
  if (picture.items.some((item) => item.by === me && item.rooms.includes(room))) return null;
  const persons = others.filter((one) => !begun(one) && !spoke(picture, room, one));
  if (persons.length === 0) return null;
  const days = picture.drafts.flatMap(({ ready }) =>
    ready?.room === room && ready.on.length === 10 ? [ready.on] : [],
  );
  // The first that waits counts for all: what is said later does not wait anew.
  const until = daysAfter([...days, today].sort()[0] ?? today, DAYS);
  return today >= until ? null : { persons, until };
}
