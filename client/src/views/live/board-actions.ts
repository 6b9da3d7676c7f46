// Writing what is joint, on the board of a room, and the desk's answers to wishes. Refuses what the room's readers may not
// read (D15) and whatever would put words in another's mouth.
import type * as Y from 'yjs';
import { itemNameable, nodeNameable } from '../../doc/nameable';
import { placeAfter, takeOut } from '../../doc/order';
import { bringBack, putAway, putAwayIn, writerOf } from '../../doc/put-away';
import { hasOfOthers } from '../../doc/removal';
import { standsIn } from '../../doc/stands-in';
import { changeSet, type FieldInput, jointTextRoot, putItem, putMark, startJoint } from '../../doc/write';
import { FIELDS, HOLDER, KINDS, type Kind, type Picture } from '../../schema.gen';
import { type AwayView, JOINT_KINDS, type JointActions } from '../joint/joint-actions';
import { wordsOf } from '../picture/names';
import type { Item } from '../picture/rows';
import { CannotDo } from '../store';
import type { Workplace } from './actions';
import { randomId } from './documents';

/** Whether everyone in a room may read a name, by the type of the field that names it. */
const KNOWN: Readonly<Record<string, (picture: Picture, room: string, name: string) => boolean>> = {
  item: itemNameable,
  node: nodeNameable,
  person: nodeNameable,
  holder: (picture, room, name) => (HOLDER as readonly string[]).includes(name) || nodeNameable(picture, room, name),
};

/** The field of a joint thing's own words. */
export function mainText(kind: Kind): string {
  return kind === 'card' ? 'said_together' : 'text';
}

/** The actions on what is joint, of one person in one case. */
export function boardActions(at: Workplace): JointActions {
  const find = (id: string): Item => {
    const found = at.picture().items.find((one) => one.id === id);
    if (found === undefined) throw new CannotDo('no such item');
    return found;
  };
  const documentOf = (kind: Kind, room: string): Y.Doc => {
    const home = KINDS[kind].home;
    const name = at.documents.name(room, home);
    const doc = home === 'voice' || !at.writable(name) ? undefined : at.documents.open(name);
    if (doc === undefined) throw new CannotDo('what is joint can’t be written here');
    return doc;
  };
  /** Every name in what is to be written must be one that all readers of the room may read. */
  const judgeNames = (kind: Kind, room: string, fields: Readonly<Record<string, FieldInput>>) => {
    for (const [field, given] of Object.entries(fields)) {
      const type = FIELDS[kind][field]?.value.type ?? '';
      const names = typeof given === 'string' ? [given] : Array.isArray(given) ? (given as readonly string[]) : [];
      const known = KNOWN[type];
      if (known !== undefined && !names.every((name) => known(at.picture(), room, name))) {
        throw new CannotDo('not everyone in this room may read that');
      }
    }
  };
  /** The item, and the document it is written in. */
  const own = (id: string): [found: Item, doc: Y.Doc] => {
    const found = find(id);
    return [found, documentOf(found.kind, found.room)];
  };
  const voice = (room: string): Y.Doc => {
    const doc = at.documents.voice(room);
    if (doc === undefined) throw new CannotDo('no voice in this room');
    return doc;
  };
  const goal = (id: string) => {
    const found = find(id);
    if (found.kind !== 'goal' || found.fields === null) throw new CannotDo('no such goal');
    return { ...found, fields: found.fields };
  };
  return {
    startJoint(kind, room, fields, texts = {}) {
      if (!JOINT_KINDS.includes(kind)) throw new CannotDo('not started together');
      if (kind === 'step' && (fields.who ?? null) === null) throw new CannotDo('a step is somebody’s');
      judgeNames(kind, room, fields);
      const id = randomId();
      startJoint(documentOf(kind, room), kind, id, fields, texts);
      at.changed();
      return id;
    },
    setJoint(id, fields) {
      const [found, doc] = own(id);
      if (found.kind === 'step' && fields.who === null) throw new CannotDo('a step is somebody’s');
      judgeNames(found.kind, found.room, fields);
      putItem(doc, found.kind, id, fields);
      at.changed();
    },
    changeJointSet(id, field, change) {
      const [found, doc] = own(id);
      judgeNames(found.kind, found.room, { [field]: change.add ?? [] });
      changeSet(doc, found.kind, id, field, change);
      at.changed();
    },
    putsManyAway(id) {
      const [found, doc] = own(id);
      const document = at.documents.name(found.room, KINDS[found.kind].home);
      const ofOthers = hasOfOthers(doc, found.kind, id, (client, clock) => at.mine(document, client, clock));
      return ofOthers && at.removed.manyThings(document, id);
    },
    putAway(id) {
      const [found, doc] = own(id);
      const document = at.documents.name(found.room, KINDS[found.kind].home);
      if (hasOfOthers(doc, found.kind, id, (client, clock) => at.mine(document, client, clock)))
        at.removed.tookThing(document, id);
      if (found.kind === 'card') putItem(doc, 'card', id, { off_table: true });
      else putAway(doc, found.kind, id);
      at.changed();
    },
    bringBack({ id, kind, room }) {
      const doc = documentOf(kind, room);
      if (kind === 'card') putItem(doc, 'card', id, { off_table: null });
      bringBack(doc, kind, id);
      at.changed();
    },
    nameRound(id, room, name) {
      const round = at.picture().loops.find((one) => one.id === id);
      if (round === undefined) throw new CannotDo('no such round');
      if (!round.relations.every((relation) => itemNameable(at.picture(), room, relation))) {
        throw new CannotDo('not everyone in this room sees this round');
      }
      const doc = documentOf('loop', room);
      doc.transact(() => {
        if (name === null) {
          putAway(doc, 'loop', id);
        } else {
          bringBack(doc, 'loop', id);
          putItem(doc, 'loop', id, { name });
        }
      });
      at.changed();
    },
    placeJoint(room, item, after) {
      judgeNames('before', room, { a: item });
      placeAfter(documentOf('card', room), item, after);
      at.changed();
    },
    unplaceJoint(room, item) {
      takeOut(documentOf('card', room), item);
      at.changed();
    },
    lendWords(card, item) {
      const [found, doc] = own(card);
      const lent = find(item);
      if (found.kind !== 'card' || found.fields?.gathers.includes(item) !== true) throw new CannotDo('not gathered');
      if (lent.by !== at.me.person || lent.words_of !== null || wordsOf(lent) === '') {
        throw new CannotDo('not one’s own words');
      }
      const text = doc.getText(jointTextRoot('card', card, mainText('card')));
      const before = text.toString();
      if (standsIn(before, wordsOf(lent))) return;
      doc.transact(() => text.insert(before.length, (before.trim() === '' ? '' : '\n') + wordsOf(lent)));
      at.changed();
    },
    answerWish(wish, text, refers) {
      const { room, kind } = find(wish);
      if (kind !== 'wish') throw new CannotDo('no such wish');
      const doc = documentOf('answer', room);
      const given = at.picture().items.find((one) => one.kind === 'answer' && one.fields?.wish === wish);
      const fields = { wish, text, by: at.me.person, refers };
      judgeNames('answer', room, fields);
      putItem(doc, 'answer', given?.id ?? randomId(), fields);
      at.changed();
    },
    setReached(id, is, words) {
      const { room, about } = goal(id);
      putMark(voice(room), id, 'reached', { is, words, about });
      at.changed();
    },
    setOwnWords(id, words) {
      const { room, about, fields } = goal(id);
      if (fields.owner !== at.me.person) throw new CannotDo('not one’s own goal');
      putMark(voice(room), id, 'own_words', { is: true, words, about });
      at.changed();
    },
  };
}

/** What was put away in the rooms one reads: cards off the table, and the rest by its words. */
export function awayIn(picture: Picture, at: Pick<Workplace, 'documents' | 'author'>): AwayView[] {
  const by = (document: string, kind: Kind, id: string, field: string): string | null => {
    const doc = at.documents.open(document);
    const writer = doc === undefined ? undefined : writerOf(doc, kind, id, field);
    return writer === undefined ? null : (at.author(document, ...writer) ?? null);
  };
  const words = new Map(picture.items.map((item) => [item.id, wordsOf(item)]));
  const named = (id: string | undefined) => words.get(id ?? '') ?? '';
  const cards = picture.items.flatMap((item): AwayView[] =>
    item.kind === 'card' && item.fields?.off_table === true
      ? [
          {
            id: item.id,
            kind: 'card',
            room: item.room,
            words: wordsOf(item) || gatheredWords(item.fields.gathers, named),
            by: by(at.documents.name(item.room, 'board'), 'card', item.id, 'off_table'),
          },
        ]
      : [],
  );
  const others = picture.rooms.flatMap(({ id: room }) =>
    (['board', 'desk'] as const).flatMap((home) => {
      const doc = at.documents.open(at.documents.name(room, home));
      return (doc === undefined ? [] : putAwayIn(home, doc)).map(({ id, kind, values }): AwayView => {
        const said = values[mainText(kind)] ?? values.name ?? '';
        const pair = kind === 'before' ? [values.a, values.b].map(named).join(' → ') : '';
        const who = by(at.documents.name(room, home), kind, id, 'withdrawn');
        return { id, kind, room, words: said || pair, by: who };
      });
    }),
  );
  return [...cards, ...others];
}

function gatheredWords(gathers: readonly string[], named: (id: string) => string): string {
  return gathers
    .map(named)
    .filter((one) => one !== '')
    .join(' · ');
}
