// What someone says in their own voice, as views meet it: the kinds, one piece of it, and what may be done with it.
import type { WordsOf } from '../../doc/scribe';
import type { TextField } from '../../doc/text-binding';
import type { FieldInput } from '../../doc/write';
import type { MarkField, Picture, Plain } from '../../schema.gen';
import type { Waiting } from '../equal-start/equal-start';
import type { Names } from '../picture/names';
import type { Item, Standpoint } from '../picture/rows';

/** What people write themselves. */
export const OWN_KINDS = [
  'question',
  'story',
  'factor',
  'relation',
  'event',
  'network_person',
  'tie',
  'help',
  'wish',
  'comment',
  'advice',
  'warning_sign',
] as const;
/** One of {@link OWN_KINDS}. */
export type OwnKind = (typeof OWN_KINDS)[number];

/** Whether this is something people write themselves. */
export const isOwnKind = (kind: string | null): kind is OwnKind =>
  (OWN_KINDS as readonly (string | null)[]).includes(kind);

/** Fields by name: of a set the members, `null` or nothing when not filled in. */
export type FieldValues = Readonly<Record<string, FieldInput>>;

/** Something of one's own, as it stands in a shared voice. */
export interface PieceView {
  id: string;
  kind: OwnKind;
  /** The room whose copy is shown, and every room where it was said. */
  room: string;
  rooms: readonly string[];
  fields: FieldValues;
  /** Words typed to change a field, not yet said: only their author has them. */
  unfinished: Readonly<Record<string, string>>;
}

/** What this person said of something. */
export interface OwnMark {
  is: Plain;
  words: string | null;
  stale: boolean;
}

/** Something that can be named in what one writes. */
export interface ThingView {
  id: string;
  kind: 'factor' | 'card' | 'event' | 'goal' | 'step' | 'help' | 'wish';
  words: string;
  helps: boolean;
}

/** Someone who can be named. */
export interface NodeView {
  id: string;
  name: string;
  /** Named by someone as one of the people around them, without a way in. */
  network: boolean;
}

/** What someone's own words need to know of the picture. */
export interface VoiceView {
  /** One's own piece; nothing when it is someone else's, joint, taken back or not confirmed. */
  piece(id: string): PieceView | null;
  mark(item: string, field: MarkField): OwnMark | null;
  /** How a person, a group or a thing is called. */
  nameOf(id: string): string;
  /** Own pieces of the kinds asked for. */
  pieces(kinds: readonly OwnKind[]): readonly PieceView[];
  /** What this person puts first in a room. */
  order(room: string): readonly string[];
  readonly things: readonly ThingView[];
  /** What one can put first: what plays, and what one would do, have or wish. */
  readonly firsts: readonly ThingView[];
  readonly people: readonly NodeView[];
}

/** What waits until a room has begun for all who start equally there. */
export interface EqualStart {
  /** For whom one would wait in a room; nothing when what is shared there goes at once. */
  waitsIn(room: string): Waiting | null;
  /** Puts what was begun or said elsewhere ready for a room, for its readers as they are now. Nothing of it goes yet. */
  makeReady(id: string, room: string, leaveOut?: readonly string[]): void;
  /** It is not to be shared after all. */
  takeBackReady(id: string): void;
  /** Why what waits is asked about again before it goes: others read it now, it says something else, or it can't stand there. */
  asksAgain(id: string): 'readers' | 'words' | 'not-there' | null;
}

/** What someone may do with their own words. */
export interface VoiceActions extends EqualStart {
  /** Starts a draft; `room` is where it is meant to go, when that is known. */
  addDraft(kind: OwnKind, given?: FieldValues, room?: string | null): string;
  /** Fills in fields of a draft; a text is typed, so that half of it is kept too. */
  editDraft(id: string, fields: FieldValues): void;
  /** Ties a field on screen to a text of a draft: what is typed goes in where it was typed. Answers how to let go. */
  typeInDraft(id: string, field: string, area: TextField): () => void;
  /** Says whose words a draft is going to be, when they are not one's own. */
  writeFor(id: string, words: WordsOf | null): void;
  dropDraft(id: string): void;
  /** Puts a draft in the voice of a room; who or what is in `leaveOut` is not named. */
  share(id: string, room: string, leaveOut?: readonly string[]): Promise<void>;
  /** Says one's own piece in a wider room too. */
  widen(id: string, room: string, leaveOut?: readonly string[]): void;
  /** Changes fields of one's own shared piece, in these rooms. */
  change(id: string, fields: FieldValues, rooms: readonly string[]): void;
  /** Keeps what is typed to change a text of a shared piece, for its author alone; `null` forgets it. */
  typeChange(id: string, field: string, words: string | null): void;
  /** Says one's own shared words differently; who agreed, agreed with the words before. */
  reword(id: string, words: string, rooms: readonly string[]): void;
  withdraw(id: string): void;
  setStandpoint(item: string, is: Standpoint, words: string | null): void;
  setMark(item: string, field: MarkField, is: Plain, words: string | null): void;
  dropMark(item: string, field: MarkField): void;
  /** Puts first things first in a room. */
  setOrder(room: string, ids: readonly string[]): void;
}

function pieceOf(item: Item, picture: Picture): PieceView | null {
  if (!isOwnKind(item.kind) || item.fields === null) return null;
  // In a room that goes on as another nothing changes any more.
  const closed = new Set(picture.rooms.flatMap((room) => (room.open ? [] : [room.id])));
  const rooms = closed.size === 0 ? item.rooms : item.rooms.filter((room) => !closed.has(room));
  if (rooms.length === 0) return null;
  return {
    id: item.id,
    kind: item.kind,
    room: item.room,
    rooms,
    fields: item.fields,
    unfinished: picture.drafts.find((draft) => draft.id === item.id)?.texts ?? {},
  };
}

function thingsOf(picture: Picture, names: Names): ThingView[] {
  const things = picture.items.flatMap((item): ThingView[] => {
    if (item.kind !== 'factor' && item.kind !== 'card' && item.kind !== 'event') return [];
    if (item.fields === null || (item.kind === 'card' && item.fields.off_table === true)) return [];
    if (item.kind === 'card' && item.fields.shape === 'relation') return [];
    const helps = item.kind !== 'event' && item.fields.roles.includes('protective');
    return [{ id: item.id, kind: item.kind, words: names.item(item.id), helps }];
  });
  return things.sort((a, b) => a.words.localeCompare(b.words, 'nl'));
}

function firstsOf(picture: Picture, names: Names, things: readonly ThingView[]): ThingView[] {
  const more = picture.items.flatMap((item): ThingView[] => {
    const { kind } = item;
    if (kind !== 'goal' && kind !== 'step' && kind !== 'help' && kind !== 'wish') return [];
    return item.withdrawn || item.fields === null
      ? []
      : [{ id: item.id, kind, words: names.item(item.id), helps: false }];
  });
  more.sort((a, b) => a.words.localeCompare(b.words, 'nl'));
  return [...things.filter((one) => one.kind !== 'event'), ...more];
}

function peopleOf(picture: Picture, names: Names): NodeView[] {
  const network = picture.items.flatMap((item): NodeView[] =>
    item.kind === 'network_person' && !item.withdrawn
      ? [{ id: item.id, name: names.item(item.id), network: true }]
      : [],
  );
  return [
    ...picture.persons.map((one) => ({ id: one.id, name: names.face(one.id).name, network: false })),
    ...network.sort((a, b) => a.name.localeCompare(b.name, 'nl')),
  ];
}

/** What the own words of one person need to know of a picture. */
export function voiceView(picture: Picture, names: Names, me: string): VoiceView {
  const mine = (item: Item) => item.by === me && item.confirmed && !item.withdrawn;
  let things: ThingView[] | undefined;
  let people: NodeView[] | undefined;
  return {
    piece(id) {
      const item = names.items.get(id);
      return item !== undefined && mine(item) ? pieceOf(item, picture) : null;
    },
    pieces: (kinds) =>
      picture.items.flatMap((item) => {
        const piece = mine(item) && (kinds as readonly string[]).includes(item.kind) ? pieceOf(item, picture) : null;
        return piece === null ? [] : [piece];
      }),
    mark(id, field) {
      const mark = names.items.get(id)?.marks.find((one) => one.by === me && one.field === field);
      return mark === undefined ? null : { is: mark.is, words: mark.words, stale: mark.stale };
    },
    nameOf: (id) => {
      const item = names.items.get(id);
      return item === undefined || item.kind === 'network_person' ? names.node(id) : names.item(id);
    },
    order: (room) => picture.own_orders.find((one) => one.by === me && one.room === room)?.items ?? [],
    get things() {
      things ??= thingsOf(picture, names);
      return things;
    },
    get firsts() {
      return firstsOf(picture, names, this.things);
    },
    get people() {
      people ??= peopleOf(picture, names);
      return people;
    },
  };
}
