// Taking back what this person did, in any number of documents at once. Only own edits go, and what was taken away comes back
// as an insert equal to the removal, so that its author stays its author. What others changed since stays as they made it.
import * as Y from 'yjs';
import { KINDS_IN } from './roots';

/** What taking back or doing again came to. `overtaken`: others changed it since, so nothing moved. */
export type Outcome = 'changed' | 'overtaken';

interface Part {
  readonly doc: Y.Doc;
  readonly history: Y.UndoManager;
}

/** One thing that was done. */
export class Step {
  /** Items that went with it while others had said something of them: they stand as withdrawn. */
  private left: { doc: Y.Doc; root: string; id: string }[] = [];

  constructor(
    readonly name: string,
    private readonly parts: readonly Part[],
  ) {}

  /** Whether it changed this document. */
  touches(doc: Y.Doc): boolean {
    return this.parts.some((part) => part.doc === doc);
  }

  /** Takes it back. `named` says of which items others said something: these keep their id. */
  undo(named: (id: string) => boolean = () => false): Outcome {
    const before = this.parts.map(({ doc }) => itemsIn(doc));
    const changed = this.parts.map(({ history }) => history.undo() !== null);
    for (const [at, { doc }] of this.parts.entries()) {
      const now = itemsIn(doc);
      for (const [id, root] of before[at] ?? []) {
        if (now.has(id) || !named(id)) continue;
        doc.getMap(root).set(`${id}/withdrawn`, true);
        this.left.push({ doc, root, id });
      }
    }
    return changed.includes(true) ? 'changed' : 'overtaken';
  }

  /** Does it again. */
  redo(): Outcome {
    for (const { doc, root, id } of this.left) doc.getMap(root).delete(`${id}/withdrawn`);
    this.left = [];
    return this.parts.map(({ history }) => history.redo() !== null).includes(true) ? 'changed' : 'overtaken';
  }

  /** Lets go of what was kept for taking it back. */
  forget(): void {
    for (const { history } of this.parts) {
      history.clear();
      history.destroy();
    }
  }
}

/** Runs `run` and gives what it changed in `docs` as one step; nothing when it changed nothing. */
export function recorded<T>(name: string, docs: Iterable<Y.Doc>, run: () => T): { result: T; step: Step | undefined } {
  const parts = [...docs].map((doc): Part => ({ doc, history: new Y.UndoManager(doc, { captureTimeout: Infinity }) }));
  try {
    const result = run();
    const changed = parts.filter(({ history }) => history.canUndo());
    return { result, step: changed.length === 0 ? undefined : new Step(name, changed) };
  } finally {
    // What comes after is another step.
    for (const { history } of parts) {
      if (history.canUndo()) history.removeTrackedOrigin(null);
      else history.destroy();
    }
  }
}

/** The items that have a key in a voice of this document, with the root they stand in. */
function itemsIn(doc: Y.Doc): Map<string, string> {
  const found = new Map<string, string>();
  for (const root of KINDS_IN.voice.keys()) {
    if (!doc.share.has(root)) continue;
    for (const key of doc.getMap(root).keys()) found.set(key.slice(0, key.indexOf('/')), root);
  }
  return found;
}
