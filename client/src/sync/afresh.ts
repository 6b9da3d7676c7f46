// What happens to own words whose client id is spent (docs/protocol.md E1): the same edits under a fresh client id, and
// reading them as words for a conflict copy. Pure functions over updates.
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';

/** Own words out of a refused update, for their author to read. */
export interface Words {
  /** The root they stand in, such as `text:card/<id>/text` or `factor`. */
  root: string;
  /** The key in a map, nothing in a text. */
  key: string | undefined;
  /** What the edit wrote in a text, piece after piece, or the value of a key; nothing when the edit was a removal. */
  value: unknown;
}

/**
 * Writes the edits of `update` that `fresh` doesn't have as if `clientId` had made them. When the id was `taken`, what
 * `fresh` has under it is somebody else's, so everything is offered. Nothing when the edits lean on something `fresh`
 * lacks: then only a copy can be kept.
 */
export function offerAgain(
  update: Uint8Array,
  spent: number,
  fresh: Y.Doc,
  clientId: number,
  taken: boolean,
): Uint8Array | undefined {
  const known = Y.encodeStateVector(fresh);
  const to = Y.decodeStateVector(known).get(clientId) ?? 0;
  const renamed = renameClient(taken ? update : Y.diffUpdate(update, known), spent, clientId, to);
  if (renamed === undefined) return undefined;
  const trial = new Y.Doc();
  Y.applyUpdate(trial, Y.encodeStateAsUpdate(fresh));
  Y.applyUpdate(trial, renamed);
  const leans = trial.store.pendingStructs !== null || trial.store.pendingDs !== null;
  trial.destroy();
  return leans ? undefined : renamed;
}

function renameClient(update: Uint8Array, spent: number, clientId: number, to: number): Uint8Array | undefined {
  const { structs, ds } = Y.decodeUpdate(update);
  const from = structs[0]?.id.clock ?? Number.POSITIVE_INFINITY;
  const renamed = (id: Y.ID) =>
    id.client === spent && id.clock >= from ? Y.createID(clientId, id.clock - from + to) : id;
  const encoder = new Y.UpdateEncoderV1();
  const own = structs.filter((struct) => struct.id.client === spent);
  // An edit of one person in one document holds nothing of others; if it did, it isn't ours to offer.
  if (own.length !== structs.length) return undefined;
  encoding.writeVarUint(encoder.restEncoder, own.length > 0 ? 1 : 0);
  if (own.length > 0) {
    encoding.writeVarUint(encoder.restEncoder, own.length);
    encoder.writeClient(clientId);
    encoding.writeVarUint(encoder.restEncoder, to);
    let expected = from;
    for (const struct of own) {
      if (struct instanceof Y.Skip || struct.id.clock !== expected) return undefined;
      expected += struct.length;
      if (struct instanceof Y.Item) {
        if (struct.origin !== null) struct.origin = renamed(struct.origin);
        if (struct.rightOrigin !== null) struct.rightOrigin = renamed(struct.rightOrigin);
      }
      struct.write(encoder, 0);
    }
  }
  const removed = [...ds.clients].flatMap(([client, ranges]) =>
    ranges.flatMap((range) =>
      splitAt(range, client === spent ? from : range.clock).map(({ clock, len }) => ({
        id: renamed(Y.createID(client, clock)),
        len,
      })),
    ),
  );
  writeDeletes(encoder, removed);
  return encoder.toUint8Array();
}

function splitAt(range: { clock: number; len: number }, at: number): Array<{ clock: number; len: number }> {
  const { clock, len } = range;
  if (at <= clock || at >= clock + len) return [{ clock, len }];
  return [
    { clock, len: at - clock },
    { clock: at, len: clock + len - at },
  ];
}

function writeDeletes(encoder: Y.UpdateEncoderV1, removed: ReadonlyArray<{ id: Y.ID; len: number }>): void {
  const byClient = new Map<number, Array<{ clock: number; len: number }>>();
  for (const { id, len } of removed) {
    const ranges = byClient.get(id.client) ?? [];
    ranges.push({ clock: id.clock, len });
    byClient.set(id.client, ranges);
  }
  encoding.writeVarUint(encoder.restEncoder, byClient.size);
  for (const [client, ranges] of byClient) {
    encoding.writeVarUint(encoder.restEncoder, client);
    encoding.writeVarUint(encoder.restEncoder, ranges.length);
    for (const { clock, len } of ranges.sort((a, b) => a.clock - b.clock)) {
      encoding.writeVarUint(encoder.restEncoder, clock);
      encoding.writeVarUint(encoder.restEncoder, len);
    }
  }
}

/** The words of a refused update, read from the document that holds it: what it wrote in texts, and values it set. */
export function wordsOf(doc: Y.Doc, update: Uint8Array): Words[] {
  const roots = new Map<unknown, string>();
  for (const [name, type] of doc.share) roots.set(type, name);
  const found = new Map<string, Words>();
  const note = (item: Y.Item) => {
    const root = roots.get(item.parent);
    if (root === undefined) return;
    if (item.parentSub !== null) {
      const map = item.parent instanceof Y.Map ? item.parent : undefined;
      found.set(`${root}\n${item.parentSub}`, { root, key: item.parentSub, value: map?.get(item.parentSub) });
    } else if (item.parent instanceof Y.Text) {
      found.set(root, { root, key: undefined, value: undefined });
    }
  };
  const { structs, ds } = Y.decodeUpdate(update);
  const ranges = structs.map(({ id, length }) => ({ client: id.client, clock: id.clock, len: length }));
  for (const [client, removed] of ds.clients) for (const { clock, len } of removed) ranges.push({ client, clock, len });
  for (const { client, clock, len } of ranges) {
    for (const struct of doc.store.clients.get(client) ?? []) {
      const touched = struct.id.clock < clock + len && struct.id.clock + struct.length > clock;
      if (touched && struct instanceof Y.Item) note(struct);
    }
  }
  const written = structs.map(({ id, length }) => ({ client: id.client, from: id.clock, to: id.clock + length }));
  for (const words of found.values()) {
    const text = words.key === undefined ? doc.share.get(words.root) : undefined;
    if (text instanceof Y.Text) words.value = piecesIn(text, written);
  }
  return [...found.values()];
}

/** What stands in a text of these clocks: words of others around them are not ours to copy. */
function piecesIn(text: Y.Text, written: readonly { client: number; from: number; to: number }[]): string | undefined {
  const pieces: string[] = [];
  let goesOn = false;
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
    const { client, clock } = item.id;
    // Yjs joins what one client wrote on end, stored or not.
    for (let at = 0; at < item.content.str.length; at += 1) {
      const ours = written.some((one) => one.client === client && one.from <= clock + at && clock + at < one.to);
      if (ours && goesOn) pieces.push((pieces.pop() ?? '') + item.content.str[at]);
      else if (ours) pieces.push(item.content.str[at] ?? '');
      goesOn = ours;
    }
  }
  const words = pieces.map((piece) => piece.trim()).filter((piece) => piece !== '');
  return words.length === 0 ? undefined : words.join(' … ');
}
