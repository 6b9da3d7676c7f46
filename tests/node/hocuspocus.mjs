// Many documents over one socket, with the official provider as it is.
import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider'
import * as Y from 'yjs'
import { serve, until } from './lines.mjs'
import { socketFor } from './socket.mjs'

let socket
const opened = new Map()

const entry = (document) => {
  const found = opened.get(document)
  if (!found) throw new Error(`${document} is not open`)
  return found
}
const seen = ({ provider, failed, closed, authenticated }) => ({
  synced: provider.isSynced,
  unsynced: provider.unsyncedChanges,
  authenticated,
  failed,
  closed,
})

serve({
  connect({ url, cookie, wait = 1000 }) {
    // Short waits between attempts, so that a restart of the server costs a test no half minute.
    socket = new HocuspocusProviderWebsocket({
      url,
      WebSocketPolyfill: socketFor(cookie),
      delay: wait,
      minDelay: wait,
      maxDelay: wait,
    })
  },
  open({ documents, tokens = {}, presence = true }) {
    for (const name of documents) {
      const found = { failed: null, closed: [], authenticated: null, stateless: [] }
      opened.set(name, found)
      const document = new Y.Doc()
      found.document = document
      found.provider = new HocuspocusProvider({
        websocketProvider: socket,
        name,
        document,
        token: tokens[name] ?? '',
        ...(presence ? {} : { awareness: null }),
        onAuthenticated: ({ scope }) => {
          found.authenticated = scope
        },
        onAuthenticationFailed: ({ reason }) => {
          found.failed = reason
        },
        onClose: ({ event }) => found.closed.push({ code: event.code, reason: String(event.reason) }),
        onStateless: ({ payload }) => found.stateless.push(payload),
      })
      found.provider.attach()
    }
  },
  client({ document }) {
    return entry(document).document.clientID
  },
  edit({ document, root, text }) {
    const words = entry(document).document.getText(root)
    words.insert(words.length, text)
  },
  set({ document, root, key, value }) {
    entry(document).document.getMap(root).set(key, value)
  },
  text({ document, root }) {
    return entry(document).document.getText(root).toString()
  },
  state() {
    return Object.fromEntries([...opened].map(([name, found]) => [name, seen(found)]))
  },
  stateless({ document }) {
    return entry(document).stateless
  },
  async until_saved({ documents }) {
    const names = documents ?? [...opened.keys()]
    const open = () => names.filter((name) => !entry(name).provider.isSynced || entry(name).provider.unsyncedChanges !== 0)
    await until('all documents saved', () => open().length === 0, () => JSON.stringify(open().map((name) => [name, seen(entry(name))])))
  },
  async until_text({ document, root, includes }) {
    const words = entry(document).document.getText(root)
    await until(`${includes} in ${document}`, () => words.toString().includes(includes), () => words.toString())
  },
  async until_denied({ document }) {
    await until(`${document} denied`, () => entry(document).failed !== null)
    return entry(document).failed
  },
  async until_closed({ document }) {
    await until(`${document} closed`, () => entry(document).closed.length > 0)
    return entry(document).closed
  },
  async offline() {
    socket.disconnect()
    await until('disconnected', () => socket.status === 'disconnected')
  },
  async online() {
    await socket.connect()
  },
})
