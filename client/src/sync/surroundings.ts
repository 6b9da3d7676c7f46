// What the sync needs from its surroundings, so that a test can run a week of bad network in a second: time, chance and
// a socket. Nothing else in this folder touches a timer, `Math.random` or `WebSocket`.

/** Time, and being called later. */
export interface Clock {
  /** Milliseconds; only differences mean something. */
  now(): number;
  /** Calls `run` once after `ms`; the answer cancels it. */
  after(ms: number, run: () => void): () => void;
}

/** What a socket tells its owner. After `closed` it tells nothing any more. */
export interface SocketEvents {
  opened(): void;
  /** One binary message; `undefined` for a text message, which our wire doesn't know (S1). */
  message(bytes: Uint8Array | undefined): void;
  closed(code: number, reason: string): void;
}

/** One socket. */
export interface Socket {
  send(bytes: Uint8Array): void;
  /** Ends it; `closed` is still told, but nobody needs to wait for it. */
  close(): void;
}

/** All three together. */
export interface Surroundings {
  clock: Clock;
  /** A number from 0 up to 1. */
  random(): number;
  openSocket(url: string, events: SocketEvents): Socket;
}

/** The real ones of a browser. */
export function browserSurroundings(): Surroundings {
  return {
    clock: {
      now: () => performance.now(),
      after(ms, run) {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
    },
    random: () => Math.random(),
    openSocket(url, events) {
      const socket = new WebSocket(url);
      socket.binaryType = 'arraybuffer';
      socket.onopen = () => events.opened();
      socket.onmessage = ({ data }) => events.message(data instanceof ArrayBuffer ? new Uint8Array(data) : undefined);
      socket.onclose = ({ code, reason }) => events.closed(code, reason);
      return {
        send: (bytes) => socket.send(bytes as Uint8Array<ArrayBuffer>),
        close: () => socket.close(),
      };
    },
  };
}

/** The address of `/sync` on the server a page came from. */
export function syncAddress(page: { protocol: string; host: string }): string {
  return `${page.protocol === 'https:' ? 'wss:' : 'ws:'}//${page.host}/sync`;
}
