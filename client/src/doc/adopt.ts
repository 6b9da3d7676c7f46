// Taking over words that somebody else wrote down for one (docs/document-format.md D16): an own item that names the one it
// takes over, whose id stays.
import type * as Y from 'yjs';
import { KINDS, type Kind } from '../schema.gen';
import { type FieldInput, putItem } from './write';

/** Writes the own words `fields` under `own` in place of the item `adopts`. */
export function adoptItem(
  doc: Y.Doc,
  kind: Kind,
  own: string,
  adopts: string,
  fields: Readonly<Record<string, FieldInput>>,
): void {
  doc.transact(() => {
    putItem(doc, kind, own, fields);
    doc.getMap(KINDS[kind].root).set(`${own}/adopts`, adopts);
  });
}
