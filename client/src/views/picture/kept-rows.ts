// Rows that say what they said before stay the same objects, so that only what changed is drawn again. Pure but for what it
// remembers.
import type { Part, Row } from './rows';

/** Remembers the rows of one outline. */
export class KeptRows {
  private rows = new Map<string, Row>();
  private parts: readonly Part[] = [];

  /** The outline, with every part and row that says the same as before taken over from there. */
  keep(parts: readonly Part[]): readonly Part[] {
    const next = new Map<string, Row>();
    const kept = parts.map((part) => {
      const rows = part.rows.map((row) => {
        // A thing may stand in two parts.
        const key = `${part.id} ${row.id}`;
        const before = this.rows.get(key);
        const now = before !== undefined && same(before, row) ? before : row;
        next.set(key, now);
        return now;
      });
      const before = this.parts.find((one) => one.id === part.id);
      const stays = before?.rows.length === rows.length && rows.every((row, at) => row === before.rows[at]);
      return before !== undefined && stays ? before : { ...part, rows };
    });
    const stays = kept.length === this.parts.length && kept.every((part, at) => part === this.parts[at]);
    this.rows = next;
    if (!stays) this.parts = kept;
    return this.parts;
  }
}

/** Whether two plain values say the same. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) =>
    Object.hasOwn(b, key) ? same((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]) : false,
  );
}
