import { beforeEach, describe, expect, it } from 'vitest';
import { CORE, type EmptyCase, emptyCase } from '../../../test/fixtures/empty-case';
import { jointTextRoot, putItem, putMark } from '../../doc/write';
import type { Unasked } from '../store';
import { LiveDoings } from './doings.svelte';

const QUESTION = '11111111-1111-4111-8111-111111111111';

let at: EmptyCase;
let doings: LiveDoings;
let actions: Unasked;
const item = (id: string) => at.picture().items.find((one) => one.id === id);

beforeEach(() => {
  at = emptyCase();
  for (const document of ['voice.noor', 'board']) at.document(CORE, document);
  doings = new LiveDoings('noor', at.documents, at.picture, () => undefined);
  actions = doings.around(at.actions);
});

async function shared(words: string): Promise<string> {
  const id = actions.addDraft('factor');
  actions.editDraft(id, { title: words, roles: ['problem'], holder: ['family'] });
  await actions.share(id, CORE);
  return id;
}

describe('what was done last', () => {
  it('can be taken back and done again: sharing gives the words back to Van mij', async () => {
    const id = await shared('Ruzie over huiswerk');
    expect(doings.view).toEqual({ what: 'share', state: 'done' });
    doings.undo();
    expect(item(id)).toBeUndefined();
    expect(at.picture().drafts).toMatchObject([{ id, shared: false, texts: { title: 'Ruzie over huiswerk' } }]);
    expect(doings.view).toEqual({ what: 'share', state: 'undone' });
    doings.redo();
    expect(item(id)).toMatchObject({ fields: { title: 'Ruzie over huiswerk', holder: ['family'] } });
  });

  it('keeps the answers of others on what was shared and taken back', async () => {
    const id = await shared('Ruzie over huiswerk');
    const about = item(id)?.about ?? '';
    putMark(at.document(CORE, 'voice.marloes'), id, 'standpoint', { is: 'disagree', words: 'Soms.', about });
    doings.undo();
    expect(item(id)).toMatchObject({ withdrawn: true, marks: [{ by: 'marloes', words: 'Soms.' }] });
    doings.redo();
    expect(item(id)).toMatchObject({ withdrawn: false, marks: [{ by: 'marloes', stale: false }] });
  });

  it('can be taken back one after the other, and nothing twice', async () => {
    const id = await shared('Ruzie over huiswerk');
    actions.setStandpoint(id, 'agree', null);
    actions.withdraw(id);
    doings.undo();
    expect(item(id)).toMatchObject({ withdrawn: false, marks: [{ is: 'agree' }] });
    doings.undo();
    expect(item(id)?.marks).toEqual([]);
    doings.undo();
    doings.undo();
    expect(item(id)).toBeUndefined();
    for (let time = 0; time < 4; time += 1) doings.redo();
    expect(item(id)).toMatchObject({ withdrawn: true });
  });

  it('is not what is typed key by key', () => {
    const id = actions.addDraft('factor');
    actions.editDraft(id, { title: 'Ruz' });
    expect(doings.view).toBeNull();
    actions.dropDraft(id);
    doings.undo();
    expect(at.picture().drafts).toMatchObject([{ id, texts: { title: 'Ruz' } }]);
  });

  it('may be a joint text that was changed quietly; words of others stay', () => {
    const board = at.document(CORE, 'board');
    putItem(board, 'joint_question', QUESTION, { status: 'open' });
    const text = board.getText(jointTextRoot('joint_question', QUESTION));
    text.insert(0, 'Wat helpt Noor?');
    const edit = actions.editJoint(QUESTION);
    edit.keep('Wat helpt Noor nu?');
    text.doc?.transact(() => text.insert(0, 'Samen: '), 'remote');
    doings.undo();
    expect(text.toString()).toBe('Samen: Wat helpt Noor?');
  });

  it('is forgotten with the document it was done in', async () => {
    await shared('Ruzie over huiswerk');
    doings.replaced(at.document(CORE, 'voice.noor'));
    doings.undo();
    expect([doings.view, at.picture().items.length]).toEqual([null, 1]);
  });
});
