// Writing what is still only of its author: drafts, in the voice of their own room (docs/document-format.md D6). Judges single
// values by the field table; texts are typed and judged when they are shared.
import type * as Y from 'yjs';
import { DRAFT, type Kind } from '../schema.gen';
import { changeBetween } from './diff';
import { applyEntries, entriesOf, type FieldInput, isItem, WriteError } from './write';

/** The name of a draft's field: those a draft uses itself stand under a prefix (D6). */
function draftField(field: string): string {
  return (DRAFT.own_fields as readonly string[]).includes(field) ? DRAFT.field_prefix + field : field;
}

/** Starts a draft in the voice of a `self` room; `room` is where it is meant to go, when that is known. */
export function startDraft(doc: Y.Doc, kind: Kind, id: string, room: string | null = null): void {
  if (!isItem(id)) throw new WriteError('draft', 'id');
  const map = doc.getMap('draft');
  doc.transact(() => {
    map.set(`${id}/kind`, kind);
    if (room !== null) map.set(`${id}/room`, room);
  });
}

/** Sets fields of a draft; its texts are typed with {@link typeDraft}. */
export function putDraft(doc: Y.Doc, kind: Kind, id: string, fields: Readonly<Record<string, FieldInput>>): void {
  const map = doc.getMap('draft');
  const written = Object.entries(fields).flatMap(([field, given]) =>
    entriesOf(map, id, kind, field, given, draftField(field)),
  );
  doc.transact(() => applyEntries(map, written));
}

/** Brings the text of a draft to what the field on screen holds now, keeping what did not change. */
export function typeDraft(doc: Y.Doc, id: string, field: string, now: string): void {
  const text = draftTextIn(doc, id, field);
  const change = changeBetween(text.toString(), now);
  if (change === undefined) return;
  doc.transact(() => {
    if (change.remove > 0) text.delete(change.index, change.remove);
    if (change.insert !== '') text.insert(change.index, change.insert);
  });
}

/** The kind of a draft as it stands in its document; nothing when there is no such draft, or when it was shared. */
export function draftKind(doc: Y.Doc, id: string): string | null {
  const map = doc.getMap('draft');
  const kind = map.get(`${id}/kind`);
  return typeof kind === 'string' && map.get(`${id}/shared`) !== true ? kind : null;
}

/** The text of a draft's field. */
export function draftTextIn(doc: Y.Doc, id: string, field: string): Y.Text {
  return doc.getText(`draft:${id}/${field}`);
}

/** What a draft's text says now. */
export function draftText(doc: Y.Doc, id: string, field: string): string {
  return draftTextIn(doc, id, field).toString();
}

/** Marks a draft as shared: the copy in `room` is the item from now on, and the draft only points to it. */
export function pointDraft(doc: Y.Doc, id: string, room: string): void {
  const map = doc.getMap('draft');
  doc.transact(() => {
    for (const key of [...map.keys()]) if (key.startsWith(`${id}/`) && key !== `${id}/kind`) map.delete(key);
    map.set(`${id}/room`, room);
    map.set(`${id}/shared`, true);
    dropTexts(doc, id);
  });
}

/** Throws a draft away. */
export function dropDraft(doc: Y.Doc, id: string): void {
  const map = doc.getMap('draft');
  doc.transact(() => {
    for (const key of [...map.keys()]) if (key.startsWith(`${id}/`)) map.delete(key);
    dropTexts(doc, id);
  });
}

function dropTexts(doc: Y.Doc, id: string): void {
  for (const name of [...doc.share.keys()]) {
    if (!name.startsWith(`draft:${id}/`)) continue;
    const text = doc.getText(name);
    if (text.length > 0) text.delete(0, text.length);
  }
}
