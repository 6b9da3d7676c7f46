// One socket for all documents: opening it, opening it again with growing pauses, noticing that it died, and reading the
// number it closed with. Knows nothing of documents.
import { Backoff, WAIT_MIN_MS } from './backoff';
import { decodeFrame, pongFrame, type ServerFrame } from './codec';
import { type ErrorCode, errorFromClose, nextStep } from './errors';
import type { Socket, SocketEvents, Surroundings } from './surroundings';

/** So long without any message means that the socket is dead (the server's Ping comes every 10 s, H4). */
export const SILENCE_MAX_MS = 30_000;
/** How often silence is looked at. */
export const WATCH_EVERY_MS = 5_000;
/** Someone who types or looks cuts a pause short, but no two attempts come closer together than this because of it. */
export const HURRY_EVERY_MS = 2_000;

/** Where the connection is. `stopped` ends only by `resume`. */
export type ConnectionPhase =
  | { kind: 'resting' }
  | { kind: 'connecting' }
  | { kind: 'open' }
  | { kind: 'pausing' }
  | { kind: 'stopped'; reason: ErrorCode };

/** What the owner of a connection hears. */
export interface ConnectionEvents {
  opened(): void;
  frame(frame: Exclude<ServerFrame, { kind: 'ping' } | { kind: 'pong' }>): void;
  /** Said once per opened or tried socket, before any new attempt. */
  lost(code: ErrorCode): void;
  /** Comes every `WATCH_EVERY_MS` while the socket is open. */
  watched(): void;
}

/** One socket that comes back by itself. */
export class Connection {
  phase: ConnectionPhase = { kind: 'resting' };
  private socket: Socket | undefined;
  private lastHeard = 0;
  private lastTried = Number.NEGATIVE_INFINITY;
  /** Whether the server itself asked for the pause that is running. */
  private toldToWait = false;
  private readonly backoff: Backoff;
  private cancelWatch = () => {};

  constructor(
    private readonly url: string,
    private readonly around: Surroundings,
    private readonly events: ConnectionEvents,
  ) {
    this.backoff = new Backoff(around);
  }

  get open(): boolean {
    return this.phase.kind === 'open';
  }

  /** Connects now when there is no connection and none is forbidden: at the start, or because the network came back. */
  connect(): void {
    if (this.phase.kind !== 'resting' && this.phase.kind !== 'pausing') return;
    this.backoff.cancel();
    this.phase = { kind: 'connecting' };
    this.lastHeard = this.around.clock.now();
    this.lastTried = this.lastHeard;
    this.watch();
    let events: SocketEvents | undefined;
    // A socket that was let go may still speak; it is no longer listened to.
    const ours = () => events !== undefined && this.current === events;
    events = {
      opened: () => {
        if (ours()) this.opened();
      },
      message: (bytes) => {
        if (ours()) this.message(bytes);
      },
      closed: (code, reason) => {
        if (ours()) this.lose(errorFromClose(code, reason));
      },
    };
    this.current = events;
    this.socket = this.around.openSocket(this.url, events);
  }
  private current: SocketEvents | undefined;

  /** Someone waits for it: ends a pause, as soon as the last attempt is long enough ago. */
  hurry(): void {
    if (this.phase.kind !== 'pausing' || this.toldToWait) return;
    this.backoff.within(Math.max(0, this.lastTried + HURRY_EVERY_MS - this.around.clock.now()));
  }

  /** Sends one message; without an open socket it is dropped, because what must arrive is in an outbox. */
  send(bytes: Uint8Array): void {
    if (this.phase.kind === 'open') this.socket?.send(bytes);
  }

  /** Everything is well: the next pause starts small again. */
  settled(): void {
    this.backoff.reset();
  }

  /** Drops this socket and tries another, with a pause. */
  renew(code: ErrorCode = 'internal'): void {
    if (this.phase.kind === 'open' || this.phase.kind === 'connecting') this.lose(code);
  }

  /** Ends it; only `resume` starts it again. */
  stop(reason: ErrorCode): void {
    this.letGo();
    this.phase = { kind: 'stopped', reason };
  }

  /** After coming in again: connects at once. */
  resume(): void {
    if (this.phase.kind === 'stopped') this.phase = { kind: 'resting' };
    this.backoff.reset();
    this.connect();
  }

  /** Lets go without a reason to show: the page is done with it. */
  rest(): void {
    this.letGo();
    this.phase = { kind: 'resting' };
  }

  private opened(): void {
    this.phase = { kind: 'open' };
    this.lastHeard = this.around.clock.now();
    this.events.opened();
  }

  private message(bytes: Uint8Array | undefined): void {
    this.lastHeard = this.around.clock.now();
    const frame = bytes === undefined ? undefined : decodeFrame(bytes);
    if (frame === undefined) return this.renew('internal');
    if (frame.kind === 'ping') return this.send(pongFrame());
    if (frame.kind === 'pong') return;
    this.events.frame(frame);
  }

  private watch(): void {
    this.cancelWatch();
    this.cancelWatch = this.around.clock.after(WATCH_EVERY_MS, () => {
      if (this.phase.kind !== 'open' && this.phase.kind !== 'connecting') return;
      if (this.around.clock.now() - this.lastHeard >= SILENCE_MAX_MS) return this.lose('auth-timeout');
      this.watch();
      if (this.phase.kind === 'open') this.events.watched();
    });
  }

  private letGo(): void {
    this.backoff.cancel();
    this.cancelWatch();
    this.current = undefined;
    this.socket?.close();
    this.socket = undefined;
  }

  private lose(code: ErrorCode): void {
    this.letGo();
    const next = nextStep(code);
    this.phase = next === 'log_in' || next === 'stop' ? { kind: 'stopped', reason: code } : { kind: 'pausing' };
    this.events.lost(code);
    // The owner may have stopped or resumed in answer.
    if (this.phase.kind !== 'pausing') return;
    this.toldToWait = next === 'wait';
    this.backoff.later(() => this.connect(), this.toldToWait ? WAIT_MIN_MS : 0);
  }
}
