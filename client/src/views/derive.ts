// What a store shows besides the outline, out of one picture: rooms, drafts, private words, joint texts. Pure.
import { EXPLANATION_KIND, type Picture } from '../schema.gen';
import { describe } from './picture/describe';
import { type Names, wordsOf } from './picture/names';
import { alphabetical, byCode } from './sort';
import type { DraftView, PrivateView, RoomView, StoryView } from './store';
import { say, sayNames } from './words.svelte';
import { type FieldValues, isOwnKind, type OwnKind } from './write/voice';

/** Whether this person may write a document: `<room>/<document>`. */
export type MayWrite = (document: string) => boolean;

/** The rooms of a picture as a person meets them. */
export function roomsOf(picture: Picture, names: Names, me: string, mayWrite: MayWrite): RoomView[] {
  const rooms = picture.rooms.map((room) => ({
    id: room.id,
    kind: room.kind,
    label: goesOn(room, picture) ? say('client-room-before', { room: room.label }) : roomLabel(room, names, me),
    readers: room.members.map((person) => names.face(person)).sort((a, b) => alphabetical(a.full, b.full)),
    writesBoard: room.open && mayWrite(`${room.id}/board`),
    writesDesk: room.open && mayWrite(`${room.id}/desk`),
    speaks: room.open && mayWrite(`${room.id}/voice.${me}`),
    before: goesOn(room, picture),
  }));
  tellApart(rooms, me);
  const order = ['core', 'school', 'care', 'kind', 'family', 'pair', 'advice', 'shield', 'safety', 'other', 'self'];
  return rooms.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || alphabetical(a.label, b.label));
}

/** Whether a room closed, and the reader is in one that took over from it. */
const goesOn = (room: Picture['rooms'][number], picture: Picture): boolean =>
  !room.open && picture.rooms.some((one) => one.successor_of === room.id);

/** A room of two is named after the other; else two of them could not be told apart. */
function roomLabel(room: Picture['rooms'][number], names: Names, me: string): string {
  const other = room.members.filter((person) => person !== me);
  if (room.kind !== 'pair' || other.length !== 1) return room.label;
  return say('client-pair', { room: room.label, name: names.face(other[0] ?? '').name });
}

/** Who reads two rooms of one name, such as after a split, knows them by who else reads them. */
function tellApart(rooms: RoomView[], me: string): void {
  const count = (label: string) => rooms.filter((one) => one.label === label).length;
  const alike = rooms.filter((one) => count(one.label) > 1);
  for (const room of alike) {
    const others = room.readers.filter((one) => one.id !== me).map((one) => one.name);
    if (others.length > 0) room.label = say('client-pair', { room: room.label, name: sayNames(others) });
  }
}

/** What someone wrote for themselves, newest unknown: documents hold no times, so by id. */
export function draftsOf(picture: Picture, names: Names, rooms: readonly RoomView[]): DraftView[] {
  return picture.drafts.flatMap((draft): DraftView[] => {
    if (!isOwnKind(draft.kind)) return [];
    const shared = draft.shared ? names.items.get(draft.id) : undefined;
    if (draft.shared && (shared === undefined || shared.fields === null)) return [];
    const fields = (shared?.fields as FieldValues | undefined) ?? { ...draft.values, ...draft.sets, ...draft.texts };
    const label = rooms.find((room) => room.id === shared?.room)?.label ?? '';
    return [
      {
        id: draft.id,
        kind: draft.kind,
        words: inShort(draft.kind, fields, names),
        fields,
        wordsOf: whoseWords(shared === undefined ? draft.values : shared),
        room: shared?.room ?? draft.room,
        sharedIn: shared === undefined ? null : label,
      },
    ];
  });
}

function whoseWords({ words_of, words_from }: { words_of?: unknown; words_from?: unknown }): DraftView['wordsOf'] {
  return typeof words_of === 'string'
    ? { person: words_of, from: typeof words_from === 'string' ? words_from : '' }
    : null;
}

/** What something of one's own says in short: its words, or the sentence it makes. */
export function inShort(kind: OwnKind, fields: FieldValues, names: Names): string {
  const named = (field: string, none: string) => {
    const id = fields[field];
    if (typeof id !== 'string') return none;
    const item = names.items.get(id);
    return item === undefined || item.kind === 'network_person' ? names.node(id) : names.item(id);
  };
  if (kind === 'tie')
    return typeof fields.other === 'string' ? say('client-tie-short', { other: named('other', '') }) : '';
  if (kind === 'relation') {
    const how = typeof fields.kind === 'string' ? say(`relation_kind-${fields.kind}`) : '…';
    const any = fields.from ?? fields.to ?? fields.kind;
    return any ? say('client-relation-short', { from: named('from', '…'), how, to: named('to', '…') }) : '';
  }
  const words = fields.title ?? fields.name ?? fields.text;
  return typeof words === 'string' ? words : '';
}

/** Own stories, with the room they are in. */
export function privatesOf(picture: Picture, me: string): PrivateView[] {
  const shared = new Set(picture.drafts.flatMap((draft) => (draft.shared ? [draft.id] : [])));
  return picture.items.flatMap((item) =>
    item.kind === 'story' && item.by === me && !item.withdrawn && !shared.has(item.id)
      ? [{ id: item.id, words: wordsOf(item), room: item.room }]
      : [],
  );
}

/** The joint texts: questions first, then the stories. */
export function storiesOf(picture: Picture, names: Names, rooms: readonly RoomView[]): StoryView[] {
  const view = (item: Picture['items'][number], kind: StoryView['kind'], part: string): StoryView => ({
    id: item.id,
    kind,
    part,
    room: item.room,
    words: wordsOf(item),
    row: describe(item, names),
    mayWrite: !item.withdrawn && rooms.find((room) => room.id === item.room)?.writesBoard === true,
  });
  return [
    ...picture.items.flatMap((item) =>
      item.kind === 'joint_question' && !item.withdrawn ? [view(item, 'question', say('client-question-joint'))] : [],
    ),
    ...[...picture.items]
      .sort(byKind)
      .flatMap((item) =>
        item.kind === 'explanation' && !item.withdrawn
          ? [view(item, 'explanation', say(`client-explanation-${item.fields?.kind ?? 'stuck'}`))]
          : [],
      ),
  ];
}

/** What keeps it going before what gets it moving. */
function byKind(a: Picture['items'][number], b: Picture['items'][number]): number {
  const place = (item: Picture['items'][number]) =>
    item.kind === 'explanation' && item.fields !== null ? EXPLANATION_KIND.indexOf(item.fields.kind) : 9;
  return place(a) - place(b) || byCode(a.room, b.room);
}

/** The rooms in which a person said something of their own. */
export function saidIn(picture: Picture, me: string, id: string): readonly string[] {
  const item = picture.items.find((one) => one.id === id);
  return item === undefined || item.by !== me || item.withdrawn ? [] : item.rooms;
}
