// What stands between browsers and a program: it can be away, keep somebody waiting, and pass a newer build on.
import { createServer, request as ask } from 'node:http'
import { connect } from 'node:net'

/** The name of what is kept of the newer build. */
const RENEWED = 'schil-2222222222222222'

export class Gateway {
  /** Nobody is reached. */
  #away = false
  /** Paths that are not answered. */
  held = null
  /** Paths that are answered with a fault. */
  broken = null
  /** A newer build is served: its page differs, and the file with this beginning has another name; under the old one it is gone. */
  renewed = null
  #sockets = new Set()

  static async before(address) {
    const gateway = new Gateway()
    await gateway.#listen(new URL(address).port)
    return gateway
  }

  set away(away) {
    this.#away = away
    if (away) for (const socket of this.#sockets) socket.destroy()
  }

  close() {
    this.away = true
    this.server.close()
  }

  async #listen(port) {
    this.server = createServer((question, answer) => this.#pass(port, question, answer))
    this.server.on('connection', (socket) => {
      if (this.#away) return socket.destroy()
      this.#sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => this.#sockets.delete(socket))
    })
    this.server.on('upgrade', ({ url, headers }, socket, head) => {
      const to = connect(port, '127.0.0.1', () => {
        const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
        to.write(`GET ${url} HTTP/1.1\r\n${lines.join('')}\r\n`)
        to.write(head)
        to.pipe(socket).pipe(to)
      })
      to.on('error', () => socket.destroy())
      socket.on('close', () => to.destroy())
    })
    await new Promise((done) => this.server.listen(0, '127.0.0.1', done))
    this.address = `http://127.0.0.1:${this.server.address().port}`
  }

  #pass(port, question, answer) {
    const { method } = question
    let path = question.url
    if (this.held?.test(path)) return
    const name = this.renewed && new RegExp(`(/assets/${this.renewed}-)[\\w-]+(\\.js)`)
    if (this.broken?.test(path)) return answer.writeHead(503).end()
    if (name?.test(path) && !path.includes('-renewed.')) return answer.writeHead(404).end()
    if (name !== null && path.includes('-renewed.')) path = this.was
    const changed = this.renewed !== null && (path === '/' || path === '/sw.js')
    const headers = { ...question.headers }
    if (changed) for (const one of ['accept-encoding', 'if-none-match']) delete headers[one]
    const to = ask({ host: '127.0.0.1', port, path, method, headers }, (from) => {
      if (!changed) return from.pipe(answer.writeHead(from.statusCode, from.headers))
      const parts = []
      from.on('data', (part) => parts.push(part))
      from.on('end', () => {
        const text = Buffer.concat(parts).toString()
        this.was ??= name.exec(text)?.[0]
        const body = text
          .replace('</head>', '<meta name="build" content="2"></head>')
          .replace(/schil-[0-9a-f]{16}/, RENEWED)
          .replace(new RegExp(name, 'g'), '$1renewed$2')
        const { etag, 'content-length': length, ...kept } = from.headers
        answer.writeHead(from.statusCode, kept).end(body)
      })
    })
    to.on('error', () => answer.destroy())
    question.pipe(to)
  }
}
