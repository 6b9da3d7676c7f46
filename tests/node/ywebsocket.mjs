// One document per socket, with the official y-websocket provider as it is.
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { serve, until } from './lines.mjs'
import { socketFor } from './socket.mjs'

let provider
let document
let closed = null
let connected = 0
const updates = []

serve({
  open({ url, name, cookie, params = {} }) {
    document = new Y.Doc()
    document.on('update', (_, origin) => updates.push(origin === provider ? 'theirs' : 'ours'))
    provider = new WebsocketProvider(url, name, document, {
      WebSocketPolyfill: socketFor(cookie),
      params,
      // Tabs of one browser would reach each other past the server.
      disableBc: true,
    })
    provider.on('closed', (event) => {
      closed = { code: event.code, reason: String(event.reason) }
    })
    provider.on('status', ({ status }) => {
      if (status === 'connected') connected += 1
    })
  },
  edit({ root, text }) {
    const words = document.getText(root)
    words.insert(words.length, text)
  },
  text({ root }) {
    return document.getText(root).toString()
  },
  state() {
    return { client: document.clientID, synced: provider.synced, connected, closed, updates: updates.length }
  },
  async until_synced() {
    await until('synced', () => provider.synced)
  },
  async until_text({ root, includes }) {
    const words = document.getText(root)
    await until(`${includes} in the text`, () => words.toString().includes(includes), () => words.toString())
  },
  async until_closed() {
    return await until('closed for good', () => closed)
  },
  async until_connected({ times }) {
    await until(`connected ${times} times`, () => connected >= times && provider.synced)
  },
  offline() {
    provider.disconnect()
  },
  online() {
    provider.connect()
  },
})
