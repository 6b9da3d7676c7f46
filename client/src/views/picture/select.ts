// Which rows a view shows. Pure.
import { DOMAIN } from '../../schema.gen';
import type { Domain, Part, Row } from './rows';

/** What is said here is meant for few: it stands in no overview, where someone may look over a shoulder. */
const APART: readonly string[] = ['self', 'pair', 'advice', 'shield', 'safety'];

/** The rooms that an overview leaves out. None for who has no other room, since there would be nothing to see. */
export function apartRooms(rooms: readonly { id: string; kind: string }[]): ReadonlySet<string> {
  const apart = rooms.filter((one) => APART.includes(one.kind)).map((one) => one.id);
  return new Set(apart.length === rooms.length ? [] : apart);
}

/** Whether something stands in a room; null is the overview. */
export function standsIn(rooms: readonly string[], room: string | null, apart: ReadonlySet<string>): boolean {
  if (room !== null) return rooms.includes(room);
  return rooms.length === 0 || rooms.some((one) => !apart.has(one));
}

/** The parts with only what stands in one room; null is the overview, without what stands apart. */
export function inRoom(parts: readonly Part[], room: string | null, apart: ReadonlySet<string> = new Set()): Part[] {
  return parts.map((part) => ({ ...part, rows: part.rows.filter((row) => standsIn(row.rooms, room, apart)) }));
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
