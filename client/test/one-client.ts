// One session against a socket that a test plays by hand: what was sent can be read, what the server says can be said.
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import type { ConflictCopy } from '../src/sync/host';
import { SyncSession, type TicketAnswer } from '../src/sync/session';
import type { SyncState } from '../src/sync/state';
import type { SocketEvents } from '../src/sync/surroundings';
import { seeded, VirtualClock } from './virtual-time';

/** Frames as the server writes them. */
export const say = {
  frame(document: string, type: number, write: (encoder: encoding.Encoder) => void = () => {}): Uint8Array {
    const encoder = encoding.createEncoder();
    encoding.writeVarString(encoder, document);
    encoding.writeVarUint(encoder, type);
    write(encoder);
    return encoding.toUint8Array(encoder);
  },
  granted: (document: string, scope = 'read-write') =>
    say.frame(document, 2, (encoder) => {
      encoding.writeVarUint(encoder, 2);
      encoding.writeVarString(encoder, scope);
    }),
  denied: (document: string, reason: string) =>
    say.frame(document, 2, (encoder) => {
      encoding.writeVarUint(encoder, 1);
      encoding.writeVarString(encoder, reason);
    }),
  sync: (document: string, step: number, body: Uint8Array) =>
    say.frame(document, 0, (encoder) => {
      encoding.writeVarUint(encoder, step);
      encoding.writeVarUint8Array(encoder, body);
    }),
  status: (document: string, stored: boolean) =>
    say.frame(document, 8, (encoder) => encoding.writeVarInt(encoder, stored ? 1 : 0)),
  close: (document: string, reason: string) =>
    say.frame(document, 7, (encoder) => encoding.writeVarString(encoder, reason)),
  stateless: (document: string, body: unknown) =>
    say.frame(document, 5, (encoder) => encoding.writeVarString(encoder, JSON.stringify(body))),
  awareness: (document: string, payload: Uint8Array) =>
    say.frame(document, 1, (encoder) => encoding.writeVarUint8Array(encoder, payload)),
};

export const EMPTY = Uint8Array.of(0, 0);

/** Two documents of one room. */
export const BOARD = 'g/core/board';
export const VOICE = 'g/core/voice.noor';

/** What must be in a list. */
export function one<T>(list: readonly T[], index = 0): T {
  const found = list[index];
  if (found === undefined) throw new Error(`no entry ${index}`);
  return found;
}

/** A socket the session opened. */
export interface PlayedSocket {
  events: SocketEvents;
  sent: Uint8Array[];
  closed: boolean;
}

/** A session, its clock, and the sockets it opened so far. */
export class OneClient {
  readonly clock = new VirtualClock();
  readonly sockets: PlayedSocket[] = [];
  readonly states: SyncState[] = [];
  readonly copies: ConflictCopy[] = [];
  readonly asked: string[][] = [];
  answer: (documents: readonly string[]) => Promise<readonly TicketAnswer[]> = async (documents) =>
    documents.map((document, index) => ({ document, client_id: 100 * this.asked.length + index }));
  readonly session: SyncSession;

  constructor() {
    this.session = new SyncSession({
      url: 'ws://played/sync',
      around: {
        clock: this.clock,
        random: seeded(1),
        openSocket: (_url, events) => {
          const socket: PlayedSocket = { events, sent: [], closed: false };
          this.sockets.push(socket);
          return {
            send: (bytes) => socket.sent.push(bytes),
            close: () => {
              socket.closed = true;
            },
          };
        },
      },
      tickets: (documents) => {
        this.asked.push([...documents]);
        return this.answer(documents);
      },
    });
    this.session.on('state', (state) => this.states.push(state));
    this.session.on('conflict', (copy) => this.copies.push(copy));
  }

  /** The newest socket. */
  get socket(): PlayedSocket {
    const socket = this.sockets[this.sockets.length - 1];
    if (socket === undefined) throw new Error('no socket was opened');
    return socket;
  }

  /** Frames sent since the last look, as hex. */
  sent(): string[] {
    return this.socket.sent.splice(0).map((bytes) => Buffer.from(bytes).toString('hex'));
  }

  hear(...frames: Uint8Array[]): void {
    for (const frame of frames) this.socket.events.message(frame);
  }

  /** The whole opening of a document the server holds as `there`, its Step2 acknowledged. */
  join(document: string, there = new Y.Doc()): void {
    this.hear(
      say.granted(document),
      say.sync(document, 1, Y.encodeStateAsUpdate(there)),
      say.sync(document, 0, Y.encodeStateVector(there)),
      say.status(document, true),
    );
  }

  /** Opens documents and the socket, and joins them all. */
  async ready(...documents: string[]): Promise<void> {
    this.session.open(documents);
    await this.clock.pass(0);
    this.socket.events.opened();
    for (const document of documents) this.join(document);
    await this.clock.pass(0);
    this.sent();
  }
}

/** Bytes as hex, to compare frames. */
export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
