// What someone may do with their own words, as writes in the right document: drafts in the own room, pieces and marks in the
// own voice of a room. A voice speaks in finished pieces: what is typed stays in the own room until it is said.
import type * as Y from 'yjs';
import {
  draftKind,
  draftText,
  draftTextIn,
  dropDraft,
  pointDraft,
  putDraft,
  startDraft,
  typeDraft,
} from '../../doc/draft-write';
import { fingerprint, words } from '../../doc/fingerprint';
import { nodeNameable } from '../../doc/nameable';
import { putOrder } from '../../doc/order';
import { read } from '../../doc/read';
import { draftFor, type WordsOf, writeDown } from '../../doc/scribe';
import { dropMark, noteWider, putItem, putMark, withdrawItem } from '../../doc/write';
import { KINDS } from '../../schema.gen';
import type { Item } from '../picture/rows';
import { CannotDo } from '../store';
import { filledIn, isText, namedIn, without } from '../write/said';
import { mayStandIn, scribeFor } from '../write/scribe';
import { type EqualStart, type FieldValues, isOwnKind, type OwnKind, type VoiceActions } from '../write/voice';
import type { Workplace } from './actions';
import { randomId } from './documents';

/** One copy of something of one's own. */
interface Copy {
  room: string;
  doc: Y.Doc;
  /** The id it has there: words that were taken over stand under their own. */
  id: string;
}

/** The field that holds what is said of each kind; `tie` and `relation` say it by what they join. */
const TEXT_FIELD: Partial<Record<OwnKind, string>> = {
  factor: 'title',
  event: 'title',
  network_person: 'name',
  help: 'name',
};
const textField = (kind: OwnKind): string => TEXT_FIELD[kind] ?? 'text';

/** A piece with what is true of it without anyone filling it in: a tie is one's own, and what stands here was typed. */
function withGiven(kind: OwnKind, fields: FieldValues, me: string, words: WordsOf | null = null): FieldValues {
  if (kind === 'tie') return { ...fields, ego: words?.person ?? me };
  return kind === 'story' ? { mode: words === null ? 'typed' : 'scribed', ...fields } : fields;
}

/** Something of one's own that could be said in a room: what it would say there, and how it is said. */
export interface Sayable {
  said: FieldValues;
  say(): void;
}

/** What one person may do with their own words, and how something is looked at before it is said. */
export interface OwnWords {
  actions: Omit<VoiceActions, keyof EqualStart>;
  /** A draft, or what was said elsewhere, as it would stand in a room. Refused as sharing it there would be. */
  sayable(id: string, room: string, leaveOut: readonly string[]): Sayable;
  selfVoice(): Y.Doc;
  voiceIn(room: string): Y.Doc;
}

/** The actions of one person with their own words. */
export function voiceActionsFor(at: Workplace): OwnWords {
  const selfName = () => {
    const room = at.picture().rooms.find((one) => one.kind === 'self');
    return at.documents.name(room?.id ?? '', `voice.${at.me.person}`);
  };
  const selfVoice = () => {
    const doc = at.documents.open(selfName());
    if (doc === undefined) throw new CannotDo('no room of one’s own');
    return doc;
  };
  const voiceIn = (room: string): Y.Doc => {
    const doc = at.documents.voice(room);
    if (doc === undefined) throw new CannotDo('no voice in this room');
    return doc;
  };
  const item = (id: string): Item => {
    const found = at.picture().items.find((one) => one.id === id);
    if (found === undefined) throw new CannotDo('no such item');
    return found;
  };
  const own = (id: string): Item & { kind: OwnKind } => {
    const found = item(id);
    if (found.by !== at.me.person || !found.confirmed || !isOwnKind(found.kind))
      throw new CannotDo('not one’s own words');
    return found as Item & { kind: OwnKind };
  };
  const draft = (id: string) => {
    const found = read(selfName(), selfVoice()).drafts.find((one) => one.id === id);
    if (found === undefined || !isOwnKind(found.kind) || found.shared) throw new CannotDo('no such draft');
    const { words_of, words_from = '' } = found.values;
    const words = typeof words_of === 'string' ? { person: words_of, from: String(words_from) } : null;
    return { kind: found.kind, fields: { ...found.values, ...found.sets, ...found.texts }, words };
  };
  // At every key: without reading all that stands in one's own room.
  const kindOf = (doc: Y.Doc, id: string): OwnKind => {
    const kind = draftKind(doc, id);
    if (!isOwnKind(kind)) throw new CannotDo('no such draft');
    return kind;
  };
  const copies = (found: Item): Copy[] =>
    found.rooms.flatMap((room) => {
      // A room that goes on as another is only read.
      const doc = at.writable(at.documents.name(room, `voice.${at.me.person}`)) ? at.documents.voice(room) : undefined;
      if (doc === undefined) return [];
      const map = doc.getMap(KINDS[found.kind].root);
      const adopting = [...map].find(([key, value]) => key.endsWith('/adopts') && value === found.id)?.[0];
      const id = adopting?.split('/')[0] ?? found.id;
      return [...map.keys()].some((key) => key.startsWith(`${id}/`)) ? [{ room, doc, id }] : [];
    });
  /** A document names only whom and what each of its readers may know (D15). */
  const namesNobodyNew = (room: string, kind: OwnKind, fields: FieldValues) => {
    const picture = at.picture();
    if (!namedIn(kind, fields).every(({ id }) => nodeNameable(picture, room, id)))
      throw new CannotDo('not known to all');
  };
  const standsIn = (room: string, kind: OwnKind, fields: FieldValues) => {
    if (!mayStandIn(at.picture(), room, { kind, fields })) throw new CannotDo('a judgement of safety stands apart');
  };
  /** Who says it differently still stands behind it: their own answers go along, except that they saw it another way. */
  const standBehind = (found: Item, copy: Copy) => {
    const now = copyWords(found, copy);
    for (const mark of found.marks) {
      if (mark.by !== at.me.person || mark.stale || now === undefined) continue;
      if (mark.field === 'standpoint' && mark.is !== 'agree') continue;
      putMark(copy.doc, found.id, mark.field, { is: mark.is, words: mark.words, about: fingerprint(now) });
    }
  };
  const copyWords = (found: Item, copy: Copy): string | undefined => {
    const name = at.documents.name(copy.room, `voice.${at.me.person}`);
    const there = read(name, copy.doc).items.find((one) => one.id === copy.id);
    return there === undefined ? undefined : words(found.kind, there.fields);
  };
  const change: VoiceActions['change'] = (id, fields, rooms) => {
    const found = own(id);
    const reached = copies(found).filter((copy) => rooms.includes(copy.room));
    if (reached.length === 0) throw new CannotDo('not said there');
    for (const copy of reached) {
      namesNobodyNew(copy.room, found.kind, fields);
      standsIn(copy.room, found.kind, fields);
    }
    for (const copy of reached) {
      putItem(copy.doc, found.kind, copy.id, fields);
      if (copy.room === found.room) standBehind(found, copy);
    }
    for (const field of Object.keys(fields)) forgetTyped(id, field);
    at.changed();
  };
  const fresh = (id: string, room: string, leaveOut: readonly string[]): Sayable => {
    const { kind, fields, words } = draft(id);
    const voice = voiceIn(room);
    const said = filledIn(kind, without(kind, withGiven(kind, fields, at.me.person, words), leaveOut));
    namesNobodyNew(room, kind, said);
    standsIn(room, kind, said);
    if (words !== null && !scribeFor(at.picture(), at.me.role, kind, room).includes(words.person)) {
      throw new CannotDo('not theirs to write down');
    }
    return {
      said,
      say() {
        if (words === null) putItem(voice, kind, id, said);
        else writeDown(voice, kind, id, said, words);
        pointDraft(selfVoice(), id, room);
        at.changed();
      },
    };
  };
  const wider = (id: string, room: string, leaveOut: readonly string[]): Sayable => {
    const found = own(id);
    const voice = voiceIn(room);
    if (found.rooms.includes(room)) throw new CannotDo('said there already');
    const said = filledIn(found.kind, without(found.kind, found.fields as FieldValues, leaveOut));
    namesNobodyNew(room, found.kind, said);
    standsIn(room, found.kind, said);
    return {
      said,
      say() {
        const rooms = at.picture().rooms;
        const readers = rooms.find((one) => one.id === room)?.members ?? [];
        putItem(voice, found.kind, id, said);
        for (const copy of copies(found)) {
          const members = rooms.find((one) => one.id === copy.room)?.members ?? [];
          // A room's name, too, is only for who reads that room.
          if (members.every((member) => readers.includes(member))) noteWider(copy.doc, found.kind, copy.id, room);
        }
        at.changed();
      },
    };
  };
  const forgetTyped = (id: string, field: string) => {
    const doc = selfVoice();
    if (draftText(doc, id, field) !== '') typeDraft(doc, id, field, '');
  };

  const actions: OwnWords['actions'] = {
    addDraft(kind, fields = {}, room = null) {
      const id = randomId();
      const doc = selfVoice();
      doc.transact(() => {
        startDraft(doc, kind, id, room);
        for (const [field, value] of Object.entries(fields)) fillIn(doc, kind, id, field, value);
      });
      at.changed();
      return id;
    },
    editDraft(id, fields) {
      const doc = selfVoice();
      const kind = kindOf(doc, id);
      doc.transact(() => {
        for (const [field, value] of Object.entries(fields)) fillIn(doc, kind, id, field, value);
      });
      at.changed();
    },
    typeInDraft(id, field, area) {
      const kind = kindOf(selfVoice(), id);
      if (!isText(kind, field)) throw new CannotDo('no text');
      const text = () => {
        const doc = at.documents.open(selfName());
        return doc === undefined ? undefined : draftTextIn(doc, id, field);
      };
      return at.drafts.bind(text, area);
    },
    writeFor(id, words) {
      const doc = selfVoice();
      kindOf(doc, id);
      draftFor(doc, id, words);
      at.changed();
    },
    dropDraft(id) {
      dropDraft(selfVoice(), id);
      at.changed();
    },
    async share(id, room, leaveOut = []) {
      fresh(id, room, leaveOut).say();
    },
    widen(id, room, leaveOut = []) {
      wider(id, room, leaveOut).say();
    },
    change,
    typeChange(id, field, typed) {
      const found = own(id);
      if (!isText(found.kind, field)) throw new CannotDo('no text');
      typeDraft(selfVoice(), id, field, typed ?? '');
      at.changed();
    },
    reword(id, typed, rooms) {
      change(id, { [textField(own(id).kind)]: typed.trim() }, rooms);
    },
    withdraw(id) {
      const found = item(id);
      // What one wrote down for another stands in one's own voice too.
      if (found.by !== at.me.person || !isOwnKind(found.kind)) throw new CannotDo('not one’s own words');
      const there = copies(found);
      if (there.length === 0) throw new CannotDo('not said in a room that is open');
      for (const copy of there) withdrawItem(copy.doc, found.kind, copy.id);
      at.changed();
    },
    setStandpoint(id, is, said) {
      const found = item(id);
      putMark(voiceIn(found.room), id, 'standpoint', { is, words: said, about: found.about });
      at.changed();
    },
    setMark(id, field, is, said) {
      const found = item(id);
      putMark(voiceIn(found.room), id, field, { is, words: said, about: found.about });
      at.changed();
    },
    dropMark(id, field) {
      for (const room of item(id).rooms) {
        const own = at.writable(at.documents.name(room, `voice.${at.me.person}`));
        const doc = own ? at.documents.voice(room) : undefined;
        if (doc !== undefined) dropMark(doc, id, field);
      }
      at.changed();
    },
    setOrder(room, ids) {
      const picture = at.picture();
      if (!ids.every((id) => nodeNameable(picture, room, id))) throw new CannotDo('not known to all');
      putOrder(voiceIn(room), ids);
      at.changed();
    },
  };
  const sayable: OwnWords['sayable'] = (id, room, leaveOut) =>
    (at.picture().items.some((one) => one.id === id) ? wider : fresh)(id, room, leaveOut);
  return { actions, sayable, selfVoice, voiceIn };
}

/** Types a text, puts everything else. */
function fillIn(doc: Y.Doc, kind: OwnKind, id: string, field: string, value: FieldValues[string]): void {
  if (isText(kind, field)) typeDraft(doc, id, field, typeof value === 'string' ? value : '');
  else putDraft(doc, kind, id, { [field]: value });
}
