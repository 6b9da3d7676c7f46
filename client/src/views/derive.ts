// What a store shows besides the outline, out of one picture: rooms, drafts, private words, joint texts. Pure.
import { EXPLANATION_KIND, type Picture } from '../schema.gen';
import { describe } from './picture/describe';
import { type Names, namesIn, wordsOf } from './picture/names';
import type { DraftView, PrivateView, RoomView, StoryView } from './store';
import { say } from './words.svelte';

/** Whether this person may write a document: `<room>/<document>`. */
export type MayWrite = (document: string) => boolean;

/** The rooms of a picture as a person meets them. */
export function roomsOf(picture: Picture, names: Names, me: string, mayWrite: MayWrite): RoomView[] {
  const rooms = picture.rooms.map((room) => ({
    id: room.id,
    kind: room.kind,
    label: roomLabel(room, names, me),
    readers: room.members.map((person) => names.face(person)).sort((a, b) => a.full.localeCompare(b.full, 'nl')),
    writesBoard: room.open && mayWrite(`${room.id}/board`),
    writesDesk: room.open && mayWrite(`${room.id}/desk`),
    speaks: room.open && mayWrite(`${room.id}/voice.${me}`),
  }));
  const order = ['core', 'school', 'care', 'kind', 'family', 'pair', 'advice', 'shield', 'safety', 'other', 'self'];
  return rooms.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || a.label.localeCompare(b.label, 'nl'));
}

/** A room of two is named after the other; else two of them could not be told apart. */
function roomLabel(room: Picture['rooms'][number], names: Names, me: string): string {
  const other = room.members.filter((person) => person !== me);
  if (room.kind !== 'pair' || other.length !== 1) return room.label;
  return say('client-pair', { room: room.label, name: names.face(other[0] ?? '').name });
}

/** What someone wrote for themselves, newest unknown: documents hold no times, so by id. */
export function draftsOf(picture: Picture, names: Names, rooms: readonly RoomView[]): DraftView[] {
  return picture.drafts.flatMap((draft): DraftView[] => {
    if (draft.kind !== 'factor' && draft.kind !== 'story') return [];
    const field = draft.kind === 'factor' ? 'title' : 'text';
    const roles = draft.sets.roles ?? [];
    const shared = draft.shared ? names.items.get(draft.id) : undefined;
    if (draft.shared && (shared === undefined || shared.withdrawn)) return [];
    return [
      {
        id: draft.id,
        kind: draft.kind,
        words: shared === undefined ? (draft.texts[field] ?? '') : wordsOf(shared),
        about: draft.sets.holder ?? [],
        tone: roles.includes('protective') ? 'helps' : roles.length > 0 ? 'hard' : null,
        sharedIn: shared === undefined ? null : (rooms.find((room) => room.id === shared.room)?.label ?? ''),
      },
    ];
  });
}

/** Own stories, with the room they are in. */
export function privatesOf(picture: Picture, me: string): PrivateView[] {
  const shared = new Set(picture.drafts.map((draft) => draft.id));
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
  return place(a) - place(b) || a.room.localeCompare(b.room);
}

/** The rooms in which a person said something of their own. */
export function saidIn(picture: Picture, me: string, id: string): readonly string[] {
  const item = picture.items.find((one) => one.id === id);
  return item === undefined || item.by !== me || item.withdrawn ? [] : item.rooms;
}

/** Of whom something is about, those whom not everyone in a room knows (D15). */
export function strangersIn(picture: Picture, room: string, about: readonly string[]): string[] {
  const target = picture.rooms.find((one) => one.id === room);
  const names = namesIn(picture);
  const members = new Set(target?.members);
  return about.flatMap((holder) => {
    const network = names.items.get(holder);
    const person = picture.persons.find((one) => one.id === holder);
    const known =
      network !== undefined
        ? network.rooms.includes(room)
        : person === undefined || members.has(holder) || (!person.member && target?.kind === 'core');
    return known ? [] : [names.node(holder)];
  });
}
