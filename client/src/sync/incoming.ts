// Where a server's bytes meet Yjs: nothing here throws, and Yjs never changes a client id behind our back.
import * as Y from 'yjs';

/** Origin of what came from the server; everything else is an own edit. */
export const REMOTE = Symbol('remote');
/** Origin of own words offered again under a fresh client id. */
export const OFFERED_AGAIN = Symbol('offered again');

/** Applies what the server sent. `taken`: it holds edits under our own client id that we never made. */
export function applyRemote(doc: Y.Doc, update: Uint8Array): 'applied' | 'malformed' | 'taken' {
  const clientId = doc.clientID;
  try {
    Y.applyUpdate(doc, update, REMOTE);
  } catch {
    return 'malformed';
  }
  if (doc.clientID === clientId) return 'applied';
  // Yjs takes another id by itself then; ours names what must be offered again.
  doc.clientID = clientId;
  return 'taken';
}

/** What `doc` has and a server with this state vector lacks; nothing when the vector can't be read. */
export function missingThere(doc: Y.Doc, stateVector: Uint8Array): Uint8Array | undefined {
  try {
    return Y.encodeStateAsUpdate(doc, stateVector);
  } catch {
    return undefined;
  }
}

/** Applies own edits that were written down elsewhere; they count as made here. */
export function applyOwn(doc: Y.Doc, update: Uint8Array): void {
  const clientId = doc.clientID;
  // Yjs takes edits under the own id that come in as an update for somebody else's, so it is another one for a moment.
  doc.clientID = clientId === 0 ? 1 : 0;
  Y.applyUpdate(doc, update, OFFERED_AGAIN);
  doc.clientID = clientId;
}
