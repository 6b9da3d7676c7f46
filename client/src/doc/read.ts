// A document as typed values. Tolerant: what is not valid is reported and skipped, never repaired (docs/document-format.md
// D8), and nothing in a document makes reading throw. Reads one document whole; which documents, and when again, is the
// caller's.
import type * as Y from 'yjs';
import {
  type DocumentId,
  type Draft,
  FIELDS,
  type ItemId,
  type Kind,
  LIMITS,
  MARKS,
  type Mark,
  type MarkField,
  type NodeId,
  type Phase,
  type Plain,
  type Point,
  type Report,
  type ValueType,
} from '../schema.gen';
import { readDrafts } from './drafts';
import { by, byName, documentName, isFingerprint, isItemId, isName } from './names';
import { type Note, type Position, type ReadItem, type Reading, tidy } from './reading';
import { BEGUN_KEY, draftText, entries, fieldOf, isMapRoot, jointText, KINDS_IN, keyParts, textIn } from './roots';
import { clean, isLonger, parseText } from './text';
import { type FieldValue, parseValue, plain } from './value';

/** Fields that an item of any kind may have beside those of its kind; outside a voice only the last. */
const OWN_FIELDS: Readonly<Record<string, ValueType>> = {
  words_of: { type: 'person' },
  words_from: { type: 'short' },
  adopts: { type: 'item' },
  same_as: { type: 'room' },
  withdrawn: { type: 'bool' },
};
const DRAWINGS = ['map', 'ecogram', 'genogram', 'timeline'] as const;
const POINT: ValueType = { type: 'point' };
const DESK: Readonly<Record<string, ValueType>> = {
  phase: { type: 'choice', choice: 'phase' },
  round: { type: 'whole', min: 1, max: 9999 },
};
const ORDER_KEY = /^[0-9A-Za-z]{1,2000}$/;

/** The keys of one item, taken apart but not yet judged. */
interface Raw {
  /** Single values and joint texts. */
  values: Map<string, Plain | undefined>;
  /** Members of sets, with whether their value is `true`. */
  members: [field: string, member: string, there: boolean][];
}

type Entries = Iterable<[key: string, value: unknown]>;
type JointTexts = readonly (readonly [kind: Kind, id: ItemId, field: string, text: string])[];

function emptied<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}

function readItems(kind: Kind, found: Entries, texts: JointTexts, voice: boolean, note: Note): ReadItem[] {
  const raws = new Map<ItemId, Raw>();
  const raw = (id: ItemId) => emptied(raws, id, () => ({ values: new Map(), members: [] }));
  for (const [key, value] of found) {
    const parts = keyParts(key);
    if (parts === undefined) {
      note(null, null, 'bad_key');
      continue;
    }
    const [id, field, member] = parts;
    const own = field === 'withdrawn' || (voice && Object.hasOwn(OWN_FIELDS, field));
    const shape = fieldOf(kind, field)?.shape;
    if (member === undefined && (own || shape === 'single')) raw(id).values.set(field, plain(value));
    else if (member !== undefined && shape === 'set') raw(id).members.push([field, member, value === true]);
    else note(id, null, 'unknown_field');
  }
  for (const [of, id, field, text] of texts) {
    if (of === kind) raw(id).values.set(field, text);
  }
  const items = [];
  for (const [id, fields] of raws) {
    const item = readItem(kind, id, fields, note);
    if (item !== undefined) items.push(item);
  }
  return items.sort(by((item) => item.id));
}

function readItem(kind: Kind, id: ItemId, raw: Raw, note: Note): ReadItem | undefined {
  if (raw.values.get('withdrawn') === true) {
    return { id, kind, fields: null, words_of: null, words_from: null, adopts: null, same_as: null };
  }
  const single = (name: string, type: ValueType) => {
    if (!raw.values.has(name)) return null;
    const value = parseValue(type, raw.values.get(name));
    if (value === undefined) note(id, name, 'bad_value');
    return value ?? null;
  };
  const own = (name: string, type: ValueType) => single(name, type) as string | null;
  const [words_of = null, words_from = null, adopts = null, same_as = null] = Object.entries(OWN_FIELDS).map(
    ([name, type]) => own(name, type),
  );
  const fields: Record<string, FieldValue> = {};
  let whole = true;
  for (const [name, def] of Object.entries(FIELDS[kind])) {
    if (def.shape === 'single') {
      const value = single(name, def.value);
      if (def.required && value === null) {
        note(id, name, 'missing_required');
        whole = false;
      }
      fields[name] = value;
    } else if (def.shape === 'joint') {
      const text = clean((raw.values.get(name) as string | undefined) ?? '');
      if (isLonger(text, LIMITS.long_max)) note(id, name, 'too_long');
      fields[name] = text;
    } else {
      const set = new Set<string>();
      for (const [field, member, there] of raw.members) {
        if (field !== name) continue;
        const value = there ? parseValue(def.value, member) : undefined;
        if (value === undefined) note(id, name, 'bad_value');
        else set.add(value as string);
      }
      fields[name] = [...set].sort(byName);
    }
  }
  if (!whole) return undefined;
  return { id, kind, fields, words_of, words_from, adopts, same_as };
}

function readMark(field: MarkField, value: unknown): Mark | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const part = (name: string) => (Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined);
  const is = parseValue(MARKS[field].value, plain(part('is')));
  const given = part('words') ?? null;
  const words = typeof given === 'string' ? parseText(given, LIMITS.long_max) : given === null ? null : undefined;
  const about = part('about');
  if (is === undefined || words === undefined || typeof about !== 'string' || !isFingerprint(about)) return undefined;
  return MARKS[field].needs_words && words === null ? undefined : ({ field, is, words, about } as Mark);
}

function readMarks(found: Entries, note: Note): [ItemId, Mark][] {
  const marks: [ItemId, Mark][] = [];
  for (const [key, value] of found) {
    const parts = keyParts(key);
    if (key === BEGUN_KEY && value === true) continue;
    if (parts === undefined || parts[2] !== undefined) {
      note(null, null, 'bad_key');
    } else if (!Object.hasOwn(MARKS, parts[1])) {
      note(parts[0], null, 'unknown_field');
    } else {
      const mark = readMark(parts[1] as MarkField, value);
      if (mark === undefined) note(parts[0], parts[1], 'bad_value');
      else marks.push([parts[0], mark]);
    }
  }
  return marks;
}

function readOrder(found: Entries, note: Note): ItemId[] {
  const order: [ItemId, string][] = [];
  for (const [id, key] of found) {
    if (!isItemId(id)) note(null, null, 'bad_key');
    else if (typeof key === 'string' && ORDER_KEY.test(key)) order.push([id, key]);
    else note(id, null, 'bad_value');
  }
  return order.sort((a, b) => byName(a[1], b[1]) || byName(a[0], b[0])).map(([id]) => id);
}

function readPositions(found: Entries, note: Note): [NodeId, Position][] {
  const positions = new Map<NodeId, Record<(typeof DRAWINGS)[number], Point | null>>();
  for (const [key, value] of found) {
    const [id = '', field, ...more] = key.split('/');
    const item = isItemId(id) ? id : null;
    const drawing = DRAWINGS.find((name) => name === field);
    if (!isName(id) || field === undefined || more.length > 0) {
      note(null, null, 'bad_key');
    } else if (drawing === undefined) {
      note(item, null, 'unknown_field');
    } else {
      const point = parseValue(POINT, plain(value));
      if (point === undefined) note(item, field, 'bad_value');
      else {
        const none = () => ({ map: null, ecogram: null, genogram: null, timeline: null });
        emptied(positions, id, none)[drawing] = point as Point;
      }
    }
  }
  return [...positions];
}

function readDesk(found: Entries, note: Note): { phase: Phase | null; round: number | null } {
  const desk: Record<string, unknown> = { phase: null, round: null };
  for (const [key, value] of found) {
    const type = Object.hasOwn(DESK, key) ? DESK[key] : undefined;
    if (type === undefined) {
      note(null, null, 'unknown_field');
      continue;
    }
    desk[key] = parseValue(type, plain(value)) ?? null;
    if (desk[key] === null) note(null, key, 'bad_value');
  }
  return desk as { phase: Phase | null; round: number | null };
}

/** Reads a document whole. What has no document's name says nothing. */
export function read(document: DocumentId, doc: Y.Doc): Reading {
  const name = documentName(document) ?? { room: '', home: 'desk', by: null };
  const { home } = name;
  const reports: Report[] = [];
  const note: Note = (item, field, reason) => reports.push({ document, item, field, reason });
  const texts: [Kind, ItemId, string, string][] = [];
  const draftTexts: [ItemId, string, string][] = [];
  for (const [root, type] of name.room === '' ? [] : doc.share) {
    if (isMapRoot(home, root)) continue;
    const text = textIn(type);
    const joint = jointText(home, root);
    const draft = draftText(home, root);
    if (joint !== undefined) text === '' || texts.push([...joint, text]);
    else if (draft !== undefined) text === '' || draftTexts.push([...draft, text]);
    else if (text !== '' || !entries(type).next().done) note(null, null, 'unknown_root');
  }
  const found = (root: string): Entries =>
    name.room !== '' && isMapRoot(home, root) ? entries(doc.share.get(root)) : [];
  const items = [...KINDS_IN[home]].flatMap(([root, kind]) =>
    readItems(kind, found(root), texts, home === 'voice', note),
  );
  const marks = readMarks(found('mark'), note);
  const order = readOrder(found('order'), note);
  const positions = readPositions(found('position'), note);
  const desk = readDesk(found('desk'), note);
  const drafts: Draft[] = readDrafts(found('draft'), draftTexts, Object.keys(OWN_FIELDS), note);
  return { document, ...name, items, marks, order, positions, ...desk, drafts, reports: tidy(reports) };
}
