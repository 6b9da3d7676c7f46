// An opened case: the picture this person may see, on screen as the server composed it, then kept up to date by the live
// part, which is fetched once the picture can be read.
import { api, type Me, type PictureAnswer } from '../../api';
import type { Facts, Picture } from '../../schema.gen';
import type { SyncState as SessionState } from '../../sync/state';
import type { ServerNews } from '../../sync/stateless';
import { beforeLeaving } from '../../ui/leave';
import { draftsOf, privatesOf, roomsOf, saidIn, storiesOf } from '../derive';
import { leadsCase } from '../lead/leading';
import { forgetOrders, orderWaits } from '../mine/order-waits.svelte';
import { KeptRows } from '../picture/kept-rows';
import { namesIn } from '../picture/names';
import { outline } from '../picture/outline';
import { everyRow } from '../picture/select';
import { begun, unsaid } from '../standpoint/unsaid';
import {
  CannotDo,
  type CaseActions,
  type CaseStore,
  type ConflictView,
  type SyncState,
  type VersionPage,
  type VersionView,
  type WritingActions,
} from '../store';
import { openEdits } from '../stories/open-edits';
import { say } from '../words.svelte';
import { voiceView } from '../write/voice';
import { afterPaint } from './after-paint';
import type { Arrival } from './arrival';
import { BesideDrafts } from './beside-drafts';
import type { LiveHost, LivePart } from './live-part';
import { type ExportedVersion, versionParts, versionView } from './versions';

/** So long until what could not be fetched is asked for again. */
const AGAIN_MS = 5_000;

/** An opened case. */
export interface OpenCase {
  store: CaseStore;
  close(): void;
}

/** Opens the case of who is logged in; `left` is told when the session ended. */
export function openCase({ me, answer }: Arrival, left: () => void): OpenCase {
  const store = new OpenedCase(me, answer, left);
  store.begin();
  return { store, close: () => store.close() };
}

class OpenedCase implements CaseStore, LiveHost {
  facts: Facts;
  private documents: PictureAnswer['documents'];
  bindings: PictureAnswer['bindings'];
  runs: PictureAnswer['runs'];
  private asking = false;
  private askAgain = false;
  private closed = false;
  private forget: () => void = () => undefined;
  private cancelBegin: () => void = () => undefined;

  private live: LivePart | null = $state.raw(null);
  ready = $state(false);
  writable: ReadonlySet<string> = $state.raw(new Set());
  picture: Picture = $state.raw() as Picture;
  private heard: SyncState = $state.raw({ kind: 'joining' });
  notice: string | null = $state.raw(null);
  notices: CaseStore['notices'] = $state.raw([]);
  rightsChanged = $state(false);
  restorePoint: CaseStore['restorePoint'] = $state.raw(null);
  versions: readonly VersionView[] | null = $state.raw(null);

  /** The picture as it was when more than drafts changed last: what follows from this alone is not worked out at every key. */
  private readonly said = $derived.by(() => this.beside.keep(this.picture));
  private readonly beside = new BesideDrafts();
  private readonly names = $derived.by(() => namesIn(this.said));
  private readonly mayWrite = (document: string) => this.writable.has(`${this.me.case}/${document}`);
  readonly rooms = $derived.by(() => roomsOf(this.said, this.names, this.me.person, this.mayWrite));
  private readonly kept = new KeptRows();
  readonly parts = $derived.by(() => this.kept.keep(outline(this.said, new Date().toISOString().slice(0, 10))));
  readonly members = $derived.by(() => this.said.persons.map((one) => this.names.face(one.id)));
  readonly drafts = $derived.by(() => draftsOf(this.picture, this.names, this.rooms));
  readonly privates = $derived.by(() => privatesOf(this.picture, this.me.person));
  readonly stories = $derived.by(() => storiesOf(this.said, this.names, this.rooms));
  /** Told of client ids, which say who put something away. */
  private whose = $state(0);
  readonly away = $derived.by(() => (this.ready && this.whose >= 0 ? (this.live?.away(this.said) ?? []) : []));
  readonly voice = $derived.by(() => voiceView(this.picture, this.names, this.me.person));
  private readonly rows = $derived.by(() => new Map([...everyRow(this.parts)].map((row) => [row.id, row])));

  readonly actions: CaseActions = {
    addDraft: (kind, given, room) => this.able.addDraft(kind, given, room),
    writeFor: (id, words) => this.able.writeFor(id, words),
    editDraft: (id, fields) => this.able.editDraft(id, fields),
    typeInDraft: (id, field, area) => this.able.typeInDraft(id, field, area),
    dropDraft: (id) => this.able.dropDraft(id),
    share: (id, room, leaveOut) => this.able.share(id, room, leaveOut),
    widen: (id, room, leaveOut) => this.able.widen(id, room, leaveOut),
    waitsIn: (room) => this.able.waitsIn(room),
    makeReady: (id, room, leaveOut) => this.able.makeReady(id, room, leaveOut),
    takeBackReady: (id) => this.able.takeBackReady(id),
    asksAgain: (id) => this.able.asksAgain(id),
    mayShare: (texts) => this.able.mayShare(texts),
    change: (id, fields, rooms) => this.able.change(id, fields, rooms),
    typeChange: (id, field, words) => this.able.typeChange(id, field, words),
    reword: (id, words, rooms) => this.able.reword(id, words, rooms),
    withdraw: (id) => this.able.withdraw(id),
    setStandpoint: (item, is, words) => this.able.setStandpoint(item, is, words),
    setMark: (item, field, is, words) => this.able.setMark(item, field, is, words),
    dropMark: (item, field) => this.able.dropMark(item, field),
    setOrder: (room, ids) => this.able.setOrder(room, ids),
    editJoint: (item, field) => this.able.editJoint(item, field),
    joinWriting: (item, field) => this.able.joinWriting(item, field),
    leaveWriting: () => this.able.leaveWriting(),
    carryOver: (to, items, answers) => this.able.carryOver(to, items, answers),
    adopt: (id, changed) => this.able.adopt(id, changed),
    removedWords: (item, field) => this.able.removedWords(item, field),
    putBackWords: (item, field, removed) => this.able.putBackWords(item, field, removed),
    place: (room, id, drawing, at) => this.able.place(room, id, drawing, at),
    startJoint: (kind, room, fields, texts) => this.able.startJoint(kind, room, fields, texts),
    setJoint: (id, fields) => this.able.setJoint(id, fields),
    changeJointSet: (id, field, change) => this.able.changeJointSet(id, field, change),
    putsManyAway: (id) => this.able.putsManyAway(id),
    putAway: (id) => this.able.putAway(id),
    bringBack: (away) => this.able.bringBack(away),
    nameRound: (id, room, name) => this.able.nameRound(id, room, name),
    placeJoint: (room, item, after) => this.able.placeJoint(room, item, after),
    unplaceJoint: (room, item) => this.able.unplaceJoint(room, item),
    lendWords: (card, item) => this.able.lendWords(card, item),
    answerWish: (wish, text, refers) => this.able.answerWish(wish, text, refers),
    setReached: (goal, is, words) => this.able.setReached(goal, is, words),
    setOwnWords: (goal, words) => this.able.setOwnWords(goal, words),
    markSeen: (looked) => this.able.markSeen(looked),
    freeze: async (kind, reason) => {
      this.able.mayShare([reason]);
      await api.freeze(this.me.case, kind, reason);
      await this.loadVersions();
    },
    readVersion: (id) => this.readVersion(id),
    whoLooked: (from) => api.readers(this.me.case, from, null),
    whoReadsAlong: () => api.consents(this.me.case),
    decideReading: async (about, room, reader, may) => {
      const consent = { about, rooms: [room], readers: [reader] };
      await (may ? api.agree(this.me.case, consent) : api.takeBack(this.me.case, consent));
      // Who reads what is said here is told in many places.
      void this.askFacts();
    },
    askAnew: () => void this.askFacts(),
    askNotices: () => void this.askNotices(),
    takeCopy: (id) => this.copies.take(id),
    putAwayCopy: (id) => this.copies.putAway(id),
    undo: () => this.live?.doings.undo(),
    redo: () => this.live?.doings.redo(),
    closeDone: () => this.live?.doings.close(),
    closeRestorePoint: () => {
      this.restorePoint = null;
    },
    logout: async () => {
      unsaid.clear();
      begun.clear();
      openEdits.clear();
      forgetOrders();
      await this.live?.actions.leaveWriting();
      await api.logout().catch(() => undefined);
      this.left();
    },
  };

  constructor(
    readonly me: Me,
    answer: PictureAnswer<Picture>,
    private readonly left: () => void,
  ) {
    this.notices = me.notices ?? [];
    this.facts = answer.picture;
    this.picture = answer.picture;
    this.documents = answer.documents;
    this.bindings = answer.bindings;
    this.runs = answer.runs;
    this.writable = writableOf(answer);
  }

  /** Fetches what makes it live, once the picture is on screen. */
  begin(): void {
    this.forget = beforeLeaving(() => this.close());
    this.cancelBegin = afterPaint(() => {
      void this.join();
      void this.loadVersions();
    });
  }

  get title(): string {
    return this.picture.case.title ?? '';
  }
  get writing(): CaseStore['writing'] {
    return this.live?.writing.view ?? null;
  }
  get conflicts(): readonly ConflictView[] {
    return this.live?.copies.list ?? [];
  }
  /** What is not where it was written is not stored, whatever else is; nor is an order that waits for its "Klaar". */
  get sync(): SyncState {
    return this.heard.kind === 'saved' && (this.conflicts.length > 0 || orderWaits(this.me))
      ? { kind: 'copy' }
      : this.heard;
  }
  get done(): CaseStore['done'] {
    return this.live?.doings.view ?? null;
  }
  get mayFreeze(): boolean {
    return leadsCase(this.picture, this.me);
  }
  face(person: string): ReturnType<CaseStore['face']> {
    return this.names.face(person);
  }
  room(id: string): ReturnType<CaseStore['room']> {
    return this.rooms.find((one) => one.id === id) ?? null;
  }
  row(id: string): ReturnType<CaseStore['row']> {
    return this.rows.get(id) ?? null;
  }
  saidIn(item: string): readonly string[] {
    return saidIn(this.picture, this.me.person, item);
  }

  unsentWords(): string {
    const open = [...openEdits.values()].map((one) => one.now);
    const copies = this.conflicts.map((one) => one.words);
    const words = [...(this.live?.unsentWords() ?? []), ...copies, ...open, ...unsaid.values()];
    return words.filter((one) => one.trim() !== '').join('\n\n');
  }

  close(): void {
    this.closed = true;
    this.cancelBegin();
    this.forget();
    this.live?.close();
  }

  show(picture: Picture): void {
    this.picture = picture;
    // Every document is here now: before that, writing could lose to what stands there already.
    this.ready = true;
  }

  told(state: SessionState & { sentence?: string }): void {
    if (state.kind !== 'stopped') {
      const back = this.heard.kind === 'local' && state.kind !== 'local';
      this.heard = state;
      if (back) void this.askFacts();
      return;
    }
    const again = state.reason === 'session-ended';
    this.heard = { kind: 'stopped', sentence: say(`error-${state.reason}`), again };
    const kept = this.conflicts.length > 0 || this.live?.unsent() === true;
    if (again && !kept) this.left();
  }

  news(news: ServerNews, joined: readonly string[]): void {
    const [came] = joined;
    if (news.kind === 'facts') return void this.askFacts();
    if (news.kind === 'bindings') this.whose += 1;
    if (news.kind === 'notices') return void this.askNotices();
    if (news.kind === 'restore_point') {
      if (this.mayFreeze) this.restorePoint = { version: news.version, by: news.by };
      void this.loadVersions();
    } else if (news.kind === 'version') {
      this.notice = say('client-notice-version');
      void this.loadVersions();
    } else if (came !== undefined) {
      this.notice = say('client-writing-along', { names: this.names.face(came).name, count: 1 });
    }
  }

  tell(sentence: string): void {
    this.notice = sentence;
  }

  private async askNotices(): Promise<void> {
    // When it can't be asked, what was told before stays.
    const me = await api.me().catch(() => null);
    if (me !== null) this.notices = me.notices ?? [];
  }

  refused(): void {
    this.notice = say('client-conflict');
  }

  /**
   * Nothing waits to be stored now. Who is in the middle of something chooses the moment themselves; a page that changes rights
   * itself (`data-stays`) is in the middle of something always, and loads anew when it is left.
   */
  async rights(waited: boolean): Promise<void> {
    // Without a connection there would be no page at all.
    const answer = await api.picture<Picture>(this.me.case).catch(() => undefined);
    if (this.closed) return;
    const field = document.activeElement?.matches('textarea, select, input:not([type="radio"], [type="checkbox"])');
    const stays = document.querySelector('[data-stays]') !== null;
    const busy =
      stays || waited || field === true || unsaid.size > 0 || openEdits.size > 0 || this.live?.onlyHere() === true;
    if (answer !== undefined && this.onlyMore(answer, busy)) {
      this.take(answer);
      // What was told while the sockets were closed was heard by nobody.
      void this.askNotices();
    } else if (busy || answer === undefined) this.rightsChanged = true;
    else location.reload();
  }

  /** Whether all that was read is still read: what came besides is opened in this page. Who is busy writes on where they did. */
  private onlyMore({ documents, picture }: PictureAnswer<Picture>, busy: boolean): boolean {
    const now = new Map(documents.map((one) => [one.document, one]));
    const role = picture.persons.find((one) => one.id === this.me.person)?.role;
    return (
      (role === undefined || role === this.me.role) &&
      this.documents.every(({ document, generation, writable }) => {
        const there = now.get(document);
        return there?.generation === generation && (there.writable || !writable || !busy);
      })
    );
  }

  private take(answer: PictureAnswer<Picture>): void {
    this.facts = answer.picture;
    this.documents = answer.documents;
    this.bindings = answer.bindings;
    this.runs = answer.runs;
    this.writable = writableOf(answer);
    this.live?.admit(answer.documents);
  }

  private get copies(): LivePart['copies'] {
    if (this.live === null) throw new CannotDo('what writes is not here yet');
    return this.live.copies;
  }

  private get able(): WritingActions {
    if (this.live === null || !this.ready) throw new CannotDo('what writes is not here yet');
    return this.live.actions;
  }

  /** Makes it live. Without a connection the picture stays, the bar says so, and it is tried again. */
  private async join(): Promise<void> {
    const kept = import('./keeping').then(({ keptHere }) => keptHere(this.me)).catch(() => null);
    const fetched = await import('./live-part').catch(() => undefined);
    const here = await kept;
    if (this.closed) return;
    if (fetched === undefined) {
      this.heard = { kind: 'reading' };
      this.joinAgain();
      return;
    }
    this.heard = { kind: 'joining' };
    this.live = new fetched.LivePart(this, here);
    this.live.admit(this.documents);
  }

  private joinAgain(): void {
    const again = () => {
      this.cancelBegin();
      void this.join();
    };
    const timer = setTimeout(again, AGAIN_MS);
    addEventListener('online', again);
    this.cancelBegin = () => {
      clearTimeout(timer);
      removeEventListener('online', again);
    };
  }

  /** Asks the register's facts again: after the connection was away, and when who reads what changed. */
  private async askFacts(): Promise<void> {
    if (this.asking) {
      // What is under way may have been answered before that.
      this.askAgain = true;
      return;
    }
    this.asking = true;
    try {
      const answer = await api.picture<Picture>(this.me.case);
      if (this.closed) return;
      this.take(answer);
      if (this.versions === null) void this.loadVersions();
    } catch {
      // Without an answer the last facts stay; the next time the connection comes back asks again.
    } finally {
      this.asking = false;
      if (this.askAgain) {
        this.askAgain = false;
        void this.askFacts();
      }
    }
  }

  private async loadVersions(): Promise<void> {
    try {
      this.versions = (await api.versions(this.me.case)).map(versionView);
    } catch {
      // The list stays as it was; it is asked for again when the connection is back.
    }
  }

  private async readVersion(id: string): Promise<VersionPage> {
    const listed = () => this.versions?.find((one) => one.id === id);
    // One told of just now may not be in the list yet.
    if (listed() === undefined) await this.loadVersions();
    const version = listed();
    if (version === undefined) throw new CannotDo('no such version');
    const exported = await api.version<ExportedVersion>(this.me.case, id);
    return { version, parts: versionParts(exported), fingerprint: exported.sha256 };
  }
}

function writableOf(answer: PictureAnswer<Picture>): ReadonlySet<string> {
  return new Set(answer.documents.filter((one) => one.writable).map((one) => one.document));
}
