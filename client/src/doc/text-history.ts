// What one person typed in one text, in pieces as a person would take them back, with where their caret was. Tracks only
// what is written under its writer's origin: what others wrote is never taken back, and words of others that this person
// removed come back as inserts equal to the removal.
import * as Y from 'yjs';
import type { TextChange } from './diff';

/** A pause of this length ends a piece. */
const PAUSE_MS = 1_000;
const SELECTION = 'selection';

interface Selection {
  start: number;
  end: number;
}

/** Undo and redo of one writer in one text. */
export class TextHistory {
  private readonly manager: Y.UndoManager;
  private last: (TextChange & { kind: string }) | undefined;
  /** Where the last change ended: it keeps its place while others write. */
  private end: Y.RelativePosition | undefined;
  private before: { start: Y.RelativePosition; end: Y.RelativePosition } | undefined;

  constructor(
    private readonly text: Y.Text,
    writer: unknown,
    changed: () => void,
  ) {
    this.manager = new Y.UndoManager(text, { trackedOrigins: new Set([writer]), captureTimeout: PAUSE_MS });
    this.manager.on('stack-item-added', ({ stackItem, type }) => {
      if (type === 'undo' && !this.manager.redoing) stackItem.meta.set(SELECTION, this.before);
      this.written();
      changed();
    });
    this.manager.on('stack-item-updated', () => this.written());
    this.manager.on('stack-item-popped', changed);
  }

  get canUndo(): boolean {
    return this.manager.canUndo();
  }
  get canRedo(): boolean {
    return this.manager.canRedo();
  }

  /** A change is about to be written; `selection` is what was selected before it. */
  writing(change: TextChange, selection: Selection): void {
    const kind = change.remove === 0 ? 'insert' : change.insert === '' ? 'remove' : 'replace';
    if (!this.goesOn(change, kind)) this.manager.stopCapturing();
    this.last = { ...change, kind };
    const at = (index: number) => Y.createRelativePositionFromTypeIndex(this.text, index, -1);
    this.before = { start: at(selection.start), end: at(selection.end) };
  }

  undo(): void {
    this.last = undefined;
    this.manager.undo();
  }

  redo(): void {
    this.last = undefined;
    this.manager.redo();
    this.manager.stopCapturing();
  }

  destroy(): void {
    this.manager.clear();
    this.manager.destroy();
  }

  /** Whether this change of the text is ours, taken back or done again. */
  made(transaction: Y.Transaction): boolean {
    return transaction.origin === this.manager;
  }

  /** What to select now that a change is being taken back; nothing when the end of the change is the place. */
  selection(): Selection | undefined {
    if (!this.manager.undoing) return undefined;
    const kept: typeof this.before = this.manager.currStackItem?.meta.get(SELECTION);
    const doc = this.text.doc;
    if (kept === undefined || doc === null) return undefined;
    const start = Y.createAbsolutePositionFromRelativePosition(kept.start, doc)?.index;
    const end = Y.createAbsolutePositionFromRelativePosition(kept.end, doc)?.index;
    return start === undefined || end === undefined ? undefined : { start: Math.min(start, end), end };
  }

  private written(): void {
    const { last, text } = this;
    this.end = last && Y.createRelativePositionFromTypeIndex(text, last.index + last.insert.length, -1);
  }

  /** Whether a change belongs to the piece before it: typed on, or erased on, at the same place, in the same sentence. */
  private goesOn(change: TextChange, kind: string): boolean {
    const { last, end } = this;
    const { doc } = this.text;
    if (last?.kind !== kind || end === undefined || doc === null) return false;
    const at = Y.createAbsolutePositionFromRelativePosition(end, doc)?.index;
    if (kind === 'insert') return change.index === at && !/([.!?…]\s*|\n)$/.test(last.insert);
    return kind === 'remove' && (change.index === at || change.index + change.remove === at);
  }
}
