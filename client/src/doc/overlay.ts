// A field that may not be written to (someone is composing a character in it) while its text goes on elsewhere: which
// units are only in the field, only in the document, or in both. Pure.
import type { TextChange, TextStep } from './diff';

interface Cell {
  inField: boolean;
  inDocument: boolean;
}

/** Field and document side by side, while the field must be left alone. */
export class Overlay {
  private cells: Cell[];

  /** Starts where both hold the same text of this length. */
  constructor(length: number) {
    this.cells = Array.from({ length }, () => ({ inField: true, inDocument: true }));
  }

  /** The same, to try something with. */
  copy(): Overlay {
    const copy = new Overlay(0);
    copy.cells = [...this.cells];
    return copy;
  }

  /** Takes a change of the document; the field doesn't follow. */
  remote(steps: readonly TextStep[]): void {
    const next: Cell[] = [];
    let from = 0;
    const take = (count: number, change: (cell: Cell) => Cell) => {
      let left = count;
      while (left > 0 && from < this.cells.length) {
        const cell = this.cells[from];
        if (cell === undefined) return;
        from += 1;
        if (cell.inDocument) {
          left -= 1;
          next.push(change(cell));
        } else {
          next.push(cell);
        }
      }
    };
    for (const step of steps) {
      if (step.retain !== undefined) take(step.retain, (cell) => cell);
      else if (step.delete !== undefined) take(step.delete, (cell) => ({ ...cell, inDocument: false }));
      else if (typeof step.insert === 'string') {
        for (let i = 0; i < step.insert.length; i += 1) next.push({ inField: false, inDocument: true });
      }
    }
    this.cells = [...next, ...this.cells.slice(from)].filter((cell) => cell.inField || cell.inDocument);
  }

  /** Takes a change of the field and says what it is in the document, to be done in this order. */
  local(change: TextChange): TextChange[] {
    const changes: TextChange[] = [];
    const next: Cell[] = [];
    let field = 0;
    let document = 0;
    let inserted = false;
    const insert = () => {
      if (inserted || field < change.index) return;
      inserted = true;
      if (change.insert === '') return;
      changes.push({ index: document, remove: 0, insert: change.insert });
      for (let i = 0; i < change.insert.length; i += 1) next.push({ inField: true, inDocument: true });
      document += change.insert.length;
    };
    for (const cell of this.cells) {
      insert();
      const gone = cell.inField && field >= change.index && field < change.index + change.remove;
      if (cell.inField) field += 1;
      if (!gone) {
        next.push(cell);
        if (cell.inDocument) document += 1;
        continue;
      }
      if (!cell.inDocument) continue;
      const last = changes[changes.length - 1];
      if (last !== undefined && last.insert === '' && last.index === document) last.remove += 1;
      else changes.push({ index: document, remove: 1, insert: '' });
    }
    insert();
    this.cells = next;
    return changes;
  }

  /** Where a position of the field lies in the document, behind its left neighbour. */
  inDocument(position: number): number {
    let field = 0;
    let document = 0;
    for (const cell of this.cells) {
      if (field >= position) break;
      if (cell.inField) field += 1;
      if (cell.inDocument) document += 1;
    }
    return document;
  }
}
