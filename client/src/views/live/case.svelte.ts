// The live store: the picture this person may see, kept up to date, with the documents behind it open.
import { api, type Me } from '../../api';
import type { Facts, Picture } from '../../schema.gen';
import { startSync } from '../../sync/browser';
import type { ConflictCopy } from '../../sync/host';
import type { SyncSession } from '../../sync/session';
import type { ServerNews } from '../../sync/stateless';
import { beforeLeaving } from '../../ui/leave';
import { draftsOf, privatesOf, roomsOf, storiesOf } from '../derive';
import { namesIn } from '../picture/names';
import { outline } from '../picture/outline';
import { everyRow } from '../picture/select';
import type { CaseActions, CaseStore, ConflictView, SyncState, VersionView } from '../store';
import { say } from '../words.svelte';
import { actionsFor, strangersIn } from './actions';
import { Composition } from './composition';
import { CaseDocuments } from './documents';
import { versionView } from './versions';
import { WritingRoom } from './writing.svelte';

/** An opened case. */
export interface OpenCase {
  store: CaseStore;
  close(): void;
}

/** Opens the case of who is logged in; `left` is told when the session ended. */
export async function openCase(me: Me, left: () => void): Promise<OpenCase> {
  const answer = await api.picture<Picture>(me.case);
  const store = new LiveCase(me, answer.picture, left);
  store.begin(answer.documents);
  return { store, close: () => store.close() };
}

class LiveCase implements CaseStore {
  private facts: Facts;
  private readonly composition = new Composition();
  private readonly joined = new Set<string>();
  private readonly session: SyncSession;
  private readonly documents: CaseDocuments;
  private readonly writingRoom: WritingRoom;
  private readonly unwatch = new Map<string, () => void>();
  private forget: () => void = () => undefined;
  private frame = 0;
  private asking = false;
  private closed = false;

  private picture: Picture = $state.raw() as Picture;
  sync: SyncState = $state.raw({ kind: 'joining' });
  notice: string | null = $state.raw(null);
  conflicts: readonly ConflictView[] = $state.raw([]);
  versions: readonly VersionView[] | null = $state.raw(null);

  private readonly names = $derived.by(() => namesIn(this.picture));
  readonly rooms = $derived.by(() => roomsOf(this.picture, this.names, this.me.person, this.documents.mayWrite));
  readonly parts = $derived.by(() => outline(this.picture));
  readonly members = $derived.by(() => this.picture.persons.map((one) => this.names.face(one.id)));
  readonly drafts = $derived.by(() => draftsOf(this.picture, this.names, this.rooms));
  readonly privates = $derived.by(() => privatesOf(this.picture, this.me.person));
  readonly stories = $derived.by(() => storiesOf(this.picture, this.names, this.rooms));
  private readonly rows = $derived.by(() => new Map([...everyRow(this.parts)].map((row) => [row.id, row])));

  readonly actions: CaseActions;

  constructor(
    readonly me: Me,
    picture: Picture,
    private readonly left: () => void,
  ) {
    this.facts = picture;
    this.picture = picture;
    this.session = startSync(api);
    this.documents = new CaseDocuments(me.case, me.person, this.session);
    this.writingRoom = new WritingRoom(me, this.session, this.documents);
    this.actions = actionsFor({
      me,
      documents: this.documents,
      writing: this.writingRoom,
      picture: () => this.picture,
      changed: () => this.show(),
      versions: () => this.versions,
      loadVersions: () => this.loadVersions(),
      left: () => this.left(),
    });
  }

  /** Opens the documents and begins to listen. */
  begin(documents: Parameters<CaseDocuments['admit']>[0]): void {
    this.session.on('state', (state) => this.told(state));
    this.session.on('replaced', (document) => {
      this.watch(document.name);
      this.writingRoom.replaced(document.name);
    });
    this.session.on('news', (document, news) => this.heard(document, news));
    this.session.on('document', (document) => {
      if (document.joined || document.stopped !== undefined) this.arrived(document.name);
    });
    this.session.on('presence', (document) => this.writingRoom.moved(document));
    this.session.on('conflict', (copy) => this.refused(copy));
    this.admit(documents);
    this.forget = beforeLeaving(() => this.session.destroy());
    this.show();
    void this.loadVersions();
  }

  get title(): string {
    return this.picture.case.title ?? '';
  }
  get writing(): CaseStore['writing'] {
    return this.writingRoom.view;
  }
  get mayFreeze(): boolean {
    return this.me.role === 'wijkteam' || this.me.role === 'gi';
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

  strangers(room: string, about: readonly string[]): string[] {
    return strangersIn(this.picture, room, about);
  }

  close(): void {
    this.closed = true;
    cancelAnimationFrame(this.frame);
    this.forget();
    this.session.destroy();
  }

  private admit(documents: Parameters<CaseDocuments['admit']>[0]): void {
    for (const name of this.documents.admit(documents)) this.watch(name);
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
    this.show();
  }

  /** Shows what is here now, once a frame at most. Until all documents are there, the server's picture stands. */
  private show(): void {
    if (this.frame !== 0 || this.closed) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      if (this.composition.covers(this.documents.names)) {
        this.picture = this.composition.picture(this.facts, (name) => this.documents.open(name));
      }
      this.writingRoom.textChanged();
    });
  }

  /** Asks the register's facts again, after the connection was away. */
  private async askFacts(): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    try {
      const answer = await api.picture<Picture>(this.me.case);
      if (this.closed) return;
      this.facts = answer.picture;
      this.admit(answer.documents);
      this.show();
    } catch {
      // Without an answer the last facts stay; the next time the connection comes back asks again.
    } finally {
      this.asking = false;
    }
  }

  private told(state: SyncSession['state']): void {
    if (state.kind !== 'stopped') {
      const back = this.sync.kind === 'local' && state.kind !== 'local';
      this.sync = state;
      if (back) void this.askFacts();
      return;
    }
    this.sync = { kind: 'stopped', sentence: say(`error-${state.reason}`) };
    if (state.reason === 'session-ended' && !this.session.unsent()) this.left();
  }

  private heard(document: string, news: ServerNews): void {
    if (news.kind === 'version') {
      this.notice = say('client-notice-version');
      void this.loadVersions();
    } else if (news.kind === 'writing') {
      const before = this.writingRoom.view?.persons ?? [];
      this.writingRoom.heard(document, news.text, news.persons);
      const came = news.persons.find((person) => person !== this.me.person && !before.includes(person));
      if (came !== undefined) this.notice = say('client-writing-along', { names: this.names.face(came).name });
    }
  }

  private refused(copy: ConflictCopy): void {
    const words = copy.words.flatMap(({ value }) =>
      typeof value === 'string'
        ? [value]
        : typeof value === 'object' && value !== null && 'words' in value && typeof value.words === 'string'
          ? [value.words]
          : [],
    );
    if (words.length === 0) return;
    this.conflicts = [...this.conflicts, { id: `${copy.document}-${this.conflicts.length}`, words: words.join('\n') }];
    this.notice = say('client-conflict');
  }

  private async loadVersions(): Promise<void> {
    try {
      this.versions = (await api.versions(this.me.case)).map(versionView);
    } catch {
      this.versions ??= [];
    }
  }
}
