// Putting away what is joint, and finding it again (docs/document-format.md D9): on a board and a desk nothing is deleted,
// so that a thing put away keeps its words and comes back as it was.
import type * as Y from 'yjs';
import { FIELDS, type ItemId, KINDS, type Kind } from '../schema.gen';
import { KINDS_IN, keyParts } from './roots';
import { jointTextRoot } from './write';

/** Something that was put away. */
export interface PutAway {
  readonly id: ItemId;
  readonly kind: Kind;
  /** Its fields of one value, and its joint texts. */
  readonly values: Readonly<Record<string, string>>;
}

/** Who wrote a field of a thing as it stands, by client id and clock. */
export function writerOf(
  doc: Y.Doc,
  kind: Kind,
  id: ItemId,
  field: string,
): [client: number, clock: number] | undefined {
  const entry = doc.getMap(KINDS[kind].root)._map.get(`${id}/${field}`);
  return entry === undefined || entry.deleted ? undefined : [entry.id.client, entry.id.clock];
}

/** Takes a joint thing off the picture; its words stay in the document. */
export function putAway(doc: Y.Doc, kind: Kind, id: ItemId): void {
  doc.getMap(KINDS[kind].root).set(`${id}/withdrawn`, true);
}

/** Puts it back as it was. */
export function bringBack(doc: Y.Doc, kind: Kind, id: ItemId): void {
  const map = doc.getMap(KINDS[kind].root);
  if (map.has(`${id}/withdrawn`)) map.delete(`${id}/withdrawn`);
}

/** What was put away in this document and can come back whole. */
export function putAwayIn(home: 'board' | 'desk', doc: Y.Doc): PutAway[] {
  return [...KINDS_IN[home]].flatMap(([root, kind]) => {
    if (!doc.share.has(root)) return [];
    const map = doc.getMap(root);
    return [...map.keys()].flatMap((key): PutAway[] => {
      const parts = keyParts(key);
      if (parts === undefined || parts[1] !== 'withdrawn' || map.get(key) !== true) return [];
      const [id] = parts;
      const fields = Object.entries(FIELDS[kind]);
      if (fields.some(([field, def]) => def.required && !map.has(`${id}/${field}`))) return [];
      const values = fields.flatMap(([field, def]): [string, string][] => {
        const value = def.shape === 'joint' ? textOf(doc, jointTextRoot(kind, id, field)) : map.get(`${id}/${field}`);
        return typeof value === 'string' ? [[field, value]] : [];
      });
      return [{ id, kind, values: Object.fromEntries(values) }];
    });
  });
}

/** Looks without making the root. */
function textOf(doc: Y.Doc, root: string): string {
  return doc.share.has(root) ? doc.getText(root).toString() : '';
}
