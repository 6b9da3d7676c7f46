import { beforeEach, describe, expect, it } from 'vitest';
import { CORE, type EmptyCase, emptyCase } from '../../../test/fixtures/empty-case';
import { putItem } from '../../doc/write';

const QUESTION = '11111111-1111-4111-8111-111111111111';

let at: EmptyCase;
beforeEach(() => {
  at = emptyCase();
});

describe('changing a joint text outside a session', () => {
  it('travels only on Klaar, as one update', () => {
    const board = at.document(CORE, 'board');
    putItem(board, 'joint_question', QUESTION, { status: 'open' });
    board.getText(`text:question/${QUESTION}/text`).insert(0, 'Wat helpt Noor?');
    let updates = 0;
    board.on('update', () => {
      updates += 1;
    });
    const edit = at.actions.editJoint(QUESTION);
    expect([edit.words, updates]).toEqual(['Wat helpt Noor?', 0]);
    edit.keep('Wat helpt Noor nu het eerst?');
    expect(updates).toBe(1);
    expect(at.item(QUESTION)).toMatchObject({ fields: { text: 'Wat helpt Noor nu het eerst?' } });
  });
});
