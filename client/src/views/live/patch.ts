// Lays what this device wrote, and what is typed live, over the picture the server composed last: own standpoints, own
// drafts and the joint texts. What others finished comes with the next picture. Pure.
import type * as Y from 'yjs';
import { CHOICES, type Draft, KINDS, type Picture, type Standpoint } from '../../schema.gen';
import type { Item } from '../picture/rows';

/** Where the open documents are found. */
export interface OpenDocuments {
  voice(room: string): Y.Doc | undefined;
  board(room: string): Y.Doc | undefined;
}

/** The picture with this device's own words in it. */
export function patched(picture: Picture, me: string, open: OpenDocuments): Picture {
  const self = picture.rooms.find((room) => room.kind === 'self');
  const own = self === undefined ? undefined : open.voice(self.id);
  return {
    ...picture,
    items: picture.items.map((item) => withJointText(withOwnStandpoint(item, me, open), open)),
    drafts: own === undefined || own.getMap('draft').size === 0 ? picture.drafts : draftsIn(own),
  };
}

function isStandpoint(value: unknown): value is Standpoint {
  return typeof value === 'string' && (CHOICES.standpoint as readonly string[]).includes(value);
}

function withOwnStandpoint(item: Item, me: string, open: OpenDocuments): Item {
  if (item.shared_state === null) return item;
  const value = open.voice(item.room)?.getMap('mark').get(`${item.id}/standpoint`);
  if (typeof value !== 'object' || value === null) return item;
  const { is, words, about }: Record<string, unknown> = { ...value };
  if (!isStandpoint(is)) return item;
  const mark = {
    by: me,
    room: item.room,
    field: 'standpoint' as const,
    is,
    words: typeof words === 'string' ? words : null,
    stale: about !== item.about,
    left_on: null,
  };
  const known = item.marks.find((one) => one.by === me && one.field === 'standpoint');
  if (known?.field === 'standpoint' && known.is === is && known.words === mark.words) return item;
  return { ...item, marks: [...item.marks.filter((one) => one !== known), mark] };
}

function withJointText(item: Item, open: OpenDocuments): Item {
  if (item.kind !== 'explanation' && item.kind !== 'joint_question') return item;
  const board = open.board(item.room);
  const root = `text:${KINDS[item.kind].root}/${item.id}/text`;
  if (item.fields === null || board === undefined || !board.share.has(root)) return item;
  const text = board.getText(root).toString();
  if (text === item.fields.text) return item;
  return item.kind === 'explanation'
    ? { ...item, fields: { ...item.fields, text } }
    : { ...item, fields: { ...item.fields, text } };
}

/** The drafts in the voice of a `self` room (D6). */
export function draftsIn(doc: Y.Doc): Draft[] {
  const drafts = new Map<string, Draft>();
  for (const [key, value] of doc.getMap('draft').entries()) {
    const [id = '', field = '', member] = key.split('/');
    const draft = drafts.get(id) ?? { id, kind: null, room: null, shared: false, values: {}, sets: {}, texts: {} };
    drafts.set(id, draft);
    if (member !== undefined) draft.sets[field] = [...(draft.sets[field] ?? []), member].sort();
    else if (field === 'kind' && typeof value === 'string' && value in KINDS) draft.kind = value as Draft['kind'];
    else if (field === 'room' && typeof value === 'string') draft.room = value;
    else if (field === 'shared') draft.shared = value === true;
    else if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      draft.values[field] = value;
  }
  for (const name of doc.share.keys()) {
    const [id = '', field = ''] = name.startsWith('draft:') ? name.slice('draft:'.length).split('/') : [];
    const draft = drafts.get(id);
    if (draft !== undefined) draft.texts[field] = doc.getText(name).toString();
  }
  return [...drafts.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}
