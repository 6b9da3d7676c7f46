// Words of this person that could not be put where they were written. They are kept at once in the person's own room, where
// only they read them and where they outlive this page. Only when the own room can't take them do they live in this page, which
// then asks before it goes.
import type * as Y from 'yjs';
import { dropDraft, startDraft, typeDraft } from '../../doc/draft-write';
import { documentName } from '../../doc/names';
import { CannotDo, type ConflictView } from '../store';
import { randomId } from './documents';

/** More than this fits in no frame of the wire; then the page alone keeps it. */
const DRAFT_MAX = 15_000;

/** What keeping copies needs of the rest. */
export interface CopyKeepers {
  /** The name and the Y.Doc of one's own room; nothing when it can't be written now. */
  self(): { name: string; doc: Y.Doc } | undefined;
  /** Words are only in this page from now on, or no longer. */
  hold(): void;
  letGo(): void;
  changed(): void;
}

/** The copies that are still to be looked at. */
export class Copies {
  list: readonly ConflictView[] = $state.raw([]);
  private readonly held = new Set<string>();
  /** What to do once a copy that only this page holds was looked at. */
  private readonly after = new Map<string, () => void>();

  constructor(private readonly at: CopyKeepers) {}

  /** Keeps words that were meant for a document. `done`: called once they are kept, or who wrote them looked at them. */
  add(document: string, words: string, done: () => void = () => undefined): void {
    const draft = this.keep(document, words);
    const id = draft ?? randomId();
    if (draft === null) {
      this.held.add(id);
      this.after.set(id, done);
      this.at.hold();
    } else done();
    this.list = [...this.list, { id, words, room: documentName(document)?.room ?? null, draft }];
    this.at.changed();
  }

  /** Goes on with it in *Van mij*; answers the draft. */
  take(id: string): string {
    const copy = this.list.find((one) => one.id === id);
    const draft = copy?.draft ?? (copy === undefined ? null : this.keep('', copy.words));
    if (draft === null) throw new CannotDo('one’s own room can’t be written now');
    this.close(id);
    return draft;
  }

  /** Throws it away. */
  putAway(id: string): void {
    const copy = this.list.find((one) => one.id === id);
    const doc = this.at.self()?.doc;
    if (copy?.draft != null && doc !== undefined) dropDraft(doc, copy.draft);
    this.close(id);
  }

  private keep(document: string, words: string): string | null {
    const self = this.at.self();
    // What one's own room refused it would refuse again.
    if (self === undefined || self.name === document || words.length > DRAFT_MAX) return null;
    const draft = randomId();
    self.doc.transact(() => {
      startDraft(self.doc, 'story', draft);
      typeDraft(self.doc, draft, 'text', words);
    });
    return draft;
  }

  private close(id: string): void {
    if (this.held.delete(id)) this.at.letGo();
    this.after.get(id)?.();
    this.after.delete(id);
    this.list = this.list.filter((one) => one.id !== id);
    this.at.changed();
  }
}
