// What stood in a joint text before it was taken out: asked of the server, which alone knows who wrote and who removed it,
// and put back as an edit of whoever taps.
import type { Api } from '../../api';
import { putBack } from '../../doc/removal';
import { jointTextRoot } from '../../doc/write';
import { CannotDo } from '../store';
import type { Workplace } from './actions';

/** Words that were taken out of a joint text. */
export interface RemovedView {
  words: string;
  /** Whose words they are. */
  by: readonly string[];
  removedBy: string | null;
  day: string;
  /** What stands around the place where they stood. */
  before: string;
  after: string;
}

/** Reading what stood in a joint text, and putting it back. */
export interface RemovedActions {
  removedWords(item: string, field: string): Promise<readonly RemovedView[]>;
  putBackWords(item: string, field: string, removed: RemovedView): void;
}

/** The actions on what was taken out, of one person in one case. */
export function removedActions(at: Workplace, api: Pick<Api, 'removed'>): RemovedActions {
  const root = (id: string, field: string) => {
    const found = at.picture().items.find((one) => one.id === id);
    if (found === undefined) throw new CannotDo('no such item');
    return { document: at.documents.name(found.room, 'board'), text: jointTextRoot(found.kind, id, field) };
  };
  return {
    async removedWords(item, field) {
      const { document, text } = root(item, field);
      return api.removed(at.me.case, document, text);
    },
    putBackWords(item, field, { words, before, after }) {
      const { document, text } = root(item, field);
      const doc = at.writable(document) ? at.documents.open(document) : undefined;
      if (doc === undefined) throw new CannotDo('what is joint can’t be written here');
      putBack(doc.getText(text), words, before, after);
      at.changed();
    },
  };
}
