// Which rows a view shows. Pure.
import { DOMAIN, type Picture } from '../../schema.gen';
import type { Domain, Item, Part, Row } from './rows';

/** What is said here is meant for few: it stands in no overview, where someone may look over a shoulder. */
const APART: readonly string[] = ['self', 'pair', 'advice', 'shield', 'safety'];

/** The rooms that an overview leaves out. None for who has no other room, since there would be nothing to see. */
export function apartRooms(rooms: readonly { id: string; kind: string }[]): ReadonlySet<string> {
  const apart = rooms.filter((one) => APART.includes(one.kind)).map((one) => one.id);
  return new Set(apart.length === rooms.length ? [] : apart);
}

type Succeeding = Pick<Picture['rooms'][number], 'id' | 'successor_of'>;

/** The rooms in which something is found: those where it stands, and those that took over from one of them. */
export function foundIn(rooms: readonly string[], all: readonly Succeeding[]): readonly string[] {
  if (!all.some((one) => one.successor_of !== null)) return rooms;
  const found = new Set(rooms);
  // A successor may have one of its own.
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const { id, successor_of } of all) if (successor_of !== null && found.has(successor_of)) found.add(id);
  }
  return found.size === rooms.length ? rooms : [...found];
}

/** Whether something stands in a room; null is the overview. */
export function standsIn(rooms: readonly string[], room: string | null, apart: ReadonlySet<string>): boolean {
  if (room !== null) return rooms.includes(room);
  return rooms.length === 0 || rooms.some((one) => !apart.has(one));
}

/** The parts with only what stands in one room; null is the overview, without what stands apart. */
export function inRoom(parts: readonly Part[], room: string | null, apart: ReadonlySet<string> = new Set()): Part[] {
  const heard = (row: Row): Row => {
    const standings = row.standings.filter(({ room: at }) => at === undefined || at === room || !apart.has(at));
    return standings.length === row.standings.length ? row : { ...row, standings };
  };
  return parts.map((part) => ({
    ...part,
    rows: part.rows.filter((row) => standsIn(row.rooms, room, apart)).map(heard),
  }));
}

/**
 * What of a picture stands in one room; null is the overview, without what stands apart. What `own` said themselves stays: it
 * is theirs. Names are to be looked up in the whole picture, since a room names things of wider ones.
 */
export function pictureIn(
  picture: Picture,
  room: string | null,
  apart: ReadonlySet<string>,
  own: string | null = null,
): Picture {
  const stands = (rooms: readonly string[]) => standsIn(foundIn(rooms, picture.rooms), room, apart);
  const heard = (one: string) => one === room || !apart.has(one);
  const items = picture.items
    .filter((item) => stands(item.rooms) || (own !== null && (item.words_of ?? item.by) === own))
    .map((item): Item => {
      const marks = item.marks.filter((mark) => heard(mark.room));
      // What is whole stays the same object.
      return marks.length === item.marks.length ? item : ({ ...item, marks } as Item);
    });
  const here = new Set<string>(items.map((item) => item.id));
  return {
    ...picture,
    items,
    own_orders: picture.own_orders.filter((order) => stands([order.room]) || order.by === own),
    joint_orders: picture.joint_orders.filter((order) => stands([order.room])),
    loops: picture.loops.filter((loop) => loop.relations.every((id) => here.has(id))),
  };
}

/** In which room something is looked at once it is opened: the overview, or its own room when it stands apart. */
export function lookedAtIn(row: Pick<Row, 'room' | 'rooms'>, apart: ReadonlySet<string>): string | null {
  return standsIn(row.rooms, null, apart) ? null : row.room;
}

/** Which rooms are heard where something is opened or printed: beside what anyone may see stands nothing only a few share. */
export function heardAt(
  row: Pick<Row, 'room' | 'rooms'>,
  apart: ReadonlySet<string>,
): (room: string | undefined) => boolean {
  const at = lookedAtIn(row, apart);
  return (room) => room === undefined || room === at || !apart.has(room);
}

/** The parts of life that rows belong to, by themselves or by what stands under them. */
export function domainsIn(rows: readonly Row[]): Domain[] {
  return DOMAIN.filter((domain) => ofDomain(rows, domain).length > 0);
}

/** The rows that belong to one part of life, or under which something does; null is everything. */
export function ofDomain(rows: readonly Row[], domain: Domain | null): Row[] {
  if (domain === null) return [...rows];
  return rows.filter((row) => row.domain === domain || row.rows.some((inner) => inner.domain === domain));
}

/** Every row, inner ones too. */
export function* everyRow(parts: readonly Part[]): Generator<Row> {
  const walk = function* (rows: readonly Row[]): Generator<Row> {
    for (const row of rows) {
      yield row;
      yield* walk(row.rows);
    }
  };
  for (const part of parts) yield* walk(part.rows);
}

/** The relations that a thing is part of. */
export function linkedTo(parts: readonly Part[], id: string): Row[] {
  return [...everyRow(parts)].filter((row) => row.ends.includes(id));
}
