// The live picture: what the open documents say now, under the register's facts. Reads again only what changed, and composes
// again only when more than drafts did: what someone types for themselves touches nothing that others see.
import type * as Y from 'yjs';
import { compose } from '../../doc/compose';
import { by } from '../../doc/names';
import { read } from '../../doc/read';
import type { Reading } from '../../doc/reading';
import type { Facts, Picture } from '../../schema.gen';

/** Composes the picture of one person out of their open documents. */
export class Composition {
  private readonly readings = new Map<string, Reading>();
  private readonly stale = new Set<string>();
  private last: { facts: Facts; picture: Picture } | null = null;

  /** A document has content that wasn't read yet. */
  changed(document: string): void {
    this.stale.add(document);
  }

  /** Whether every document was read at least once or is about to be: before that, parts would be missing. */
  covers(documents: Iterable<string>): boolean {
    for (const name of documents) if (!this.readings.has(name) && !this.stale.has(name)) return false;
    return true;
  }

  /** The picture now. Its items are the same ones as before when only drafts changed. */
  picture(facts: Facts, open: (document: string) => Y.Doc | undefined): Picture {
    let onlyDrafts = this.last?.facts === facts;
    for (const name of this.stale) {
      const doc = open(name);
      if (doc === undefined) continue;
      const before = this.readings.get(name);
      const now = read(name, doc);
      onlyDrafts &&= before !== undefined && differInDrafts(before, now);
      this.readings.set(name, now);
    }
    this.stale.clear();
    const readings = [...this.readings.values()];
    const picture =
      onlyDrafts && this.last !== null
        ? { ...this.last.picture, drafts: readings.flatMap((one) => one.drafts).sort(by((draft) => draft.id)) }
        : compose(readings, facts);
    this.last = { facts, picture };
    return picture;
  }
}

/** Whether two readings of a document say the same but for drafts. Only the voice in a room of one's own has any. */
function differInDrafts(before: Reading, now: Reading): boolean {
  if (before.drafts.length === 0 && now.drafts.length === 0) return false;
  const beside = ({ drafts: _, ...rest }: Reading) => JSON.stringify(rest);
  return beside(before) === beside(now);
}
