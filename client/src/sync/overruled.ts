// Own words that were sent but don't count: somebody else's write of the same key does, or what they belong to is gone
// (docs/protocol.md H6). The Y.Doc has let go of them by then; the edits that wait for their answer still hold them.
import * as Y from 'yjs';
import type { Words } from './afresh';

/** Clocks of one client id: the first, and how many. */
export type Ranges = ReadonlyMap<number, ReadonlyArray<readonly [number, number]>>;

/**
 * The words of waiting edits that `doc` doesn't show though no waiting edit took them away, and those the server names in
 * `ranges`. `told` holds the clocks that were spoken of before, and gets these.
 */
export function overruledWords(doc: Y.Doc, waiting: Uint8Array, told: Set<number>, ranges: Ranges): Words[] {
  const client = doc.clientID;
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
      const here = structAt(doc, clock);
      // Letters always stand where they are put: those that are gone were read by somebody, and taken out.
      const lost = here?.deleted === true && !(struct.content instanceof Y.ContentString);
      if (!named.some(([from, len]) => from <= clock && clock < from + len) && !lost) continue;
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
    const here = structAt(doc, struct.id.clock);
    const root = here instanceof Y.Item ? roots.get(here.parent) : undefined;
    if (piece !== '') found.push({ root: root ?? '', key: undefined, value: piece });
  }
  return found;
}

function structAt(doc: Y.Doc, clock: number): Y.Item | Y.GC | undefined {
  const structs = doc.store.clients.get(doc.clientID) ?? [];
  return structs.find((one) => one.id.clock <= clock && clock < one.id.clock + one.length);
}
