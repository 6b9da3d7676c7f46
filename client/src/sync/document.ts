// One open document: its Y.Doc, its outbox, and where it stands with the server. Speaks frames through its host; knows no
// socket. Rules: docs/protocol.md H2, H3, S6, S10, C1, E1.
import * as Y from 'yjs';
import { type Words, wordsOf } from './afresh';
import { Backoff, WAIT_MIN_MS } from './backoff';
import { bareWords } from './bare-words';
import { authFrame, type DocumentFrame, FRAME_MAX, frameOverhead, step1Frame, step2Frame, updateFrame } from './codec';
import { type ErrorCode, errorFromClose, nextStep } from './errors';
import type { Host } from './host';
import { applyOwn, applyRemote, missingThere, REMOTE } from './incoming';
import { Outbox } from './outbox';
import { overruledWords, type Ranges } from './overruled';
import { OFFERS_MAX, Replacement } from './replacement';
import type { DocumentStatus } from './state';
import type { Surroundings } from './surroundings';

/** A joining, an acknowledgement or a Close that takes longer makes the socket suspect. */
export const ANSWER_MAX_MS = 30_000;

type Phase = 'ticket' | 'ready' | 'joining' | 'joined' | 'refused' | 'pausing' | 'stopped';

/** A document that is kept the same here and there. */
export class LiveDocument {
  /** What is on screen. Replaced (`replaced` is told) when its client id is spent. */
  doc = new Y.Doc();
  /** What the server said about writing; unknown before it spoke. */
  writable: boolean | undefined;
  /** Why it ended, when it did. */
  stopped: ErrorCode | undefined;

  private phase: Phase = 'ticket';
  private phaseSince: number;
  private apartSince: number;
  private outbox: Outbox;
  private lastAnswer = 0;
  private replacing: Replacement | undefined;
  private offers = 0;
  private answered = false;
  private synced = false;
  /** Own words went when what the server sent was put in. */
  private wentOwn = false;
  /** Own clocks whose words were kept as a copy because they don't count, by client id. */
  private overruledTold = new Map<number, Set<number>>();
  /** Client ids under which this person's words were written before this page began. */
  private readonly earlier = new Set<number>();
  /** Both sides told each other everything once, so that what stands here can be read. */
  private known = false;
  private readonly backoff: Backoff;

  constructor(
    readonly name: string,
    private readonly host: Host,
    private readonly around: Pick<Surroundings, 'clock' | 'random'>,
  ) {
    this.backoff = new Backoff(around);
    this.phaseSince = this.now();
    this.apartSince = this.phaseSince;
    this.outbox = new Outbox(FRAME_MAX - frameOverhead(name));
    this.doc.on('update', this.edited);
  }

  /** Part in the app's state. */
  status(): DocumentStatus {
    return {
      waiting: this.outbox.waiting,
      waitingSince: this.outbox.waitingSince,
      joined: this.joined,
      apartSince: this.apartSince,
      stopped: this.stopped,
    };
  }
  /** Whether both sides have told each other everything. */
  get joined(): boolean {
    return this.phase === 'joined' && this.fresh === undefined;
  }
  /** Own edits that are only here. */
  get waiting(): number {
    return this.outbox.waiting;
  }
  /** The own edits themselves, oldest first. */
  get waitingEdits(): Outbox['edits'] {
    return this.outbox.edits;
  }
  /** What of it the person wrote as words, to be read. */
  unsentWords(): Words[] {
    const update = this.outbox.all();
    return update === undefined ? [] : this.readable(update);
  }
  /** Whether words under this client id are written here, now or before this page began. */
  owns(client: number): boolean {
    return client === this.doc.clientID || this.earlier.has(client);
  }
  get unanswered(): number {
    return this.outbox.unanswered;
  }
  /** Whether letting go of it now loses nothing and leaves no answer under way. */
  get settled(): boolean {
    if (this.phase === 'stopped') return true;
    if (this.outbox.waiting > 0 || this.replacing !== undefined) return false;
    return !this.host.open() || (this.phase === 'joined' && this.outbox.unanswered === 0);
  }
  get needsTicket(): boolean {
    return this.phase === 'ticket';
  }

  /** A fresh client id came (C1: one Y.Doc uses one, never again). */
  ticketed(clientId: number): void {
    if (this.phase !== 'ticket') return;
    if (this.replacing !== undefined) this.replacing.begin(clientId);
    else if (!this.doc.store.clients.has(this.doc.clientID)) this.doc.clientID = clientId;
    this.enter('ready');
    this.join();
  }

  /**
   * Takes up an own edit that waited on this device before the page began: it stands here, and is offered as any other (C1: under
   * the client id it was made with). Answers its number in the outbox; nothing when it can't be read.
   */
  takeUp(update: Uint8Array): number | undefined {
    if (applyRemote(this.doc, update) === 'malformed') return undefined;
    for (const client of Y.parseUpdateMeta(update).from.keys()) this.earlier.add(client);
    return this.outbox.add(update, this.now());
  }

  /** Opens it on this connection: Auth and Step1 at once, so that one round trip is enough. */
  join(): void {
    if (this.phase !== 'ready' || !this.host.open()) return;
    this.outbox.disconnected();
    this.answered = false;
    this.synced = false;
    this.enter('joining');
    this.host.send(authFrame(this.name, this.host.token(this.name)));
    this.host.send(step1Frame(this.name, Y.encodeStateVector(this.wire)));
  }

  /** The socket is gone. */
  disconnected(): void {
    this.outbox.disconnected();
    // When the answer was no and the reason was lost with the socket, the next Step2 offers it again and brings the reason.
    if (this.phase === 'joining' || this.phase === 'joined' || this.phase === 'refused') this.enter('ready');
  }

  /** Takes a message about this document. */
  receive(frame: DocumentFrame): void {
    if (this.phase !== 'joining' && this.phase !== 'joined' && this.phase !== 'refused') return;
    switch (frame.kind) {
      case 'token-wanted':
        return this.host.send(authFrame(this.name, this.host.token(this.name)));
      case 'granted':
        this.writable = frame.writable;
        return this.host.changed(this);
      case 'step1':
        return this.answer(frame.stateVector);
      case 'step2':
        return this.apply(frame.update, true);
      case 'update':
        return this.apply(frame.update, false);
      case 'status':
        return this.settle(frame.stored);
      case 'denied':
      case 'close':
        return this.ended(errorFromClose(undefined, frame.reason));
    }
  }

  /** The server says that own edits of these clocks are stored and don't count (H6). */
  overruled(ranges: Ranges): void {
    const waiting = this.fresh === undefined ? this.outbox.all() : undefined;
    if (waiting === undefined) return;
    const words = [this.doc.clientID, ...this.earlier].flatMap((client) => {
      const told = this.overruledTold.get(client) ?? new Set();
      this.overruledTold.set(client, told);
      return overruledWords(this.doc, waiting, told, ranges, client);
    });
    if (words.length > 0) this.host.conflict({ document: this.name, code: undefined, update: waiting, words });
  }

  /** It can't be opened at all. */
  refuse(code: ErrorCode): void {
    this.keepCopy(code);
    this.stopped = code;
    this.enter('stopped');
    this.host.changed(this);
  }

  /** Comes now and then while the socket is open: what waits too long makes the socket suspect. */
  watched(): void {
    const now = this.now();
    const stuck = this.phase === 'joining' || this.phase === 'refused' ? this.phaseSince : Number.POSITIVE_INFINITY;
    const unanswered = this.outbox.unanswered > 0 ? this.lastAnswer : Number.POSITIVE_INFINITY;
    if (now - Math.min(stuck, unanswered) >= ANSWER_MAX_MS) this.host.renew('auth-timeout');
  }

  /** The document can't go on as it is; `code` says how it does. */
  ended(code: ErrorCode): void {
    // Frames under way would be answered after a new Auth, and their answers taken for those of newer frames.
    const clean = this.outbox.unanswered === 0;
    this.outbox.disconnected();
    switch (nextStep(code)) {
      case 'stop':
        this.refuse(code);
        break;
      case 'log_in':
        this.enter('ready');
        this.host.sessionEnded(code);
        break;
      case 'reconnect':
        this.pause('ready');
        break;
      case 'wait':
        this.pause('ready', WAIT_MIN_MS);
        break;
      case 'keep_copy':
        this.keepCopy(code);
        this.replace(code, false);
        break;
      case 'start_afresh':
        this.offers += 1;
        if (this.offers > OFFERS_MAX) this.keepCopy(code);
        this.replace(code, this.offers <= OFFERS_MAX);
        break;
    }
    this.host.changed(this);
    if (!clean) this.host.renew(code === 'session-ended' ? code : 'internal');
  }

  /** Ends it for good; the Y.Doc stays readable for who still shows it. What was not stored becomes a copy. */
  leave(): void {
    this.backoff.cancel();
    this.keepCopy(this.stopped ?? 'session-ended');
    this.doc.off('update', this.edited);
    this.replacing?.drop();
  }

  private readonly edited = (update: Uint8Array, origin: unknown, doc: Y.Doc, change: Y.Transaction) => {
    if (origin === REMOTE) {
      this.wentOwn ||= [doc.clientID, ...this.earlier].some((client) => change.deleteSet.clients.has(client));
      return;
    }
    this.outbox.add(update, this.now());
    this.flush();
    this.host.hurry();
    this.host.changed(this);
  };

  private get fresh(): Y.Doc | undefined {
    return this.replacing?.fresh;
  }
  /** The Y.Doc that speaks with the server. */
  private get wire(): Y.Doc {
    return this.fresh ?? this.doc;
  }
  private now(): number {
    return this.around.clock.now();
  }

  private enter(phase: Phase): void {
    const now = this.now();
    if (this.phase === 'joined') this.apartSince = now;
    this.phaseSince = now;
    this.phase = phase;
    this.backoff.cancel();
  }

  private pause(then: 'ready' | 'ticket', least = 0): void {
    this.enter('pausing');
    this.backoff.later(() => {
      this.enter(then);
      if (then === 'ticket') this.host.wantTicket(this);
      else this.join();
    }, least);
  }

  private replace(code: ErrorCode, offer: boolean): void {
    this.replacing?.drop();
    this.replacing = new Replacement(code, offer);
    // The first time at once; a document that is refused again and again does it ever more slowly.
    if (this.backoff.attempts > 0) return this.pause('ticket');
    this.backoff.attempts = 1;
    this.enter('ticket');
    this.host.wantTicket(this);
  }

  private keepCopy(code: ErrorCode): void {
    const update = this.outbox.handOver();
    if (update === undefined) return;
    this.host.conflict({ document: this.name, code, update, words: this.readable(update) });
  }

  /** Own edits as words. Where what they lean on is not here, as they stand in the edits themselves. */
  private readable(update: Uint8Array): Words[] {
    const words = this.known && this.doc.store.pendingStructs === null ? wordsOf(this.doc, update) : [];
    return words.some(({ value }) => value !== undefined) ? words : bareWords(update);
  }

  /** Answers the server's Step1 with what it lacks. Too much for one frame: the outbox goes in pieces, which is the same. */
  private answer(stateVector: Uint8Array): void {
    const update = missingThere(this.wire, stateVector);
    if (update === undefined) return this.host.renew('internal');
    const frame = step2Frame(this.name, update);
    if (frame.length <= FRAME_MAX) {
      this.noteSending();
      this.outbox.step2Sent(this.fresh === undefined);
      this.host.send(frame);
    }
    this.answered = true;
    this.arrive();
    this.flush();
  }

  private apply(update: Uint8Array, step2: boolean): void {
    const outcome = applyRemote(this.wire, update);
    if (outcome === 'taken') this.ended('client-id-taken');
    if (outcome !== 'applied') return this.host.renew('internal');
    // Before the server can say so: a Step2 is put in before what waits was offered.
    if (this.wentOwn) this.overruled(new Map());
    this.wentOwn = false;
    if (step2) this.synced = true;
    this.arrive();
  }

  private arrive(): void {
    if (this.phase !== 'joining' || !this.answered || !this.synced) return;
    this.enter('joined');
    this.known = true;
    if (this.replacing?.fresh !== undefined) this.swap(this.replacing, this.replacing.fresh);
    this.host.joined(this);
    this.host.changed(this);
  }

  /** The fresh document has the server's content: it takes the place of the old one, and own words move over. */
  private swap(replacing: Replacement, fresh: Y.Doc): void {
    const old = this.doc;
    old.off('update', this.edited);
    const again = replacing.again(this.outbox.all(), old.clientID, fresh);
    if (again === undefined) this.keepCopy(replacing.code);
    else this.outbox.handOver();
    this.doc = fresh;
    this.overruledTold = new Map();
    this.replacing = undefined;
    fresh.on('update', this.edited);
    if (again !== undefined) applyOwn(fresh, again);
    this.host.replaced(this, old);
    this.flush();
  }

  private settle(stored: boolean): void {
    this.lastAnswer = this.now();
    const before = this.outbox.waiting;
    switch (this.outbox.settle(stored)) {
      case 'unexpected':
        return this.host.renew('internal');
      case 'refused':
        // Nothing more is sent; the Close that follows says why.
        if (this.phase !== 'refused') this.enter('refused');
        break;
      case 'stored':
        if (this.outbox.waiting < before) {
          this.offers = 0;
          this.backoff.reset();
        }
        this.flush();
        break;
    }
    this.host.changed(this);
  }

  private noteSending(): void {
    if (this.outbox.unanswered === 0) this.lastAnswer = this.now();
  }

  /** Sends what waits. Not before our Step2: what it holds must not be offered twice. */
  private flush(): void {
    const able = this.phase === 'joining' || this.phase === 'joined';
    if (!able || !this.answered || this.fresh !== undefined || !this.host.open()) return;
    for (;;) {
      this.noteSending();
      const update = this.outbox.next();
      if (update === undefined) return;
      if (update === 'too-large') return this.ended('too-large');
      this.host.send(updateFrame(this.name, update));
    }
  }
}
