// The live picture: what the open documents say now, under the register's facts. Reads again only what changed.
import type * as Y from 'yjs';
import { compose } from '../../doc/compose';
import { read } from '../../doc/read';
import type { Reading } from '../../doc/reading';
import type { Facts, Picture } from '../../schema.gen';

/** Composes the picture of one person out of their open documents. */
export class Composition {
  private readonly readings = new Map<string, Reading>();
  private readonly stale = new Set<string>();

  /** A document has content that wasn't read yet. */
  changed(document: string): void {
    this.stale.add(document);
  }

  /** Whether every document was read at least once or is about to be: before that, parts would be missing. */
  covers(documents: Iterable<string>): boolean {
    for (const name of documents) if (!this.readings.has(name) && !this.stale.has(name)) return false;
    return true;
  }

  /** The picture now. */
  picture(facts: Facts, open: (document: string) => Y.Doc | undefined): Picture {
    for (const name of this.stale) {
      const doc = open(name);
      if (doc !== undefined) this.readings.set(name, read(name, doc));
    }
    this.stale.clear();
    return compose([...this.readings.values()], facts);
  }
}
