// Own words that were sent but don't count: somebody else's write of the same key does, or what they belong to is gone
// (docs/protocol.md H6). The Y.Doc has let go of them by then; the edits that wait for their answer still hold them.
import * as Y from 'yjs';
import type { Words } from './afresh';

/** Clocks of one client id: the first, and how many. */
export type Ranges = ReadonlyMap<number, ReadonlyArray<readonly [number, number]>>;

/**
 * The words of waiting edits in whose place `doc` has what was written without knowing them, and those the server names in
 * `ranges`. Who took words away or replaced them after they were stored knew them, also when our answer was lost. `told`
 * holds the clocks that were spoken of before, and gets these. All of it of one client id: the document's, or an earlier one of
 * the same person.
 */
export function overruledWords(
  doc: Y.Doc,
  waiting: Uint8Array,
  told: Set<number>,
  ranges: Ranges,
  client: number = doc.clientID,
): Words[] {
  const { structs, ds } = Y.decodeUpdate(waiting);
  const removed = ds.clients.get(client) ?? [];
  const named = ranges.get(client) ?? [];
  const roots = new Map<unknown, string>();
  for (const [name, type] of doc.share) roots.set(type, name);
  const found: Words[] = [];
  for (const struct of structs) {
    if (!(struct instanceof Y.Item) || struct.id.client !== client) continue;
    let piece = '';
    for (let at = 0; at < struct.length; at += 1) {
      const clock = struct.id.clock + at;
      if (told.has(clock) || removed.some((one) => one.clock <= clock && clock < one.clock + one.len)) continue;
      const here = structAt(doc, client, clock);
      if (!named.some(([from, len]) => from <= clock && clock < from + len) && !lost(doc, here, clock)) continue;
      told.add(clock);
      if (struct.content instanceof Y.ContentString) {
        piece += struct.content.str[at] ?? '';
      } else if (struct.content instanceof Y.ContentAny && here instanceof Y.Item) {
        const root = roots.get(here.parent);
        const value: unknown = struct.content.arr[at];
        const map = here.parent instanceof Y.Map ? here.parent : undefined;
        // Whoever said the same said it for both.
        const same = here.deleted && JSON.stringify(map?.get(here.parentSub ?? '')) === JSON.stringify(value);
        if (root !== undefined && !same) found.push({ root, key: here.parentSub ?? undefined, value });
      }
    }
    const here = structAt(doc, client, struct.id.clock);
    const root = here instanceof Y.Item ? roots.get(here.parent) : undefined;
    if (piece !== '') found.push({ root: root ?? '', key: undefined, value: piece });
  }
  return found;
}

/** Whether an own edit counts for nothing because of what others wrote without knowing it. */
function lost(doc: Y.Doc, here: Y.Item | Y.GC | undefined, clock: number): boolean {
  if (here === undefined || !here.deleted) return false;
  // Its place is forgotten.
  if (here instanceof Y.GC) return true;
  // Text is only taken away by who knew it.
  if (here.parentSub === null || !(here.parent instanceof Y.Map)) return false;
  let upon: Y.Item | Y.GC | undefined = here.parent._map.get(here.parentSub);
  while (upon instanceof Y.Item) {
    if (upon.id.client === here.id.client && clock < upon.id.clock + upon.length) return false;
    upon = upon.origin === null ? undefined : structAt(doc, upon.origin.client, upon.origin.clock);
  }
  return true;
}

function structAt(doc: Y.Doc, client: number, clock: number): Y.Item | Y.GC | undefined {
  const structs = doc.store.clients.get(client) ?? [];
  return structs.find((one) => one.id.clock <= clock && clock < one.id.clock + one.length);
}
