// Taking one's own words along to the room that took over from another (docs/document-format.md D14, D15). Writes nothing but
// what its author chose: ids stay, and nothing goes that names what is not there. Only documents; who may, is the caller's.
import type * as Y from 'yjs';
import { HOLDER, type ItemId, ROOTS } from '../schema.gen';
import { isItemId } from './names';
import { entries, fieldOf, KINDS_IN, keyParts } from './roots';

/** What may be named where it goes. */
export interface There {
  /** Whether an item stands in that room. */
  item(id: ItemId): boolean;
  /** Whether everyone who reads that room may know this item or person. */
  named(id: string): boolean;
}

const GROUPS: readonly string[] = HOLDER;
const NAMING: readonly string[] = ['item', 'person', 'node', 'holder'];
/** Without these the words would be another's, or stand beside those they took the place of. */
const BINDING: readonly string[] = ['words_of', 'adopts'];
/** A room may be known to fewer. */
const STAYS: readonly string[] = ['same_as'];

interface Said {
  root: string;
  entries: [key: string, value: unknown, field: string, member: string | undefined][];
}

/** What stands in a voice of each of these, as it is there. */
function saidOf(voice: Y.Doc, chosen: (id: ItemId) => boolean): Map<ItemId, Said> {
  const found = new Map<ItemId, Said>();
  for (const root of KINDS_IN.voice.keys()) {
    for (const [key, value] of entries(voice.share.get(root))) {
      const parts = keyParts(key);
      if (parts === undefined || !chosen(parts[0])) continue;
      const said = found.get(parts[0]) ?? { root, entries: [] };
      found.set(parts[0], said);
      if (said.root === root) said.entries.push([key, value, parts[1], parts[2]]);
    }
  }
  return found;
}

/** Whom or what one entry names. */
function namedBy(root: string, field: string, value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (BINDING.includes(field)) return value;
  const kind = KINDS_IN.voice.get(root);
  const type = kind === undefined ? undefined : fieldOf(kind, field)?.value.type;
  if (type === undefined || !NAMING.includes(type)) return undefined;
  return type === 'holder' && GROUPS.includes(value) ? undefined : value;
}

/** Those of the chosen that can go: not what is there already, and nothing that is nothing without what can't be named there. */
function able(from: Y.Doc, to: Y.Doc, chosen: ReadonlySet<ItemId>, there: There): Map<ItemId, Said> {
  const before = saidOf(to, () => true);
  const going = saidOf(from, (id) => chosen.has(id) && !before.has(id));
  for (const [id, { entries: said }] of going) if (said.some(([, , field]) => field === 'withdrawn')) going.delete(id);
  let again = true;
  while (again) {
    again = false;
    for (const [id, { root, entries: said }] of going) {
      const kind = KINDS_IN.voice.get(root);
      const missing = said.some(([, value, field]) => {
        const named = namedBy(root, field, value);
        const needed = BINDING.includes(field) || (kind !== undefined && fieldOf(kind, field)?.required === true);
        return named !== undefined && needed && !going.has(named) && !there.named(named);
      });
      if (!missing) continue;
      going.delete(id);
      again = true;
    }
  }
  return going;
}

/** Which of these can't go yet, since they are nothing without something that is not there. */
export function leftBehind(from: Y.Doc, to: Y.Doc, chosen: ReadonlySet<ItemId>, there: There): ReadonlySet<ItemId> {
  const going = able(from, to, chosen, there);
  const before = saidOf(to, (id) => chosen.has(id));
  return new Set([...chosen].filter((id) => !going.has(id) && !before.has(id)));
}

/**
 * Writes the chosen items of a voice into the voice of the same person in another room, as one update: with their places in the
 * own order and the own marks on them. `answers`: the marks on what stands there already go too. No mark goes without its item.
 * Answers which items went.
 */
export function carryVoice(
  from: Y.Doc,
  to: Y.Doc,
  chosen: ReadonlySet<ItemId>,
  there: There,
  answers: boolean,
): ReadonlySet<ItemId> {
  const going = able(from, to, chosen, there);
  const stands = (id: ItemId) => going.has(id) || (answers && there.item(id));
  to.transact(() => {
    for (const { root, entries: said } of going.values()) {
      const map = to.getMap(root);
      for (const [key, value, field, member] of said) {
        const named = namedBy(root, field, member ?? value);
        if (STAYS.includes(field) || (named !== undefined && !going.has(named) && !there.named(named))) continue;
        map.set(key, value);
      }
    }
    const marks = to.getMap('mark');
    for (const [key, value] of entries(from.share.get('mark'))) {
      const parts = keyParts(key);
      if (parts !== undefined && stands(parts[0]) && !marks.has(key)) marks.set(key, value);
    }
    const order = to.getMap('order');
    for (const [id, key] of entries(from.share.get('order'))) {
      const places = isItemId(id) && (going.has(id) || there.item(id));
      if (places && !order.has(id)) order.set(id, key);
    }
  });
  return new Set(going.keys());
}

/**
 * Brings along what a board says of items that went: entries that name one of them and stayed behind for it. What else they
 * name has to be there too, and what they belong to.
 */
export function carryBoard(from: Y.Doc, to: Y.Doc, went: ReadonlySet<ItemId>, there: There): void {
  if (went.size === 0) return;
  const own = itemsOf(to);
  const known = (id: ItemId) => went.has(id) || own.has(id) || there.named(id);
  to.transact(() => {
    for (const root of ROOTS.board) {
      for (const [key, value] of entries(from.share.get(root))) {
        const [first = '', ...rest] = key.split('/');
        const named = [...rest, typeof value === 'string' ? value : ''].filter(isItemId);
        const all = isItemId(first) ? [first, ...named] : named;
        if (!all.some((id) => went.has(id)) || !all.every(known)) continue;
        // Of what is not there any more nothing comes back.
        if (isItemId(first) && !went.has(first) && !own.has(first)) continue;
        const map = to.getMap(root);
        if (!map.has(key)) map.set(key, value);
      }
    }
  });
}

/** The items a board holds itself. */
function itemsOf(board: Y.Doc): ReadonlySet<ItemId> {
  const found = new Set<ItemId>();
  for (const root of KINDS_IN.board.keys()) {
    for (const [key] of entries(board.share.get(root))) {
      const [id = ''] = key.split('/');
      if (isItemId(id)) found.add(id);
    }
  }
  for (const name of board.share.keys()) {
    const [, id = ''] = name.startsWith('text:') ? name.split('/') : [];
    if (isItemId(id)) found.add(id);
  }
  return found;
}
