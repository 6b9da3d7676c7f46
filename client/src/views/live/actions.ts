// What someone may do, as writes in the right document: own words in the own voice of a room, drafts in the own room.
import type * as Y from 'yjs';
import type { Me } from '../../api';
import { fingerprint } from '../../doc/fingerprint';
import { quietEdit } from '../../doc/quiet-edit';
import { read } from '../../doc/read';
import {
  dropDraft,
  jointTextRoot,
  pointDraft,
  putDraft,
  putItem,
  putMark,
  startDraft,
  typeDraft,
  withdrawItem,
} from '../../doc/write';
import { KINDS, type Picture } from '../../schema.gen';
import type { Item } from '../picture/rows';
import { CannotDo, type WritingActions } from '../store';
import { boardActions, mainText } from './board-actions';
import { type CaseDocuments, randomId } from './documents';
import { placeActions } from './place-actions';
import { seenActions } from './seen-actions';
import type { LiveWriting } from './together.svelte';

/** What the actions work on. */
export interface Workplace {
  me: Me;
  documents: Pick<CaseDocuments, 'name' | 'open' | 'voice' | 'board'>;
  writing: Pick<LiveWriting, 'join' | 'leave'>;
  picture(): Picture;
  /** Whether this person may write a document, by its full name. */
  writable(document: string): boolean;
  /** Words could not be put into this document; they must not get lost. */
  lost(document: string, words: string): void;
  changed(): void;
}

const TEXT_FIELD = { factor: 'title', story: 'text' } as const;

/** The actions of one person in one case. */
export function actionsFor(at: Workplace): WritingActions {
  const selfName = () => {
    const room = at.picture().rooms.find((one) => one.kind === 'self');
    return at.documents.name(room?.id ?? '', `voice.${at.me.person}`);
  };
  const selfVoice = () => {
    const doc = at.documents.open(selfName());
    if (doc === undefined) throw new CannotDo('no room of one’s own');
    return doc;
  };
  const item = (id: string): Item => {
    const found = at.picture().items.find((one) => one.id === id);
    if (found === undefined) throw new CannotDo('no such item');
    return found;
  };
  const draft = (id: string) => {
    const found = read(selfName(), selfVoice()).drafts.find((one) => one.id === id);
    if (found === undefined || (found.kind !== 'factor' && found.kind !== 'story')) throw new CannotDo('no such draft');
    return { ...found, kind: found.kind };
  };
  /** The copies of something of one's own, with the id each has there: taken-over words stand under their own. */
  const copies = (found: Item): [voice: { room: string; doc: Y.Doc }, id: string][] =>
    found.rooms.flatMap((room): [{ room: string; doc: Y.Doc }, string][] => {
      const doc = at.documents.voice(room);
      if (doc === undefined) return [];
      const map = doc.getMap(KINDS[found.kind].root);
      const adopting = [...map].find(([key, value]) => key.endsWith('/adopts') && value === found.id)?.[0];
      const own = adopting?.split('/')[0] ?? found.id;
      return [...map.keys()].some((key) => key.startsWith(`${own}/`)) ? [[{ room, doc }, own]] : [];
    });
  /** Who says it differently still stands behind it: their own "klopt" goes along. Any other answer of theirs does not. */
  const standBehind = (found: Item, doc: Y.Doc, own: string, field: string) => {
    const mine = found.marks.find((mark) => mark.by === at.me.person && mark.field === 'standpoint');
    const now = doc.getMap(KINDS[found.kind].root).get(`${own}/${field}`);
    if (mine?.field !== 'standpoint' || mine.is !== 'agree' || mine.stale || typeof now !== 'string') return;
    putMark(doc, found.id, 'standpoint', { is: 'agree', words: mine.words, about: fingerprint(now) });
  };
  return {
    addDraft(kind) {
      const id = randomId();
      startDraft(selfVoice(), kind, id);
      at.changed();
      return id;
    },
    editDraft(id, change) {
      const { kind } = draft(id);
      const doc = selfVoice();
      if (change.words !== undefined) typeDraft(doc, id, TEXT_FIELD[kind], change.words);
      if (change.about !== undefined && kind === 'factor') putDraft(doc, kind, id, { holder: change.about });
      if (change.tone !== undefined && kind === 'factor') {
        const roles = change.tone === null ? [] : [change.tone === 'helps' ? 'protective' : 'problem'];
        putDraft(doc, kind, id, { roles });
      }
      at.changed();
    },
    dropDraft(id) {
      dropDraft(selfVoice(), id);
      at.changed();
    },
    async share(id, room) {
      const { kind, texts, sets } = draft(id);
      const voice = at.documents.voice(room);
      if (voice === undefined) throw new CannotDo('no voice in this room');
      const field = TEXT_FIELD[kind];
      const words = texts[field] ?? '';
      putItem(
        voice,
        kind,
        id,
        kind === 'factor'
          ? { title: words.trim(), roles: sets.roles ?? [], holder: sets.holder ?? [] }
          : { text: words.trim() },
      );
      pointDraft(selfVoice(), id, room, field);
      at.changed();
    },
    reword(id, words, rooms) {
      const found = item(id);
      if (found.by !== at.me.person || (found.kind !== 'factor' && found.kind !== 'story')) {
        throw new CannotDo('not one’s own words');
      }
      const field = TEXT_FIELD[found.kind];
      for (const [voice, own] of copies(found)) {
        if (!rooms.includes(voice.room)) continue;
        putItem(voice.doc, found.kind, own, { [field]: words.trim() });
        if (voice.room === found.room) standBehind(found, voice.doc, own, field);
      }
      at.changed();
    },
    withdraw(id) {
      const found = item(id);
      if (found.by !== at.me.person) throw new CannotDo('not one’s own words');
      for (const [voice, own] of copies(found)) withdrawItem(voice.doc, found.kind, own);
      at.changed();
    },
    setStandpoint(id, is, words) {
      const found = item(id);
      const voice = at.documents.voice(found.room);
      if (voice === undefined) throw new CannotDo('no voice in this room');
      putMark(voice, id, 'standpoint', { is, words, about: found.about });
      at.changed();
    },
    editJoint(id, field) {
      const found = item(id);
      const name = field ?? mainText(found.kind);
      const text = () => at.documents.board(found.room)?.getText(jointTextRoot(found.kind, id, name));
      const now = (found.fields as Readonly<Record<string, unknown>> | null)?.[name];
      const edit = quietEdit(text, now === '');
      if (edit === undefined) throw new CannotDo('this text is not here');
      return {
        words: edit.words,
        keep: (now) => {
          // What was taken off the board meanwhile takes no words any more.
          const there = at.picture().items.some((one) => one.id === id && !one.withdrawn);
          if (!edit.keep(now) || !there) at.lost(at.documents.name(found.room, 'board'), now);
          at.changed();
        },
        drop: () => edit.drop(),
      };
    },
    joinWriting: (id, field) => at.writing.join(item(id), field ?? mainText(item(id).kind)),
    leaveWriting: () => at.writing.leave(),
    ...placeActions(at),
    ...boardActions(at),
    ...seenActions(at),
  };
}
