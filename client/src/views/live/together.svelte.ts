// One *samen-schrijven* session on this device: the live text, who writes along, and where they are.
import type * as Y from 'yjs';
import { api, type Me } from '../../api';
import { placeOf, whereIs } from '../../doc/caret';
import { othersIn } from '../../doc/removal';
import type { RemovedLately } from '../../doc/removed-lately';
import { bindText, type TextBinding } from '../../doc/text-binding';
import { jointTextRoot } from '../../doc/write';
import { FIELDS, LIMITS } from '../../schema.gen';
import type { SyncSession } from '../../sync/session';
import type { Item } from '../picture/rows';
import type { WritingView } from '../store';
import type { CaseDocuments } from './documents';

interface Session {
  id: string;
  item: string;
  field: string;
  /** As much as it may hold. */
  max: number;
  document: string;
  root: string;
}

/** The session this device is in, if any. */
export class LiveWriting {
  private session: Session | undefined;
  /** Who is in which session, as told last; it may be told before our own joining is answered. */
  private readonly heardLast = new Map<string, string[]>();
  private persons: string[] = [];
  private current: WritingView | null = $state.raw(null);
  private binding: TextBinding | undefined;

  constructor(
    private readonly me: Me,
    private readonly sync: SyncSession,
    private readonly documents: CaseDocuments,
    /** Whether what stands at a clock of a client id of a document is this person's. */
    private readonly mine: (document: string, client: number, clock: number) => boolean,
    private readonly removed: RemovedLately,
  ) {}

  /** What the view shows. */
  get view(): WritingView | null {
    return this.current;
  }

  /** Opens or joins the session of a joint text. */
  async join(item: Item, field: string): Promise<void> {
    await this.leave();
    const document = this.documents.name(item.room, 'board');
    const root = jointTextRoot(item.kind, item.id, field);
    const { session: id } = await api.joinWriting(this.me.case, document, root);
    const max = FIELDS[item.kind][field]?.max ?? LIMITS.long_max;
    this.session = { id, item: item.id, field, max, document, root };
    this.persons = this.heardLast.get(document + root) ?? [];
    this.bindAgain();
  }

  /** Leaves it; what was typed stays in the text. */
  async leave(): Promise<void> {
    const { session } = this;
    if (session === undefined) return;
    this.session = undefined;
    this.current = null;
    this.sync.presence(session.document).set(undefined);
    await api.leaveWriting(this.me.case, session.id).catch(() => undefined);
  }

  /** The server said who is in the session; without us it is over. */
  heard(document: string, text: string, persons: string[]): void {
    this.heardLast.set(document + text, persons);
    if (this.session?.document !== document || this.session.root !== text) return;
    this.persons = persons;
    if (persons.includes(this.me.person)) {
      this.update();
    } else {
      this.sync.presence(document).set(undefined);
      this.session = undefined;
      this.current = null;
    }
  }

  /** The document is connected again; the server may have forgotten who was writing along. */
  async back(document: string): Promise<void> {
    const { session } = this;
    if (session?.document !== document) return;
    const again = await api.joinWriting(this.me.case, document, session.root).catch(() => undefined);
    if (again !== undefined) session.id = again.session;
  }

  /** Somebody's place changed. */
  moved(document: string): void {
    if (this.session?.document === document) this.update();
  }

  /** The text changed: places stand elsewhere now. */
  textChanged(): void {
    if (this.session !== undefined) this.update();
  }

  /** The document got another Y.Doc: the field must be bound to that one. */
  replaced(document: string): void {
    if (this.session?.document === document) this.bindAgain();
  }

  private carets(session: Session): WritingView['carets'] {
    const doc = this.documents.open(session.document);
    if (doc === undefined) return [];
    return this.sync
      .presence(session.document)
      .others()
      .flatMap((place) => {
        const at = place.text === session.root && place.person !== this.me.person ? whereIs(doc, place) : undefined;
        return at === undefined ? [] : [{ person: place.person, at: at.end }];
      });
  }

  private update(): void {
    const { session } = this;
    if (session === undefined || this.current === null) return;
    const carets = this.carets(session);
    // While nobody else is in the text a key moves nothing but its own caret, which the field shows.
    const nobody = carets.length === 0 && this.current.carets.length === 0;
    if (nobody && this.current.persons === this.persons) return;
    this.current = { ...this.current, persons: this.persons, carets };
  }

  /** Much of others goes only when this person says so: at once, or bit by bit within ten minutes. */
  private mayRemove(session: Session, text: Y.Text, from: number, to: number, goOn: () => void): boolean {
    const characters = othersIn(text, from, to, (client, clock) => this.mine(session.document, client, clock));
    const took = () => this.removed.tookText(session.document, characters);
    if (this.current === null || !this.removed.muchText(session.document, characters)) {
      took();
      return true;
    }
    const close = () => {
      if (this.current !== null) this.current = { ...this.current, asked: null };
    };
    const asked: WritingView['asked'] = {
      goOn: () => {
        close();
        took();
        goOn();
      },
      leave: close,
    };
    this.current = { ...this.current, asked };
    return false;
  }

  private bindAgain(): void {
    const { session } = this;
    if (session === undefined) return;
    const presence = this.sync.presence(session.document);
    const bind: WritingView['bind'] = (area) => {
      const doc = this.documents.open(session.document);
      if (doc === undefined) return () => undefined;
      let selected = { start: 0, end: 0 };
      let frame = 0;
      // One key moves the caret several times; others see where it came to.
      const tell = () => {
        frame = 0;
        if (this.session === session) presence.set(placeOf(doc, session.root, selected.start, selected.end));
      };
      const binding = bindText(doc.getText(session.root), area, {
        moved: (start, end) => {
          selected = { start, end };
          if (frame === 0) frame = requestAnimationFrame(tell);
        },
        removing: (from, to, goOn) => this.mayRemove(session, doc.getText(session.root), from, to, goOn),
        max: session.max,
        full: (full) => {
          if (this.current !== null && this.current.full !== full) this.current = { ...this.current, full };
        },
        undoable: (canUndo, canRedo) => {
          if (this.binding === binding && this.current !== null) this.current = { ...this.current, canUndo, canRedo };
        },
      });
      this.binding = binding;
      return () => {
        if (this.binding === binding) this.binding = undefined;
        binding.destroy();
        cancelAnimationFrame(frame);
      };
    };
    this.current = {
      item: session.item,
      field: session.field,
      persons: this.persons,
      carets: this.carets(session),
      bind,
      canUndo: false,
      canRedo: false,
      full: false,
      undo: () => this.binding?.undo(),
      redo: () => this.binding?.redo(),
      asked: null,
    };
  }
}
