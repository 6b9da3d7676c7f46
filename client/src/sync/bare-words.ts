// The words of an edit whose document is not here, or not yet: read from the bytes alone (docs/protocol.md E1).
import * as Y from 'yjs';
import type { Words } from './afresh';

/** What an update wrote and did not take away itself. Where it stood is said as far as the update tells. */
export function bareWords(update: Uint8Array): Words[] {
  const { structs, ds } = Y.decodeUpdate(update);
  const at = new Map<string, { root: string; key: string | undefined }>();
  const found: Words[] = [];
  let text: { piece: Words; client: number; clock: number } | undefined;
  for (const struct of structs) {
    if (!(struct instanceof Y.Item)) continue;
    const { client, clock } = struct.id;
    const place = placeOf(struct, at);
    for (let n = 0; n < struct.length; n += 1) at.set(`${client}:${clock + n}`, place);
    const removed = ds.clients.get(client) ?? [];
    const stands = (n: number) => !removed.some((one) => one.clock <= clock + n && clock + n < one.clock + one.len);
    const { content } = struct;
    if (content instanceof Y.ContentAny) {
      content.arr.forEach((value: unknown, n) => {
        if (stands(n)) found.push({ ...place, value });
      });
    } else if (content instanceof Y.ContentString) {
      const written = [...content.str.split('')].filter((_, n) => stands(n)).join('');
      const goesOn =
        text !== undefined &&
        text.client === client &&
        text.clock === clock &&
        struct.origin?.client === client &&
        struct.origin.clock === clock - 1;
      if (text === undefined || !goesOn) {
        text = { piece: { root: place.root, key: undefined, value: '' }, client, clock };
        found.push(text.piece);
      }
      text.piece.value = `${text.piece.value as string}${written}`;
      text.clock = clock + struct.length;
    }
  }
  return found.filter(({ value }) => value !== '');
}

/** Where an edit stands: it says so itself, or leans on one that does. */
function placeOf(item: Y.Item, at: ReadonlyMap<string, { root: string; key: string | undefined }>) {
  const parent: unknown = item.parent;
  if (typeof parent === 'string') return { root: parent, key: item.parentSub ?? undefined };
  for (const id of [item.origin, item.rightOrigin]) {
    const known = id === null ? undefined : at.get(`${id.client}:${id.clock}`);
    if (known !== undefined) return known;
  }
  return { root: '', key: undefined };
}
