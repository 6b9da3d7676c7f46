// The `ws` package with the headers a browser on our own site would send.
import WebSocket from 'ws'

export function socketFor(cookie) {
  return class extends WebSocket {
    constructor(url, protocols) {
      const headers = { origin: `http://${new URL(url).host}` }
      if (cookie) headers.cookie = cookie
      super(url, protocols, { headers })
    }
  }
}
