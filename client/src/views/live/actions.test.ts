import { beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import noor from '../../../test/fixtures/picture.noor.json';
import { compose } from '../../doc/compose';
import { read } from '../../doc/read';
import { putItem, putMark } from '../../doc/write';
import type { Picture } from '../../schema.gen';
import { CannotDo } from '../store';
import { actionsFor } from './actions';

// Rooms and persons of the test family; the documents begin empty.
const facts = noor as unknown as Picture;
const CASE = facts.case.id;
const ROOM = facts.rooms.find((room) => room.kind === 'core')?.id ?? '';
const SELF = facts.rooms.find((room) => room.kind === 'self')?.id ?? '';
const QUESTION = '11111111-1111-4111-8111-111111111111';

let docs: Map<string, Y.Doc>;
const open = (name: string): Y.Doc => {
  const doc = docs.get(name) ?? new Y.Doc();
  docs.set(name, doc);
  return doc;
};
const name = (room: string, document: string) => `${CASE}/${room}/${document}`;
const picture = () =>
  compose(
    [...docs].map(([one, doc]) => read(one, doc)),
    facts,
  );
const item = (id: string) => {
  const found = picture().items.find((one) => one.id === id);
  if (found === undefined) throw new Error('no such item');
  return found;
};
const actions = actionsFor({
  me: { person: 'noor', name: 'Noor', role: 'youth', case: CASE, demo: true },
  documents: {
    name,
    open,
    voice: (room) => open(name(room, 'voice.noor')),
    board: (room) => open(name(room, 'board')),
  },
  writing: { join: async () => undefined, leave: async () => undefined },
  picture,
  writable: () => true,
  lost: () => undefined,
  changed: () => undefined,
});

async function shared(kind: 'factor' | 'story', words: string): Promise<string> {
  const id = actions.addDraft(kind);
  actions.editDraft(id, { words });
  if (kind === 'factor') actions.editDraft(id, { tone: 'hard', about: ['family'] });
  await actions.share(id, ROOM);
  return id;
}

beforeEach(() => {
  docs = new Map();
});

describe('sharing', () => {
  it('is for stories too, and leaves no second copy of the words in one’s own room', async () => {
    const id = await shared('story', 'Ik slaap slecht.');
    expect(item(id)).toMatchObject({ kind: 'story', by: 'noor', room: ROOM, fields: { text: 'Ik slaap slecht.' } });
    expect(picture().drafts.map((draft) => [draft.id, draft.shared, draft.texts.text ?? ''])).toEqual([[id, true, '']]);
    expect([...open(name(SELF, 'voice.noor')).share.keys()]).not.toContain('story');
  });
});

describe('saying one’s own words differently', () => {
  it('keeps the thing, and marks of others stand over the words before', async () => {
    const id = await shared('factor', 'Ruzie over huiswerk');
    putMark(open(name(ROOM, 'voice.marloes')), id, 'standpoint', { is: 'agree', words: null, about: item(id).about });
    expect(item(id).marks).toMatchObject([{ by: 'marloes', stale: false }]);
    actions.reword(id, ' Vaak ruzie over huiswerk ', [ROOM]);
    expect(item(id)).toMatchObject({ fields: { title: 'Vaak ruzie over huiswerk', holder: ['family'] } });
    expect(item(id).marks).toMatchObject([{ by: 'marloes', stale: true }]);
  });

  it('leaves the author behind it, as before', async () => {
    const id = await shared('factor', 'Ruzie over huiswerk');
    actions.setStandpoint(id, 'agree', 'echt waar');
    actions.reword(id, 'Vaak ruzie over huiswerk', [ROOM]);
    expect(item(id).marks).toMatchObject([{ by: 'noor', is: 'agree', words: 'echt waar', stale: false }]);
  });

  it('is for nobody else’s words', () => {
    putItem(open(name(ROOM, 'voice.marloes')), 'factor', QUESTION, { title: 'Weinig slaap' });
    expect(() => actions.reword(QUESTION, 'iets anders', [ROOM])).toThrow(CannotDo);
    expect(item(QUESTION)).toMatchObject({ fields: { title: 'Weinig slaap' } });
  });
});

describe('changing a joint text outside a session', () => {
  it('travels only on Klaar, as one update', () => {
    const board = open(name(ROOM, 'board'));
    putItem(board, 'joint_question', QUESTION, { status: 'open' });
    board.getText(`text:question/${QUESTION}/text`).insert(0, 'Wat helpt Noor?');
    let updates = 0;
    board.on('update', () => {
      updates += 1;
    });
    const edit = actions.editJoint(QUESTION);
    expect([edit.words, updates]).toEqual(['Wat helpt Noor?', 0]);
    edit.keep('Wat helpt Noor nu het eerst?');
    expect(updates).toBe(1);
    expect(item(QUESTION)).toMatchObject({ fields: { text: 'Wat helpt Noor nu het eerst?' } });
  });
});
