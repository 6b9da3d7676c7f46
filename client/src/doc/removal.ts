// Taking words out of a joint text, and putting them back: whose words would go, and where words that went stood. Pure but
// for reading the text.
import * as Y from 'yjs';
import { FIELDS, type ItemId, KINDS, type Kind } from '../schema.gen';
import { jointTextRoot } from './write';

/** How many units between two places of a text were written by others; `mine` knows it of each client id and clock. */
export function othersIn(
  text: Y.Text,
  from: number,
  to: number,
  mine: (client: number, clock: number) => boolean,
): number {
  let at = 0;
  let others = 0;
  for (let item = text._start; item !== null && at < to; item = item.right) {
    if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
    const end = at + item.length;
    for (let unit = Math.max(at, from); unit < Math.min(end, to); unit++) {
      if (!mine(item.id.client, item.id.clock + unit - at)) others++;
    }
    at = end;
  }
  return others;
}

/** Whether anything of a joint thing is someone else's: a field, or words of a joint text. */
export function hasOfOthers(
  doc: Y.Doc,
  kind: Kind,
  id: ItemId,
  mine: (client: number, clock: number) => boolean,
): boolean {
  const root = KINDS[kind].root;
  for (const [key, item] of doc.getMap(root)._map) {
    if (!item.deleted && key.startsWith(`${id}/`) && !mine(item.id.client, item.id.clock)) return true;
  }
  return Object.entries(FIELDS[kind]).some(([field, { shape }]) => {
    const name = jointTextRoot(kind, id, field);
    if (shape !== 'joint' || !doc.share.has(name)) return false;
    const text = doc.getText(name);
    return othersIn(text, 0, text.length, mine) > 0;
  });
}

/**
 * Where words that were taken out stood, by what stood before and after them: between the two where they still meet, else
 * beside the one that is left, else at the end.
 */
export function placeFor(text: string, before: string, after: string): number {
  if (before !== '' && after !== '') {
    const both = text.indexOf(before + after);
    if (both >= 0) return both + before.length;
  }
  if (before !== '') {
    const left = text.indexOf(before);
    if (left >= 0) return left + before.length;
  }
  const right = after === '' ? -1 : text.indexOf(after);
  if (right >= 0) return right;
  return before === '' && after !== '' ? 0 : text.length;
}

/** Puts words back as one insert, equal to what was taken out, so that they stay whose they were. */
export function putBack(text: Y.Text, words: string, before: string, after: string): void {
  const at = placeFor(text.toString(), before, after);
  text.doc?.transact(() => text.insert(at, words));
}
