// Moving things in an order: one's own in a voice, the joint one on a board (docs/document-format.md D5). Every thing has
// one key, so that moves of two people at once neither lose nor double anything.
import type * as Y from 'yjs';
import type { ItemId } from '../schema.gen';
import { between, isKey, type RandomBytes, randomBytes } from './fractional';
import { byName, isItemId } from './names';
import { WriteError } from './write';

type Entry = readonly [key: string, id: ItemId];

function entriesOf(map: Y.Map<unknown>, without: ItemId): Entry[] {
  const found: Entry[] = [];
  for (const [id, key] of map.entries()) {
    if (id !== without && isItemId(id) && typeof key === 'string' && isKey(key)) found.push([key, id]);
  }
  return found.sort((a, b) => byName(a[0], b[0]) || byName(a[1], b[1]));
}

/** Puts a thing right behind another one of this order, or first. */
export function placeAfter(doc: Y.Doc, item: ItemId, after: ItemId | null, random: RandomBytes = randomBytes()): void {
  const map = doc.getMap('order');
  const others = entriesOf(map, item);
  const before = after === null ? undefined : others.find(([, id]) => id === after)?.[0];
  if (!isItemId(item) || (after !== null && before === undefined)) throw new WriteError('order', 'after');
  const next = others.find(([key]) => before === undefined || key > before)?.[0];
  const key = between(before ?? null, next ?? null, random);
  if (!isKey(key)) throw new WriteError('order', 'key');
  map.set(item, key);
}

/** Takes a thing out of this order. */
export function takeOut(doc: Y.Doc, item: ItemId): void {
  const map = doc.getMap('order');
  if (map.has(item)) map.delete(item);
}

/** Where a thing goes that moves by one place: the one it comes to stand behind; nothing when it can't go there. */
export function neighbour(
  order: readonly ItemId[],
  item: ItemId,
  step: 'up' | 'down',
): { after: ItemId | null } | undefined {
  const at = order.indexOf(item);
  if (at < 0) return undefined;
  if (step === 'up') return at === 0 ? undefined : { after: order[at - 2] ?? null };
  const next = order[at + 1];
  return next === undefined ? undefined : { after: next };
}

/** Where a thing goes that is dropped at a place of the order as it is shown; nothing when it stays. */
export function dropAt(order: readonly ItemId[], item: ItemId, place: number): { after: ItemId | null } | undefined {
  const rest = order.filter((one) => one !== item);
  const to = Math.max(0, Math.min(rest.length, place));
  return order.indexOf(item) === to ? undefined : { after: rest[to - 1] ?? null };
}

/** The ids of this order, first thing first. */
export function orderOf(doc: Y.Doc): ItemId[] {
  return entriesOf(doc.getMap('order'), '').map(([, id]) => id);
}

/** Which of these keep their keys: as many as go up already. */
function keeping(keys: readonly (string | undefined)[]): Set<number> {
  const best: { length: number; previous: number }[] = [];
  let last = -1;
  for (const [at, key] of keys.entries()) {
    let found = { length: key === undefined ? 0 : 1, previous: -1 };
    for (let earlier = 0; key !== undefined && earlier < at; earlier += 1) {
      const other = keys[earlier];
      const length = (best[earlier]?.length ?? 0) + 1;
      if (other !== undefined && other < key && length > found.length) found = { length, previous: earlier };
    }
    best.push(found);
    if (found.length > (best[last]?.length ?? 0)) last = at;
  }
  const kept = new Set<number>();
  for (let at = last; at >= 0; at = best[at]?.previous ?? -1) kept.add(at);
  return kept;
}

/** Brings this order to a whole list, moving no more than has to move. */
export function putOrder(doc: Y.Doc, items: readonly ItemId[]): void {
  if (new Set(items).size !== items.length || !items.every(isItemId)) throw new WriteError('order', 'item');
  const map = doc.getMap('order');
  const kept = keeping(items.map((item) => map.get(item)).map((key) => (typeof key === 'string' ? key : undefined)));
  doc.transact(() => {
    for (const item of [...map.keys()]) if (!items.some((one, at) => one === item && kept.has(at))) map.delete(item);
    for (const [at, item] of items.entries()) if (!kept.has(at)) placeAfter(doc, item, items[at - 1] ?? null);
  });
}
