// All open documents over one connection: tickets, routing, what the app is told, and what the app may claim about
// *Opgeslagen*. One of these per logged-in person.

import { ObservableV2 } from 'lib0/observable';
import type * as Y from 'yjs';
import { LIMITS } from '../schema.gen';
import type { Words } from './afresh';
import { Backoff } from './backoff';
import { awarenessFrame, closeFrame } from './codec';
import { Connection } from './connection';
import { LiveDocument } from './document';
import { type ErrorCode, isErrorCode, type NextStep, nextStep } from './errors';
import type { ConflictCopy, Host } from './host';
import { Presence } from './presence';
import { judge, type SyncState, sameState } from './state';
import { readNews, type ServerNews } from './stateless';
import type { Surroundings } from './surroundings';

const PASSING: ReadonlySet<NextStep> = new Set(['reconnect', 'wait']);

/** An answer to a request for a ticket; the same shape as on HTTP. */
export type TicketAnswer = { document: string; client_id: number } | { document: string; code: ErrorCode };

/** What a session is made of. */
export interface SessionParts {
  url: string;
  around: Surroundings;
  /** Asks for tickets, one answer per name in order. Must end in bounded time; may throw an error with a `code`. */
  tickets(documents: readonly string[]): Promise<readonly TicketAnswer[]>;
  /** The token sent in Auth; by default empty, so that the session cookie counts (H2). */
  token?(document: string): string;
}

/** What keeps waiting edits on the device. */
export interface Keeper {
  /** Whether what waits lies there, as far as people can tell. */
  readonly keeps: boolean;
  /** Whether each waiting edit of a document lies there. */
  holds(document: string): boolean;
}

/** What a session tells. */
export interface SessionEvents {
  /** The state of the whole app changed. */
  state(state: SyncState): void;
  /** Words were refused; nobody else keeps them. Whoever does says `letGo`. */
  conflict(copy: ConflictCopy): void;
  /** `document.doc` is another Y.Doc now: bind to it anew. */
  replaced(document: LiveDocument, old: Y.Doc): void;
  /** A document's own state changed: joined, writable, waiting, stopped. */
  document(document: LiveDocument): void;
  news(document: string, news: ServerNews): void;
  presence(document: string): void;
  /**
   * What may be read or written changed (R6). Told once nothing waits to be stored: what was written before is stored or kept
   * as a copy. `waited`: something did wait.
   */
  rights(waited: boolean): void;
  /** The session was taken down; nothing is told after this. */
  ended(): void;
}

/** Keeps documents the same here and on the server. */
export class SyncSession extends ObservableV2<{ [E in keyof SessionEvents]: SessionEvents[E] }> {
  /** What may be shown now. */
  state: SyncState = { kind: 'joining' };

  /** Keeps what waits on the device, where that is remembered. */
  keeper: Keeper | undefined;

  /** Refused words that only this page still holds. */
  private copies = 0;
  private readonly documents = new Map<string, LiveDocument>();
  private readonly leaving = new Set<string>();
  private readonly presences = new Map<string, Presence>();
  private readonly connection: Connection;
  private asking = false;
  /** Rights changed, and that was not told yet: whether something waited to be stored then. */
  private rights: { waited: boolean } | undefined;
  private readonly ticketBackoff: Backoff;
  private cancelJudge = () => {};
  /** When it is judged again by time alone. */
  private judgeAt = Number.POSITIVE_INFINITY;

  constructor(private readonly parts: SessionParts) {
    super();
    this.ticketBackoff = new Backoff(parts.around);
    this.connection = new Connection(parts.url, parts.around, {
      opened: () => this.opened(),
      frame: ({ document, ...frame }) => {
        const live = this.documents.get(document);
        if (live === undefined) return;
        if (frame.kind === 'stateless') {
          for (const news of readNews(frame.text)) {
            if (news.kind === 'overruled') live.overruled(news.ranges);
            else this.emit('news', [document, news]);
          }
        } else if (frame.kind === 'awareness') {
          this.presences.get(document)?.receive(frame.payload);
        } else if (frame.kind === 'query-awareness') {
          this.presences.get(document)?.joined();
        } else {
          live.receive(frame);
        }
      },
      lost: (code) => this.lost(code),
      watched: () => {
        for (const document of this.documents.values()) document.watched();
      },
    });
  }

  /** Opens documents, all in one round trip. Each is there at once, empty until the server answered. */
  open(names: readonly string[]): LiveDocument[] {
    const fresh = names.some((name) => !this.documents.has(name));
    const opened = names.map((name) => {
      this.leaving.delete(name);
      const known = this.documents.get(name);
      if (known !== undefined) return known;
      const document = new LiveDocument(name, this.host, this.parts.around);
      this.documents.set(name, document);
      if (this.documents.size > LIMITS.documents_per_socket_max) document.refuse('too-many');
      return document;
    });
    // Who asks for a document that is open must not cut the pause before the next attempt short.
    if (!fresh) return opened;
    this.connection.connect();
    this.askTickets();
    this.judge();
    return opened;
  }

  /** A document, when it is open. */
  document(name: string): LiveDocument | undefined {
    return this.documents.get(name);
  }

  /** Lets go of a document, once everything written in it is stored. */
  close(name: string): void {
    this.leaving.add(name);
    this.presences.get(name)?.set(undefined);
    this.judge();
  }

  /** Presence in one open document; only for a samen-schrijven session. */
  presence(name: string): Presence {
    const known = this.presences.get(name);
    if (known !== undefined) return known;
    const presence = new Presence(
      this.parts.around.clock,
      () => this.documents.get(name)?.doc.clientID ?? 0,
      (payload) => {
        if (this.documents.get(name)?.joined !== true || !this.connection.open) return false;
        this.connection.send(awarenessFrame(name, payload));
        return true;
      },
      () => this.emit('presence', [name]),
    );
    this.presences.set(name, presence);
    return presence;
  }

  /** Whether words would go with this page: neither stored nor on the device, or refused and kept as a copy. */
  onlyHere(): boolean {
    const here = ({ name, waiting }: LiveDocument) => waiting > 0 && this.keeper?.holds(name) !== true;
    return this.copies > 0 || [...this.documents.values()].some(here);
  }

  /** Where waiting edits are kept changed. */
  kept(): void {
    this.judge();
  }

  /** Words that could be put nowhere else are only in this page. */
  hold(): void {
    this.copies += 1;
  }

  /** They are kept elsewhere now, or thrown away. */
  letGo(): void {
    this.copies -= 1;
  }

  /** Whether words wait to be stored. */
  unsent(): boolean {
    return [...this.documents.values()].some((document) => document.waiting > 0);
  }

  /** The words that wait, by document. */
  unsentWords(): Words[][] {
    return [...this.documents.values()].map((document) => document.unsentWords()).filter((words) => words.length > 0);
  }

  /** The network is gone: a socket that seems open is not. */
  offline(): void {
    this.connection.renew();
  }

  /** The network came back: no need to wait out the pause. */
  online(): void {
    if (this.documents.size === 0) return;
    this.connection.connect();
    this.askTickets();
  }

  /** Someone looks at the page again. */
  looked(): void {
    this.connection.hurry();
    this.askTickets();
  }

  /** The same person came in again. */
  resume(): void {
    this.connection.resume();
    this.askTickets();
    this.judge();
  }

  /** Ends everything; what was not stored becomes conflict copies. */
  override destroy(): void {
    this.connection.rest();
    this.ticketBackoff.cancel();
    this.cancelJudge();
    for (const document of this.documents.values()) document.leave();
    for (const presence of this.presences.values()) presence.disconnected();
    this.documents.clear();
    this.emit('ended', []);
    super.destroy();
  }

  private readonly host: Host = {
    open: () => this.connection.open,
    send: (bytes) => this.connection.send(bytes),
    token: (document) => this.parts.token?.(document) ?? '',
    renew: (code) => this.connection.renew(code),
    hurry: () => this.connection.hurry(),
    sessionEnded: (code) => this.end(code),
    wantTicket: () => this.askTickets(),
    conflict: (copy) => {
      // Until whoever hears of it says that the words are kept elsewhere.
      this.hold();
      this.emit('conflict', [copy]);
    },
    replaced: (document, old) => this.emit('replaced', [document, old]),
    joined: (document) => {
      this.presences.get(document.name)?.joined();
      const all = [...this.documents.values()].every((one) => one.joined || one.stopped !== undefined);
      // Only when everything is well: one bad document must not make the pauses short for ever.
      if (all) this.connection.settled();
    },
    changed: (document) => {
      this.emit('document', [document]);
      this.judge();
    },
  };

  private opened(): void {
    for (const document of this.documents.values()) document.join();
    this.judge();
  }

  private lost(code: ErrorCode): void {
    const next = nextStep(code);
    if (code === 'rights-changed') this.rights = { waited: this.unsent() };
    const blames = next === 'keep_copy' || next === 'start_afresh';
    for (const document of this.documents.values()) {
      // The server closed the socket over something that was sent: one of the documents with frames under way.
      if (blames && document.unanswered > 0) document.ended(code);
      else document.disconnected();
    }
    for (const presence of this.presences.values()) presence.disconnected();
    this.judge();
  }

  private end(code: ErrorCode): void {
    this.connection.stop(code);
    this.lost(code);
  }

  private askTickets(): void {
    if (this.asking || this.connection.phase.kind === 'stopped') return;
    const names = [...this.documents.values()].filter((one) => one.needsTicket).map((one) => one.name);
    if (names.length === 0) return;
    this.asking = true;
    this.ticketBackoff.cancel();
    this.parts.tickets(names).then(
      (answers) => {
        this.asking = false;
        this.ticketBackoff.reset();
        for (const answer of answers) {
          const document = this.documents.get(answer.document);
          if (document === undefined) continue;
          if ('client_id' in answer) document.ticketed(answer.client_id);
          // What passes is asked again below.
          else if (document.needsTicket && !PASSING.has(nextStep(answer.code))) document.refuse(answer.code);
        }
        this.judge();
        if (names.every((name) => this.documents.get(name)?.needsTicket !== true)) this.askTickets();
        else this.askTicketsLater();
      },
      (fault: unknown) => {
        this.asking = false;
        const code = typeof fault === 'object' && fault !== null && 'code' in fault ? fault.code : undefined;
        if (isErrorCode(code) && nextStep(code) === 'log_in') this.end(code);
        else this.askTicketsLater();
      },
    );
  }

  private askTicketsLater(): void {
    this.ticketBackoff.later(() => this.askTickets());
  }

  private leave(): void {
    for (const name of this.leaving) {
      const document = this.documents.get(name);
      if (document !== undefined && !document.settled) continue;
      this.leaving.delete(name);
      if (document === undefined) continue;
      if (document.joined) this.connection.send(closeFrame(name));
      document.leave();
      this.documents.delete(name);
      this.presences.get(name)?.disconnected();
      this.presences.delete(name);
      if (this.documents.size === 0) this.connection.rest();
    }
  }

  private judge(): void {
    this.leave();
    const { phase } = this.connection;
    const now = this.parts.around.clock.now();
    const stopped = phase.kind === 'stopped' ? phase.reason : undefined;
    const judged = judge(
      [...this.documents.values()].map((one) => one.status()),
      stopped,
      now,
      this.copies === 0 && this.keeper?.keeps === true,
    );
    // One that comes too early does no harm; a timer less at every key does good.
    if (judged.again !== undefined && judged.again < this.judgeAt) {
      this.cancelJudge();
      this.judgeAt = judged.again;
      this.cancelJudge = this.parts.around.clock.after(judged.again - now, () => {
        this.judgeAt = Number.POSITIVE_INFINITY;
        this.judge();
      });
    }
    if (!sameState(this.state, judged.state)) {
      this.state = judged.state;
      this.emit('state', [judged.state]);
    }
    this.tellRights();
  }

  private tellRights(): void {
    if (this.rights === undefined || this.unsent()) return;
    const { waited } = this.rights;
    this.rights = undefined;
    this.emit('rights', [waited]);
  }
}
