// Names of documents, items and people (docs/document-format.md D1, D2), and how strings are ordered. All names are ASCII,
// so that `<` orders them as every other language does.
import type { PersonId, RoomId } from '../schema.gen';

/** The kinds of documents; a kind of item lives in one of them. */
export type DocumentHome = 'voice' | 'board' | 'desk';

/** What the name of a document says. */
export interface DocumentName {
  room: RoomId;
  home: DocumentHome;
  /** Whose voice it is; nobody's for a board or a desk. */
  by: PersonId | null;
}

const ITEM = /^[0-9a-f]{8}-[0-9a-f]{4}-[48][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const NAME = /^[a-z0-9:-]{1,120}$/;

/** Whether a string is the id of an item: a UUID of version 4 or 8 in lower case. */
export const isItemId = (text: string): boolean => ITEM.test(text);
/** Whether a string is the name of a case, room, person or outside thing. */
export const isName = (text: string): boolean => NAME.test(text);

/** Takes `<case>/<room>/<document>` apart; nothing when it is not the name of a document. */
export function documentName(text: string): DocumentName | undefined {
  const [inCase = '', room = '', document = '', ...more] = text.split('/');
  if (!isName(inCase) || !isName(room) || more.length > 0) return undefined;
  if (document === 'board' || document === 'desk') return { room, home: document, by: null };
  const by = document.startsWith('voice.') ? document.slice(6) : '';
  return isName(by) ? { room, home: 'voice', by } : undefined;
}

/** Orders names. */
export const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Orders by what `key` gives. */
export const by =
  <T>(key: (value: T) => string) =>
  (a: T, b: T): number =>
    byName(key(a), key(b));

// Places the surrogates behind the rest, as their characters come behind it in UTF-8.
const rank = (unit: number): number => (unit >= 0xe000 ? unit - 0x800 : unit >= 0xd800 ? unit + 0x2000 : unit);

/** Orders any strings by code point, which is the order of their UTF-8 bytes. */
export function byCodePoint(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at += 1) {
    const difference = rank(a.charCodeAt(at)) - rank(b.charCodeAt(at));
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

const FINGERPRINT = /^[0-9a-f]{32}$/;
/** Whether a string is a fingerprint (D13). */
export const isFingerprint = (text: string): boolean => FINGERPRINT.test(text);
