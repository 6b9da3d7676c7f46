// A server of the Hocuspocus dialect in memory, as docs/protocol.md says it: durable before acknowledged, one SyncStatus
// per Update and Step2 in order, a Close after a refusal. And a network that loses, delays and cuts.
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import type { Socket, SocketEvents } from '../src/sync/surroundings';
import type { VirtualClock } from './virtual-time';

/** How bad the network and the server are. */
export interface Weather {
  delayMs: number;
  commitMs: number;
  /** Chance that a message is the last one of its socket, which then hangs or closes. */
  cut: number;
  /** Chance that a commit fails: nothing of it is stored, the socket closes. */
  crash: number;
  /** Chance that an Update or Step2 with content is refused, and with what. */
  refuse: number;
  reasons: readonly string[];
}

interface Peer {
  name: string;
  events: SocketEvents;
  open: boolean;
  /** Documents whose Auth was judged on this socket. */
  joined: Set<string>;
  /** Messages of a document that came before its Auth; taken up after it, as H2 says. */
  early: Map<string, Uint8Array[]>;
  arrivesUp: number;
  arrivesDown: number;
}

/** The server and the network before it. */
export class ModelServer {
  readonly durable = new Map<string, Y.Doc>();
  /** Every SyncStatus 1 that was sent, to know that the runs are not trivially quiet. */
  acknowledged = 0;
  refused = 0;
  cuts = 0;
  gaps = 0;
  nextClientId = 1000;
  /** A server that says stored before it is: the false-saved test must notice it. */
  lies = false;
  private readonly peers = new Set<Peer>();

  constructor(
    readonly clock: VirtualClock,
    readonly random: () => number,
    public weather: Weather,
  ) {}

  document(name: string): Y.Doc {
    const known = this.durable.get(name);
    if (known !== undefined) return known;
    const doc = new Y.Doc();
    doc.clientID = 1;
    this.durable.set(name, doc);
    return doc;
  }

  /** The `openSocket` of one client. */
  connect(name: string, events: SocketEvents): Socket {
    const now = this.clock.now();
    const peer: Peer = {
      name,
      events,
      open: true,
      joined: new Set(),
      early: new Map(),
      arrivesUp: now,
      arrivesDown: now,
    };
    this.peers.add(peer);
    if (this.chance(this.weather.cut * 2)) this.clock.after(this.delay(), () => this.drop(peer, 1006));
    else this.clock.after(this.delay(), () => peer.open && events.opened());
    return {
      send: (bytes) => this.up(peer, bytes),
      close: () => {
        peer.open = false;
        this.peers.delete(peer);
      },
    };
  }

  /** Cuts every socket. */
  restart(): void {
    for (const peer of this.peers) this.drop(peer, 1012);
  }

  /** A Ping to everyone, as the server's own timer does (H4). */
  ping(): void {
    for (const peer of this.peers) this.down(peer, Uint8Array.of(9));
  }

  private chance(of: number): boolean {
    return this.random() < of;
  }
  private delay(): number {
    return this.random() * this.weather.delayMs;
  }

  private drop(peer: Peer, code: number): void {
    if (!peer.open) return;
    peer.open = false;
    this.peers.delete(peer);
    peer.events.closed(code, '');
  }

  /** The network's way up: in order, delayed; a cut loses this message and all that follow. */
  private up(peer: Peer, bytes: Uint8Array): void {
    if (!peer.open) return;
    if (this.cutNow(peer)) return;
    peer.arrivesUp = Math.max(peer.arrivesUp, this.clock.now() + this.delay());
    const copy = bytes.slice();
    this.clock.after(peer.arrivesUp - this.clock.now(), () => this.take(peer, copy));
  }

  private down(peer: Peer, bytes: Uint8Array): void {
    if (!peer.open || this.cutNow(peer)) return;
    peer.arrivesDown = Math.max(peer.arrivesDown, this.clock.now() + this.delay());
    this.clock.after(peer.arrivesDown - this.clock.now(), () => peer.open && peer.events.message(bytes));
  }

  private cutNow(peer: Peer): boolean {
    if (!this.chance(this.weather.cut)) return false;
    this.cuts += 1;
    if (this.chance(0.2)) {
      // The worst kind: nobody is told, only silence follows.
      const { opened, closed } = peer.events;
      peer.events = { opened, closed, message: () => {} };
      peer.open = false;
      this.peers.delete(peer);
    } else {
      this.drop(peer, this.chance(0.5) ? 1006 : 1013);
    }
    return true;
  }

  private say(peer: Peer, document: string, write: (encoder: encoding.Encoder) => void): void {
    const encoder = encoding.createEncoder();
    encoding.writeVarString(encoder, document);
    write(encoder);
    this.down(peer, encoding.toUint8Array(encoder));
  }

  private take(peer: Peer, bytes: Uint8Array): void {
    // What arrived before the server noticed a cut is taken in all the same.
    if (bytes.length === 1) return;
    const decoder = decoding.createDecoder(bytes);
    const document = decoding.readVarString(decoder);
    const type = decoding.readVarUint(decoder);
    if (type === 2) return this.admit(peer, document);
    if (!peer.joined.has(document)) {
      const early = peer.early.get(document) ?? [];
      early.push(bytes);
      peer.early.set(document, early);
      return;
    }
    if (type === 7) peer.joined.delete(document);
    if (type !== 0) return;
    const step = decoding.readVarUint(decoder);
    const body = decoding.readVarUint8Array(decoder);
    if (step === 0) this.answer(peer, document, body);
    else this.edit(peer, document, body);
  }

  private admit(peer: Peer, document: string): void {
    peer.joined.add(document);
    this.say(peer, document, (encoder) => {
      encoding.writeVarUint(encoder, 2);
      encoding.writeVarUint(encoder, 2);
      encoding.writeVarString(encoder, 'read-write');
    });
    const early = peer.early.get(document) ?? [];
    peer.early.delete(document);
    for (const bytes of early) this.take(peer, bytes);
  }

  /** S6: Step2 from durable state, after what is being committed, and our own Step1 at once. */
  private answer(peer: Peer, document: string, stateVector: Uint8Array): void {
    this.inOrder(document, 0, () => {
      const doc = this.document(document);
      this.sync(peer, document, 1, Y.encodeStateAsUpdate(doc, stateVector));
      this.sync(peer, document, 0, Y.encodeStateVector(doc));
    });
  }

  /** What concerns one document happens one after the other. */
  private inOrder(document: string, ms: number, run: () => void): void {
    const at = Math.max(this.lastTurn.get(document) ?? 0, this.clock.now() + ms);
    this.lastTurn.set(document, at);
    this.clock.after(at - this.clock.now(), run);
  }
  private readonly lastTurn = new Map<string, number>();

  private sync(peer: Peer, document: string, step: number, body: Uint8Array): void {
    this.say(peer, document, (encoder) => {
      encoding.writeVarUint(encoder, 0);
      encoding.writeVarUint(encoder, step);
      encoding.writeVarUint8Array(encoder, body);
    });
  }

  private status(peer: Peer, document: string, stored: boolean): void {
    if (stored) this.acknowledged += 1;
    this.say(peer, document, (encoder) => {
      encoding.writeVarUint(encoder, 8);
      encoding.writeVarInt(encoder, stored ? 1 : 0);
    });
  }

  private edit(peer: Peer, document: string, update: Uint8Array): void {
    if (this.lies) this.status(peer, document, true);
    this.inOrder(document, this.random() * this.weather.commitMs, () => {
      const reason = this.refusal(document, update);
      if (reason !== undefined) this.refuse(peer, document, reason);
      else if (this.chance(this.weather.crash)) this.drop(peer, 4503);
      else this.commit(peer, document, update);
    });
  }

  private refuse(peer: Peer, document: string, reason: string): void {
    this.refused += 1;
    peer.joined.delete(document);
    this.status(peer, document, false);
    this.say(peer, document, (encoder) => {
      encoding.writeVarUint(encoder, 7);
      encoding.writeVarString(encoder, reason);
    });
  }

  /** Why an update is refused, if it is. An id once answered with 4409 is spent: it brings nothing new any more (C3). */
  private refusal(document: string, update: Uint8Array): string | undefined {
    const known = Y.decodeStateVector(Y.encodeStateVector(this.document(document)));
    const news = [...Y.parseUpdateMeta(update).to].filter(([client, to]) => to > (known.get(client) ?? 0));
    const writer = news[0]?.[0];
    if (writer === undefined) return undefined;
    const spent = this.spent.get(`${document} ${writer}`);
    if (spent !== undefined) return spent;
    if (!this.chance(this.weather.refuse)) return undefined;
    const drawn = this.weather.reasons[Math.floor(this.random() * this.weather.reasons.length)];
    // An id is only called taken when nothing of its sender was ever stored under it (C2).
    const reason = drawn?.endsWith('client-id-taken') && known.has(writer) ? '4409 gap-unfilled' : drawn;
    if (reason?.startsWith('4409')) this.spent.set(`${document} ${writer}`, reason);
    return reason;
  }
  private readonly spent = new Map<string, string>();

  private commit(peer: Peer, document: string, update: Uint8Array): void {
    const doc = this.document(document);
    const lacking = [...Y.parseUpdateMeta(update).from].some(
      ([client, clock]) => clock > (Y.decodeStateVector(Y.encodeStateVector(doc)).get(client) ?? 0),
    );
    // After a failed commit the rest of that socket's edits lean on what was lost; they die with the socket.
    if (lacking) {
      this.gaps += 1;
      return this.drop(peer, 4503);
    }
    Y.applyUpdate(doc, update);
    if (!this.lies) this.status(peer, document, true);
    for (const other of this.peers) if (other.joined.has(document)) this.sync(other, document, 2, update);
  }
}
