// The one thing every view gets: what this person may see, and what they may do. The live store and the fixture both are one.
import type { Consents, Looked, Me, Notice } from '../api';
import type { WordsOf } from '../doc/scribe';
import type { Picture } from '../schema.gen';
import type { AwayView, JointActions } from './joint/joint-actions';
import type { AdoptActions } from './live/adopt-actions';
import type { CarryActions } from './live/carry-actions';
import type { PlaceActions } from './live/place-actions';
import type { RemovedActions } from './live/removed-actions';
import type { SeenActions } from './live/seen-actions';
import type { Face } from './people';
import type { Part, Row } from './picture/rows';
import type { FieldValues, OwnKind, VoiceActions, VoiceView } from './write/voice';

/** Something asked for can't be done here and now; the view says so in plain words. */
export class CannotDo extends Error {}

/** What the connection means for someone's words. */
export type SyncState =
  | { kind: 'joining' }
  /** Only the picture is here: what writes could not be fetched. */
  | { kind: 'reading' }
  | { kind: 'saved' }
  /** All that could be stored is; something could not, or is not finished, and waits at *Van mij*. */
  | { kind: 'copy' }
  | { kind: 'saving'; waiting: number }
  /** `sentence`: where it is, when it outlives the page. */
  | { kind: 'local'; waiting: number; sentence?: string }
  /** `again`: who logs in again can go on. */
  | { kind: 'stopped'; sentence: string; again: boolean };

/** A room this person is in. */
export interface RoomView {
  id: string;
  kind: string;
  label: string;
  /** Everyone who reads what is said here, this person included. */
  readers: Face[];
  /** May write what is joint here. */
  writesBoard: boolean;
  /** May write the frame here: the agenda, decisions, answers to wishes. */
  writesDesk: boolean;
  /** May speak here. */
  speaks: boolean;
  /** It goes on as another room, which stands in its place wherever a room is chosen; it is still read. */
  before: boolean;
}

/** What someone wrote for themselves and has not shared, or has shared since. */
export interface DraftView {
  id: string;
  kind: OwnKind;
  /** What it says in short; empty while nothing was said. */
  words: string;
  fields: FieldValues;
  /** Whose words it is going to be, when they are not one's own. */
  wordsOf: WordsOf | null;
  /** The room it is meant for, or where it is shared. */
  room: string | null;
  /** The label of the room where it is shared; null while only its author reads it. */
  sharedIn: string | null;
}

/** Something of one's own that is not a draft: a private story with the room it is in. */
export interface PrivateView {
  id: string;
  words: string;
  room: string;
}

/** Own words that could not be put where they were written. */
export interface ConflictView {
  id: string;
  words: string;
  /** The room they were meant for. */
  room: string | null;
  /** The draft that keeps them in one's own room; without one they are only in this page. */
  draft: string | null;
}

/** A joint text people may write together. */
export interface StoryView {
  id: string;
  kind: 'question' | 'explanation';
  part: string;
  room: string;
  words: string;
  row: Row | null;
  mayWrite: boolean;
}

/** A *samen-schrijven* session this device is in. */
export interface WritingView {
  item: string;
  /** Which of its texts. */
  field: string;
  /** Persons who write along now. */
  persons: string[];
  /** Where they are in the text, as places in the string. */
  carets: { person: string; at: number }[];
  /** Binds the textarea to the live text; answers how to let go. */
  bind(area: HTMLTextAreaElement): () => void;
  /** What this person typed in it, piece by piece; never a word of anyone else. */
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  undo(): void;
  redo(): void;
  /** No more fits in it. */
  readonly full: boolean;
  /** Many words of others would go at once; nothing goes before this person says so. */
  readonly asked: { goOn(): void; leave(): void } | null;
}

/** How the case was before much of it was taken out at once. */
export interface RestorePointView {
  version: string;
  /** Who took it out, when the server says so. */
  by: string | null;
}

/** The last thing this person did here that can be taken back, for as long as they want to see it. */
export interface DoneView {
  /** The name of the action. */
  what: string;
  /** `overtaken`: others changed it since, so there was nothing to take back. */
  state: 'done' | 'undone' | 'overtaken';
}

/** One frozen version in the list. */
export interface VersionView {
  id: string;
  number: number;
  day: string;
  kind: string;
  reason: string;
  by: string | null;
}

/** A version read as a page. */
export interface VersionPage {
  version: VersionView;
  parts: Part[];
  /** The fingerprint of what this person reads of it. */
  fingerprint: string;
}

/** A joint text open on this device alone: nobody sees a key typed, and *Klaar* puts it in as one change. */
export interface JointEdit {
  /** The text as it was when this began. */
  readonly words: string;
  /** Whether the text loses so much of others by it, with what went in the last ten minutes, that it is asked first. */
  takesMuch(now: string): boolean;
  /** Puts in what changed since, beside what others changed meanwhile. Ends the edit. */
  keep(now: string): void;
  /** Ends it without a word in the text; what it holds now is kept for this person alone. */
  keepAside(now: string): void;
  /** Ends it without a trace. */
  drop(): void;
}

/** Looking at words before others read them. */
export interface CautionActions {
  /** Refuses with {@link MustAsk} when something stands in these texts that is asked about first. */
  mayShare(texts: readonly string[]): void;
}

/** What someone may write. All of it is kept on the device first; `sync` says when it is stored. Only once `ready`. */
export interface WritingActions
  extends VoiceActions,
    PlaceActions,
    JointActions,
    SeenActions,
    RemovedActions,
    AdoptActions,
    CarryActions,
    CautionActions {
  /** A joint text of an item; without a field, its own words. */
  editJoint(item: string, field?: string): JointEdit;
  joinWriting(item: string, field?: string): Promise<void>;
  leaveWriting(): Promise<void>;
}

/** The same before anything is asked about it: what others read goes out through `askingFirst` only. */
export type Unasked = Omit<WritingActions, keyof CautionActions>;

/** What someone may do. */
export interface CaseActions extends WritingActions {
  freeze(kind: string, reason: string): Promise<void>;
  readVersion(id: string): Promise<VersionPage>;
  /** Which professionals looked, from a day on or as far back as is known; the newest day first. */
  whoLooked(from: string | null): Promise<Looked[]>;
  /** Who reads along in one's own rooms, and what was agreed about it. */
  whoReadsAlong(): Promise<Consents>;
  /** Says that someone may read about a child in a room, or takes that back. */
  decideReading(about: string, room: string, reader: string, may: boolean): Promise<void>;
  /** Asks again who reads and writes what, after this person changed something of that. */
  askAnew(): void;
  /** Asks again what waits for this person. */
  askNotices(): void;
  /** Goes on in *Van mij* with words that could not be stored; answers the draft. */
  takeCopy(id: string): string;
  putAwayCopy(id: string): void;
  /** Takes back the last thing done here, does it again, or puts the telling of it away. */
  undo(): void;
  redo(): void;
  closeDone(): void;
  closeRestorePoint(): void;
  logout(): Promise<void>;
}

/** A case as one person sees it. Its fields are reactive. */
export interface CaseStore {
  readonly me: Me;
  readonly title: string;
  /** What the views are made of; only drawings read it directly. */
  /** Everything this person may see, as it was composed. */
  readonly picture: Picture;
  readonly rooms: readonly RoomView[];
  readonly members: readonly Face[];
  readonly parts: readonly Part[];
  readonly sync: SyncState;
  /** Whether writing can begin: the picture comes first, what writes comes after it. */
  readonly ready: boolean;
  /** Something to tell once, politely. */
  readonly notice: string | null;
  /** What waits for this person. */
  readonly notices: readonly Notice[];
  /** What this person may see or write changed, and they were busy: the page has to be loaded anew. */
  readonly rightsChanged: boolean;
  readonly drafts: readonly DraftView[];
  readonly privates: readonly PrivateView[];
  readonly stories: readonly StoryView[];
  /** What is joint and was put away. */
  readonly away: readonly AwayView[];
  readonly conflicts: readonly ConflictView[];
  readonly writing: WritingView | null;
  readonly done: DoneView | null;
  /** Told to who may freeze, until they put it away. */
  readonly restorePoint: RestorePointView | null;
  /** The versions, newest first; null while they are on their way. */
  readonly versions: readonly VersionView[] | null;
  readonly mayFreeze: boolean;
  /** The words that are only on this screen, as they are now. */
  unsentWords(): string;
  face(person: string): Face;
  room(id: string): RoomView | null;
  row(id: string): Row | null;
  /** The rooms in which something of one's own was said; more than one when it was shared twice. */
  saidIn(item: string): readonly string[];
  /** The picture as one's own words need to know it. */
  readonly voice: VoiceView;
  readonly actions: CaseActions;
}
