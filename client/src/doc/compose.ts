// One picture out of many documents (docs/document-format.md D14 to D16): a pure function of what the reader may read and
// of the register's facts. The order of the input does not matter; equal input gives the picture that the server gives.
//
// gather: which copy of an item is shown, and who takes over whose words; references: what points at nothing is dropped
// and reported; marks: who says what of an item, and where all stand together; rounds: what keeps itself going.
import {
  type Facts,
  type Item,
  type ItemId,
  type JointOrder,
  type OwnOrder,
  type Picture,
  type Place,
  type Role,
  type Room,
  type RoomId,
  SCHEMA_VERSION,
} from '../schema.gen';
import { gather } from './gather';
import { noteGathered, placeMarks, sharedState } from './marks';
import { by, byName, isItemId } from './names';
import { type Reading, tidy } from './reading';
import { pruneReferences } from './references';
import { roundsOf } from './rounds';
import { report, shown, type Work } from './work';

/** How much of it is shown. */
export interface ComposeOptions {
  /** Only these rooms, as for one part of a version. */
  only?: readonly RoomId[];
}

/** Sorts, each key once: the first. */
function sortedOnce<T>(values: readonly T[], key: (value: T) => string): T[] {
  const sorted = [...values].sort(by(key));
  return sorted.filter((value, at) => at === 0 || key(value) !== key(sorted[at - 1] as T));
}

/** Roles that can be the scribe of a meeting, who writes down what others say there (D16). */
const SCRIBES: ReadonlySet<Role> = new Set(['wijkteam', 'gi', 'professional', 'gedragswetenschapper']);

/**
 * Composes what one person sees. `readings` are the documents of that person's rooms, `facts` what the register lets them
 * see. Changes neither: readings may be kept and given again.
 */
export function compose(readings: readonly Reading[], facts: Facts, options: ComposeOptions = {}): Picture {
  const wanted = facts.rooms.filter((room) => options.only?.includes(room.id) ?? true);
  const rooms = new Map(wanted.map((room) => [room.id, room]));
  const readable = sortedOnce(
    readings.filter((reading) => rooms.has(reading.room)),
    (reading) => reading.document,
  );
  const work: Work = {
    rooms,
    persons: new Set(facts.persons.map((person) => person.id)),
    reached: new Set(facts.persons.filter((person) => person.member).map((person) => person.id)),
    scribes: new Set(facts.persons.filter((person) => SCRIBES.has(person.role)).map((person) => person.id)),
    readings: readable,
    items: new Map(),
    documents: new Map(),
    otherNames: new Map(),
    takenOver: new Set(),
    reports: readable.flatMap((reading) => reading.reports),
  };
  gather(work);
  pruneReferences(work);
  placeMarks(work);
  noteGathered(work);
  for (const item of work.items.values()) item.shared_state = sharedState(work, item);
  return {
    schema: SCHEMA_VERSION,
    case: facts.case,
    persons: sortedOnce(facts.persons, (person) => person.id),
    rooms: roomsOf(work),
    // Fields were read by the table of their kind.
    items: [...work.items.values()].sort(by((item) => item.id)) as unknown as Item[],
    ...ordersOf(work),
    positions: positionsOf(work),
    loops: roundsOf(work),
    drafts: readable.flatMap((reading) => reading.drafts).sort(by((draft) => draft.id)),
    reports: tidy(work.reports),
  };
}

function roomsOf(work: Work): Room[] {
  const rooms = [...work.rooms.values()].sort(by((room) => room.id));
  return rooms.map((facts) => {
    const desk = work.readings.find((reading) => reading.room === facts.id && reading.home === 'desk');
    const former_members = [...facts.former_members].sort(by((former) => former.person));
    return { ...facts, former_members, phase: desk?.phase ?? null, round: desk?.round ?? null };
  });
}

function ordersOf(work: Work): { own_orders: OwnOrder[]; joint_orders: JointOrder[] } {
  const own_orders: OwnOrder[] = [];
  const joint_orders: JointOrder[] = [];
  for (const { document, room, home, by: person, order } of work.readings) {
    const found = new Set<ItemId>();
    for (const id of order) {
      const item = shown(work, id);
      if (item === undefined) report(work, document, id, null, 'dangling');
      else found.add(item.id);
    }
    const items = [...found];
    if (items.length === 0) continue;
    if (person !== null) own_orders.push({ room, by: person, items });
    else if (home === 'board') joint_orders.push({ room, items });
  }
  own_orders.sort((a, b) => byName(a.room, b.room) || byName(a.by, b.by));
  joint_orders.sort(by((order) => order.room));
  return { own_orders, joint_orders };
}

function positionsOf(work: Work): Place[] {
  const places: Place[] = [];
  for (const { document, room, positions } of work.readings) {
    for (const [id, position] of positions) {
      if (work.persons.has(id) || work.items.has(id)) places.push({ room, id, ...position });
      else report(work, document, isItemId(id) ? id : null, null, 'dangling');
    }
  }
  return places.sort((a, b) => byName(a.room, b.room) || byName(a.id, b.id));
}
