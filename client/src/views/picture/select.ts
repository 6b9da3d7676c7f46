// Which rows a view shows. Pure.
import { DOMAIN } from '../../schema.gen';
import type { Domain, Part, Row } from './rows';

/** The parts with only what stands in one room; null is everything. */
export function inRoom(parts: readonly Part[], room: string | null): Part[] {
  if (room === null) return [...parts];
  return parts.map((part) => ({ ...part, rows: part.rows.filter((row) => row.rooms.includes(room)) }));
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
