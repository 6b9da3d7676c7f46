// Reads what a person is still writing, in their own room (docs/document-format.md D6). Half-typed as it is, its fields are
// not judged; sharing judges them.
import { DRAFT, type Draft, FIELDS, type ItemId, type Kind, type Plain, type Ready } from '../schema.gen';
import { by, byCodePoint, isFingerprint, isName } from './names';
import type { Note } from './reading';
import { draftItemField, fieldOf, keyParts } from './roots';
import { clean, isDate } from './text';
import { plain } from './value';

/** Takes over what a draft says of itself; false when it is not that. */
function takeOwn(draft: () => Draft, field: string, given: unknown): boolean {
  const value: Plain | undefined = plain(given);
  if (field === 'kind' && typeof value === 'string' && Object.hasOwn(FIELDS, value)) draft().kind = value as Kind;
  else if (field === 'room' && typeof value === 'string' && isName(value)) draft().room = value;
  else if (field === 'shared' && typeof value === 'boolean') draft().shared = value;
  else if (field === 'ready') {
    const waits = readyOf(given);
    if (waits === undefined) return false;
    draft().ready = waits;
  } else return false;
  return true;
}

/** What waits to be shared: one value, lists as names with a space between (D19). */
function readyOf(given: unknown): Ready | undefined {
  if (typeof given !== 'object' || given === null) return undefined;
  const part = (name: string) => (Object.hasOwn(given, name) ? (given as Record<string, unknown>)[name] : undefined);
  const [room, on, about] = [part('room'), part('on'), part('about')];
  const names = (field: string) => {
    const list = part(field);
    const all = typeof list === 'string' ? list.split(' ').filter((name) => name !== '') : undefined;
    return all?.every((name) => isName(name)) ? all : undefined;
  };
  const [readers, without] = [names('readers'), names('without')];
  if (typeof room !== 'string' || typeof on !== 'string' || typeof about !== 'string') return undefined;
  if (!isName(room) || !isDate(on) || !isFingerprint(about) || readers === undefined || without === undefined)
    return undefined;
  return { room, on, about, readers, without };
}

/** Reads the drafts of a voice: what stands in the map and in the texts, by id. */
export function readDrafts(
  found: Iterable<[key: string, value: unknown]>,
  texts: readonly (readonly [id: ItemId, field: string, text: string])[],
  ownOfItem: readonly string[],
  note: Note,
): Draft[] {
  const own: readonly string[] = DRAFT.own_fields;
  const kinds = Object.keys(FIELDS) as Kind[];
  const drafts = new Map<ItemId, Draft>();
  const entry = (id: ItemId): Draft => {
    const draft = drafts.get(id) ?? { id, kind: null, room: null, shared: false, values: {}, sets: {}, texts: {} };
    drafts.set(id, draft);
    return draft;
  };
  for (const [key, given] of found) {
    const parts = keyParts(key);
    if (parts === undefined) {
      note(null, null, 'bad_key');
      continue;
    }
    const [id, field, member] = parts;
    const value = plain(given);
    if (member === undefined && own.includes(field)) {
      if (!takeOwn(() => entry(id), field, given)) note(id, field, 'bad_value');
      continue;
    }
    const name = draftItemField(field);
    if (!ownOfItem.includes(name) && !kinds.some((kind) => fieldOf(kind, name) !== undefined)) {
      note(id, null, 'unknown_field');
    } else if (member === undefined && value !== undefined) {
      entry(id).values[name] = value;
    } else if (member !== undefined && value === true) {
      const { sets } = entry(id);
      sets[name] = [...(sets[name] ?? []), member].sort(byCodePoint);
    } else {
      note(id, null, 'bad_value');
    }
  }
  for (const [id, field, text] of texts) entry(id).texts[field] = clean(text);
  return [...drafts.values()].sort(by((draft) => draft.id));
}
