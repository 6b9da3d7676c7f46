// Writing what someone says into a document: flat keys, judged against the field table first (docs/document-format.md D4 to
// D13). Owns no document and no permission; what is not valid is refused whole, so that nothing half lands.
import type * as Y from 'yjs';
import {
  CHOICES,
  FIELDS,
  KINDS,
  type Kind,
  LIMITS,
  MARKS,
  type MarkField,
  type Plain,
  type ValueType,
} from '../schema.gen';
import { isDate } from './text';

/** What a field may be given: one value, the members of a set, or nothing. */
export type FieldInput = Plain | readonly string[] | null;

/** Whether this is the id of an item (D2). */
export const isItem = (id: string): boolean => ITEM.test(id);

/** Whether this is the name of a person, a room or an outside thing (D1). */
export const isName = (name: string): boolean => NAME.test(name);

/** What was asked to be written does not fit the field table. Says where, never what. */
export class WriteError extends Error {
  constructor(
    readonly kind: string,
    readonly field: string,
  ) {
    super(`${kind}/${field} does not take this value`);
    this.name = 'WriteError';
  }
}

const ITEM = /^[0-9a-f]{8}-[0-9a-f]{4}-[48][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const NAME = /^[a-z0-9:-]{1,120}$/;
const POINT = /^-?\d{1,6},-?\d{1,6}$/;
const TEXT_MAX: Partial<Record<ValueType['type'], number>> = {
  title: LIMITS.title_max,
  short: LIMITS.short_max,
  long: LIMITS.long_max,
};
// Made when first needed: few texts come near their bound.
let characters: Intl.Segmenter | undefined;

function charactersIn(text: string): number {
  characters ??= new Intl.Segmenter('nl', { granularity: 'grapheme' });
  return [...characters.segment(text)].length;
}

/** A text as documents hold it (D10); nothing when it is empty, too long or holds a control character. */
export function cleanText(text: string, max: number): string | undefined {
  const clean = text.replace(/\r\n?/g, '\n').replace(/\t/g, ' ').normalize('NFC').trim();
  if (clean === '' || /[\p{Cc}]/u.test(clean.replaceAll('\n', ''))) return undefined;
  if (clean.length > max && charactersIn(clean) > max) return undefined;
  return clean;
}

/** A value as the field's type takes it; nothing when it does not. */
function judged(type: ValueType, value: Plain): Plain | undefined {
  const max = TEXT_MAX[type.type];
  if (max !== undefined) return typeof value === 'string' ? cleanText(value, max) : undefined;
  if (type.type === 'bool') return typeof value === 'boolean' ? value : undefined;
  if (type.type === 'whole') {
    return typeof value === 'number' && Number.isInteger(value) && value >= type.min && value <= type.max
      ? value
      : undefined;
  }
  if (typeof value !== 'string') return undefined;
  switch (type.type) {
    case 'choice':
      return (CHOICES[type.choice] as readonly string[]).includes(value) ? value : undefined;
    case 'item':
      return ITEM.test(value) ? value : undefined;
    case 'date':
      return isDate(value) ? value : undefined;
    case 'point':
      return POINT.test(value) ? value : undefined;
    default:
      return NAME.test(value) ? value : undefined;
  }
}

/** One key of a map, and what it holds from now on. */
export interface Entry {
  key: string;
  value: Plain | undefined;
}

/** The keys that giving a field this value sets, and with `undefined` takes away. */
export function entriesOf(
  map: Y.Map<unknown>,
  id: string,
  kind: Kind,
  field: string,
  given: FieldInput,
  key: string,
): Entry[] {
  const def = FIELDS[kind][field];
  if (def === undefined || def.shape === 'joint') throw new WriteError(kind, field);
  if (def.shape === 'single') {
    if (given === null) return [{ key: `${id}/${key}`, value: undefined }];
    const value = isSet(given) ? undefined : judged(def.value, given);
    if (value === undefined) throw new WriteError(kind, field);
    return map.get(`${id}/${key}`) === value ? [] : [{ key: `${id}/${key}`, value }];
  }
  const members = given === null ? [] : isSet(given) ? given : [];
  if (given !== null && !isSet(given)) throw new WriteError(kind, field);
  for (const member of members) if (judged(def.value, member) === undefined) throw new WriteError(kind, field);
  const wanted = new Set(members);
  const prefix = `${id}/${key}/`;
  const gone = [...map.keys()].filter((one) => one.startsWith(prefix) && !wanted.has(one.slice(prefix.length)));
  return [
    ...gone.map((one) => ({ key: one, value: undefined })),
    ...members.filter((one) => map.get(prefix + one) !== true).map((one) => ({ key: prefix + one, value: true })),
  ];
}

function isSet(given: FieldInput): given is readonly string[] {
  return Array.isArray(given);
}

/** Writes keys, or takes them away. */
export function applyEntries(map: Y.Map<unknown>, written: readonly Entry[]): void {
  for (const { key, value } of written) {
    if (value !== undefined) map.set(key, value);
    else if (map.has(key)) map.delete(key);
  }
}

/** Writes fields of an item, all or none. A new item must come with what its kind requires (D8). */
export function putItem(doc: Y.Doc, kind: Kind, id: string, fields: Readonly<Record<string, FieldInput>>): void {
  if (!ITEM.test(id)) throw new WriteError(kind, 'id');
  const map = doc.getMap(KINDS[kind].root);
  const written = Object.entries(fields).flatMap(([field, given]) => entriesOf(map, id, kind, field, given, field));
  for (const [field, def] of Object.entries(FIELDS[kind])) {
    const there = map.has(`${id}/${field}`) ? fields[field] !== null : (fields[field] ?? null) !== null;
    if (def.required && !there) throw new WriteError(kind, field);
  }
  doc.transact(() => applyEntries(map, written));
}

/** Puts members in and out of a set, leaving those alone that someone else put in meanwhile. */
export function changeSet(
  doc: Y.Doc,
  kind: Kind,
  id: string,
  field: string,
  change: { add?: readonly string[]; remove?: readonly string[] },
): void {
  const def = FIELDS[kind][field];
  const add = change.add ?? [];
  if (!ITEM.test(id) || def?.shape !== 'set') throw new WriteError(kind, field);
  if (add.some((member) => judged(def.value, member) === undefined)) throw new WriteError(kind, field);
  const map = doc.getMap(KINDS[kind].root);
  const gone = (change.remove ?? []).filter((member) => !add.includes(member));
  doc.transact(() =>
    applyEntries(map, [
      ...gone.map((member) => ({ key: `${id}/${field}/${member}`, value: undefined })),
      ...add
        .map((member) => ({ key: `${id}/${field}/${member}`, value: true }))
        .filter(({ key }) => map.get(key) !== true),
    ]),
  );
}

/** Starts a joint thing with its first words, as one update. */
export function startJoint(
  doc: Y.Doc,
  kind: Kind,
  id: string,
  fields: Readonly<Record<string, FieldInput>>,
  texts: Readonly<Record<string, string>>,
): void {
  const words = Object.entries(texts).flatMap(([field, text]) => {
    if (FIELDS[kind][field]?.shape !== 'joint') throw new WriteError(kind, field);
    const clean = cleanText(text, LIMITS.long_max);
    if (clean === undefined && text.trim() !== '') throw new WriteError(kind, field);
    return clean === undefined ? [] : [[jointTextRoot(kind, id, field), clean] as const];
  });
  doc.transact(() => {
    putItem(doc, kind, id, fields);
    for (const [root, text] of words) doc.getText(root).insert(0, text);
  });
}

/** Takes an item back: its words go, its id stays (D9). */
export function withdrawItem(doc: Y.Doc, kind: Kind, id: string): void {
  const map = doc.getMap(KINDS[kind].root);
  doc.transact(() => {
    for (const key of [...map.keys()]) if (key.startsWith(`${id}/`) && key !== `${id}/withdrawn`) map.delete(key);
    map.set(`${id}/withdrawn`, true);
  });
}

/** Sets what someone says of an item: one plain value (D12). `about` is the fingerprint of the item's words now. */
export function putMark(
  doc: Y.Doc,
  item: string,
  field: MarkField,
  mark: { is: Plain; words: string | null; about: string },
): void {
  const value = judged(MARKS[field].value, mark.is);
  const words = mark.words === null ? undefined : cleanText(mark.words, LIMITS.long_max);
  if (value === undefined || (mark.words !== null && words === undefined)) throw new WriteError('mark', field);
  if (MARKS[field].needs_words && words === undefined) throw new WriteError('mark', field);
  if (!ITEM.test(item) || !/^[0-9a-f]{32}$/.test(mark.about)) throw new WriteError('mark', field);
  doc.getMap('mark').set(`${item}/${field}`, {
    is: value,
    ...(words === undefined ? {} : { words }),
    about: mark.about,
  });
}

/** Takes back what someone said of an item. */
export function dropMark(doc: Y.Doc, item: string, field: MarkField): void {
  const map = doc.getMap('mark');
  if (map.has(`${item}/${field}`)) map.delete(`${item}/${field}`);
}

/** Notes at the copy in a narrower room that a wider room has the same item (D14). */
export function noteWider(doc: Y.Doc, kind: Kind, id: string, room: string): void {
  if (!NAME.test(room)) throw new WriteError(kind, 'same_as');
  doc.getMap(KINDS[kind].root).set(`${id}/same_as`, room);
}

/** The root of the text of a joint item, for a *samen-schrijven* session (D6). */
export function jointTextRoot(kind: Kind, id: string, field = 'text'): string {
  return `text:${KINDS[kind].root}/${id}/${field}`;
}
