// What makes an opened case live: the documents, the connection, and the writing in them. Fetched after the picture is on
// screen, because reading needs none of it.
import * as Y from 'yjs';
import { api, type Me, type PictureAnswer, type PictureDocument } from '../../api';
import { type AuthorRun, authorByRun } from '../../doc/authors';
import { RemovedLately } from '../../doc/removed-lately';
import type { Facts, Picture } from '../../schema.gen';
import { bareWords } from '../../sync/bare-words';
import { startSync } from '../../sync/browser';
import type { ConflictCopy } from '../../sync/host';
import type { SyncSession } from '../../sync/session';
import type { ServerNews } from '../../sync/stateless';
import type { Found } from '../../sync/unsent';
import { askingFirst } from '../caution/asking-first';
import { dayOf } from '../equal-start/equal-start';
import { movedWords } from '../equal-start/words';
import type { AwayView } from '../joint/joint-actions';
import type { WritingActions } from '../store';
import { actionsFor, type Workplace } from './actions';
import { awayIn } from './board-actions';
import { Composition } from './composition';
import { Copies } from './copies.svelte';
import { CaseDocuments } from './documents';
import { LiveDoings } from './doings.svelte';
import { DraftFields } from './draft-fields';
import { moveReady } from './equal-start-actions';
import { holdingPlaces, keepPlaces } from './hold-places';
import { inWords } from './in-words';
import type { KeptHere } from './keeping';
import { LiveWriting } from './together.svelte';

/** After composing, so many times as long nothing is composed again, */
const REST_TIMES = 10;
/** but never longer than this. */
const REST_MS_MAX = 300;

/** So often a page that stays open looks whether a day began on which something that waits may go. */
const DAY_CHECK_MS = 900_000;

/** What the live part needs of the case it makes live, and tells it. */
export interface LiveHost {
  readonly me: Me;
  /** What the register says, as asked last. */
  readonly facts: Facts;
  /** The picture on screen. */
  readonly picture: Picture;
  /** The documents this person may write. */
  readonly writable: ReadonlySet<string>;
  /** Whose each client id is, by document, as asked last. */
  readonly bindings: PictureAnswer['bindings'];
  /** Whose words those are that somebody else put back, by document, as asked last. */
  readonly runs: PictureAnswer['runs'];
  /** What the documents say now. */
  show(picture: Picture): void;
  told(state: SyncSession['state'] & { sentence?: string }): void;
  news(news: ServerNews, joined: readonly string[]): void;
  /** What may be read or written changed, and all that could be stored is; `waited`: something had to be first. */
  rights(waited: boolean): Promise<void>;
  /** Something to tell once, politely. */
  tell(sentence: string): void;
  /** Words could not be put where they were written; `live.copies` has them. */
  refused(): void;
}

/** The live part of one case. */
export class LivePart {
  readonly writing: LiveWriting;
  readonly actions: WritingActions;
  readonly doings: LiveDoings;
  readonly copies: Copies;
  private readonly session: SyncSession;
  private readonly documents: CaseDocuments;
  private readonly workplace: Workplace;
  private readonly drafts = new DraftFields();
  private readonly composition = new Composition();
  private readonly joined = new Set<string>();
  private readonly apart = new Set<string>();
  /** Documents that came after the first, and haven't joined yet. */
  private readonly late = new Set<string>();
  private begun = false;
  /** Client ids that were bound since the picture was asked. */
  private readonly bound = new Map<string, Record<string, string>>();
  /** Words that were put back since the picture was asked. */
  private readonly ran = new Map<string, AuthorRun[]>();
  /** What was found on this device and has no place any more. */
  private readonly placeless: Found[] = [];
  private readonly unwatch = new Map<string, () => void>();
  private readonly days: ReturnType<typeof setInterval>;
  /** The generation of each document, as asked last. */
  private readonly generations = new Map<string, number>();
  private fullTold = false;
  private frame = 0;
  private rest: ReturnType<typeof setTimeout> | undefined;
  private again = false;
  private closed = false;

  /** `kept`: what keeps waiting words on this device, where it is remembered. */
  constructor(
    private readonly host: LiveHost,
    private readonly kept: KeptHere | null = null,
  ) {
    const { me } = host;
    this.session = startSync(api);
    this.session.keeper = kept?.unsent;
    kept?.unsent.begin({
      waiting: (name) => this.session.document(name)?.waitingEdits,
      generation: (name) => this.generations.get(name),
      changed: () => this.keptChanged(),
    });
    this.documents = new CaseDocuments(me.case, me.person, this.session);
    const mine = (document: string, client: number, clock: number) => this.mine(document, client, clock);
    const removed = new RemovedLately();
    this.writing = new LiveWriting(me, this.session, this.documents, mine, removed);
    this.copies = new Copies({
      self: () => this.ownRoom(),
      hold: () => this.session.hold(),
      letGo: () => this.session.letGo(),
      changed: () => this.show(),
    });
    this.doings = new LiveDoings(
      me.person,
      () => this.documents.own(),
      () => host.picture,
      () => this.show(),
    );
    this.workplace = {
      me,
      documents: this.documents,
      writing: this.writing,
      drafts: this.drafts,
      picture: () => host.picture,
      writable: (document) => host.writable.has(document),
      author: (document, client, clock) => this.author(document, client, clock),
      mine,
      removed,
      today: () => dayOf(new Date()),
      lost: (document, words) => this.lost(document, words),
      changed: () => this.show(),
    };
    // Keeping places is no step of its own: what is taken back is what someone did.
    this.actions = askingFirst(
      this.workplace,
      holdingPlaces(this.workplace, this.doings.around(actionsFor(this.workplace))),
    );
    this.days = setInterval(() => this.show(), DAY_CHECK_MS);
    this.session.on('state', (state) =>
      host.told(
        state.kind === 'local' && state.kept && kept !== null ? { ...state, sentence: kept.sentence() } : state,
      ),
    );
    this.session.on('replaced', (document, old) => {
      this.doings.replaced(old);
      this.watch(document.name);
      this.writing.replaced(document.name);
      this.drafts.replaced();
    });
    this.session.on('news', (document, news) => this.heard(document, news));
    this.session.on('document', (document) => {
      kept?.unsent.touch(document.name);
      if (!document.joined) this.apart.add(document.name);
      else if (this.apart.delete(document.name)) {
        void this.writing.back(document.name);
        // Places that were to be written while it was away are written now.
        this.show();
      }
      if (document.joined || document.stopped !== undefined) this.arrived(document.name);
      // What was told of a room between the answer that named it and its joining was heard by nobody.
      const came = (document.joined || document.stopped !== undefined) && this.late.delete(document.name);
      if (came && this.late.size === 0) host.news({ kind: 'facts' }, []);
    });
    this.session.on('rights', (waited) => void host.rights(waited));
    this.session.on('presence', (document) => this.writing.moved(document));
    this.session.on('conflict', (copy) => this.refused(copy));
  }

  /** Opens documents that aren't open yet, and begins to listen. */
  admit(documents: readonly PictureDocument[]): void {
    for (const { document, generation } of documents) this.generations.set(document, generation);
    const fresh = this.documents.admit(documents);
    this.takeUp();
    for (const name of fresh) {
      this.watch(name);
      if (this.begun) this.late.add(name);
    }
    this.begun = true;
    this.show();
  }

  /** What waited on this device before this page began is offered again, where it was written; what has no place there is a copy. */
  private takeUp(): void {
    const { kept } = this;
    if (kept === null) return;
    for (const one of kept.found.splice(0)) {
      const { document, generation } = one.head;
      const live = this.generations.get(document) === generation ? this.session.document(document) : undefined;
      const number = live?.takeUp(one.update);
      if (number === undefined) this.placeless.push(one);
      else kept.unsent.waitsAgain(one, number);
    }
    this.session.kept();
  }

  private keptChanged(): void {
    if (this.closed) return;
    this.session.kept();
    const full = this.kept?.unsent.isFull === true;
    if (full && !this.fullTold && this.kept !== null) this.host.tell(this.kept.fullSentence());
    this.fullTold = full;
  }

  /** What was found and has no place becomes a copy in one's own room, once that is here. */
  private copyPlaceless(): void {
    if (this.placeless.length === 0 || !this.composition.covers(this.documents.names)) return;
    const byDocument = new Map<string, Found[]>();
    for (const one of this.placeless.splice(0)) {
      byDocument.set(one.head.document, [...(byDocument.get(one.head.document) ?? []), one]);
    }
    for (const [document, some] of byDocument) {
      const words = inWords(bareWords(Y.mergeUpdates(some.map((one) => one.update))));
      this.lost(document, words, () => this.kept?.unsent.done(some.map((one) => one.name)));
    }
  }

  /** What was put away, of what this picture shows. */
  away(picture: Picture): AwayView[] {
    return awayIn(picture, this.workplace);
  }

  /** Whether words are only on this device. */
  unsent(): boolean {
    return this.session.unsent();
  }

  /** Whether words would go with this page. */
  onlyHere(): boolean {
    return this.session.onlyHere();
  }

  /** What of them can be read, to be copied. */
  unsentWords(): string[] {
    return this.session.unsentWords().map(inWords);
  }

  close(): void {
    this.closed = true;
    // Before the session: what waits is let go of there, and stays here.
    this.kept?.rest();
    cancelAnimationFrame(this.frame);
    clearTimeout(this.rest);
    clearInterval(this.days);
    this.session.destroy();
  }

  /** Shows what is here now, once a frame at most. Until all documents are there, the server's picture stands. */
  show(): void {
    if (this.frame !== 0 || this.closed) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.compose();
      this.writing.textChanged();
    });
  }

  /** Composes, unless that was done just now: a large picture leaves most of the time to who is typing. */
  private compose(): void {
    if (this.rest !== undefined || !this.composition.covers(this.documents.names)) {
      this.again = true;
      return;
    }
    this.again = false;
    const began = performance.now();
    this.host.show(this.composition.picture(this.host.facts, (name) => this.documents.open(name)));
    const here = (name: string) => this.joined.has(name) && !this.apart.has(name);
    keepPlaces(this.workplace, here);
    const rooms = moveReady(this.workplace, here);
    if (rooms.length > 0) this.host.tell(movedWords(this.host.picture, rooms));
    const pause = Math.min((performance.now() - began) * REST_TIMES, REST_MS_MAX);
    this.rest = setTimeout(() => {
      this.rest = undefined;
      if (this.again) this.show();
    }, pause);
  }

  private watch(name: string): void {
    this.unwatch.get(name)?.();
    const doc = this.documents.open(name);
    if (doc === undefined) return;
    const changed = () => {
      if (!this.joined.has(name)) return;
      this.composition.changed(name);
      this.show();
    };
    doc.on('update', changed);
    this.unwatch.set(name, () => doc.off('update', changed));
    changed();
  }

  /** The document has what the server has: from now on it is read. */
  private arrived(name: string): void {
    if (this.joined.has(name)) return;
    this.joined.add(name);
    this.composition.changed(name);
    this.copyPlaceless();
    this.show();
  }

  private heard(document: string, news: ServerNews): void {
    if (news.kind === 'bindings') this.bound.set(document, { ...this.bound.get(document), ...news.bindings });
    if (news.kind === 'runs') this.ran.set(document, [...(this.ran.get(document) ?? []), ...news.runs]);
    if (news.kind !== 'writing') return this.host.news(news, []);
    const before = this.writing.view?.persons ?? [];
    this.writing.heard(document, news.text, news.persons);
    this.host.news(
      news,
      news.persons.filter((person) => person !== this.host.me.person && !before.includes(person)),
    );
  }

  private refused(copy: ConflictCopy): void {
    this.lost(copy.document, inWords(copy.words));
    // Kept as a copy now, which holds the page itself where it must.
    this.session.letGo();
  }

  /** Keeps words that could not be put where they were written. */
  private lost(document: string, words: string, done: () => void = () => undefined): void {
    if (this.closed) return;
    if (words.trim() === '') return done();
    this.copies.add(document, words, done);
    this.host.refused();
  }

  /** Whether what stands at a clock of a client id of a document is this person's. */
  private mine(document: string, client: number, clock: number): boolean {
    return this.author(document, client, clock) === this.host.me.person;
  }

  /** Whose it is, when that is known. */
  private author(document: string, client: number, clock: number): string | undefined {
    const runs = [this.ran.get(document) ?? [], this.host.runs[document] ?? []];
    const author = runs.map((some) => authorByRun(some, client, clock)).find((one) => one !== undefined);
    if (author !== undefined) return author;
    if (this.session.document(document)?.owns(client) === true) return this.host.me.person;
    return this.bound.get(document)?.[client] ?? this.host.bindings[document]?.[client];
  }

  private ownRoom(): { name: string; doc: Y.Doc } | undefined {
    const room = this.host.picture.rooms.find((one) => one.kind === 'self');
    const name = this.documents.name(room?.id ?? '', `voice.${this.host.me.person}`);
    const doc = this.host.writable.has(name) ? this.documents.open(name) : undefined;
    return doc === undefined ? undefined : { name, doc };
  }
}
