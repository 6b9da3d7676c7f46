// Real Yjs without any network: applies updates and says what it reads.
import * as Y from 'yjs'
import { serve } from './lines.mjs'

const sorted = (entries) => Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)))

/** Applies `updates` (base64) in order to a new document and reads `texts` and `maps` (names of roots). */
function read({ updates, texts = [], maps = [], gc = true }) {
  const document = new Y.Doc({ gc })
  for (const update of updates) Y.applyUpdate(document, Buffer.from(update, 'base64'))
  const state = Y.decodeStateVector(Y.encodeStateVector(document))
  const deletes = Y.snapshot(document).ds.clients
  // JSON has no undefined: it would leave the key out, which is there.
  const values = (map) => sorted([...map.entries()].map(([key, value]) => [key, value === undefined ? null : value]))
  return {
    texts: Object.fromEntries(texts.map((root) => [root, document.getText(root).toString()])),
    maps: Object.fromEntries(maps.map((root) => [root, values(document.getMap(root))])),
    state: sorted([...state].map(([client, clock]) => [String(client), clock])),
    deletes: sorted([...deletes].map(([client, ranges]) => [String(client), ranges.map(({ clock, len }) => [clock, len])])),
    pending: document.store.pendingStructs !== null || document.store.pendingDs !== null,
    update: Buffer.from(Y.encodeStateAsUpdate(document)).toString('base64'),
  }
}

serve({
  read,
  /** The same for many documents. */
  read_each: ({ all }) => all.map(read),
})
