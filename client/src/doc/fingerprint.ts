// Fingerprints: of the words of an item (docs/document-format.md D13), and the ids of things named by what they are made
// of (D2).
import { digest } from 'lib0/hash/sha256';
import type { Fingerprint, ItemId, Kind } from '../schema.gen';
import type { ReadItem } from './reading';
import type { AnyFields } from './value';

/** The field that holds what is said, where that isn't `text`; empty where nobody takes a stand by words. */
const WORDS: Partial<Record<Kind, string>> = {
  factor: 'title',
  event: 'title',
  network_person: 'name',
  help: 'name',
  loop: 'name',
  card: 'said_together',
  decision: 'question',
  tie: '',
  rating: '',
  union: '',
  descent: '',
  before: '',
  placement: '',
};

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
const hash = (text: string): Uint8Array => digest(new TextEncoder().encode(text)).subarray(0, 16);

/** What an item says. */
export function words(kind: Kind, fields: AnyFields | null): string {
  if (fields === null) return '';
  if (kind === 'relation') return `${fields.from} ${fields.kind} ${fields.to}`;
  return String(fields[WORDS[kind] ?? 'text'] ?? '');
}

/** The fingerprint of words. */
export const fingerprint = (text: string): Fingerprint => hex(hash(text));

// Hashing costs more than all the rest of a picture; an item that was read stays as it is.
const known = new WeakMap<ReadItem, Fingerprint>();

/** The fingerprint of what an item says. */
export function aboutOf(item: ReadItem): Fingerprint {
  const about = known.get(item) ?? fingerprint(words(item.kind, item.fields));
  known.set(item, about);
  return about;
}

/** The id of a round: the same for everyone who sees its relations. */
export function roundId(relations: readonly ItemId[]): ItemId {
  const bytes = hash([...relations].sort().join(','));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
