// Which rows a view shows. Pure.
import type { Part, Row } from './rows';

/** The parts with only what stands in one room; null is everything. */
export function inRoom(parts: readonly Part[], room: string | null): Part[] {
  if (room === null) return [...parts];
  return parts.map((part) => ({ ...part, rows: part.rows.filter((row) => row.rooms.includes(room)) }));
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
