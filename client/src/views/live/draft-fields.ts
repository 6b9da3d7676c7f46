// Fields on screen that are tied to the texts of drafts: what is typed goes into the text where it was typed, so that somebody who
// has one draft open on two devices loses no letter of either.
import type * as Y from 'yjs';
import { bindText, type TextBinding, type TextField } from '../../doc/text-binding';

interface Bound {
  text: Y.Text | undefined;
  binding: TextBinding | undefined;
  again(): void;
}

/** The fields that are tied to a draft now. */
export class DraftFields {
  private readonly bound = new Set<Bound>();

  /** Ties a field to the text that `text` gives, another one after its document was replaced. Answers how to let go. */
  bind(text: () => Y.Text | undefined, field: TextField): () => void {
    const bound: Bound = {
      text: undefined,
      binding: undefined,
      again() {
        const now = text();
        if (now === undefined || now === bound.text) return;
        const { selectionStart, selectionEnd } = field;
        bound.binding?.destroy();
        bound.text = now;
        bound.binding = bindText(now, field);
        if (field.ownerDocument.activeElement === field) field.setSelectionRange(selectionStart, selectionEnd);
      },
    };
    bound.again();
    this.bound.add(bound);
    return () => {
      this.bound.delete(bound);
      bound.binding?.destroy();
    };
  }

  /** A document got another Y.Doc: its fields are tied to that one. */
  replaced(): void {
    for (const one of this.bound) one.again();
  }
}
