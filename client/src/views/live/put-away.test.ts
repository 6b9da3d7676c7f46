import { beforeEach, expect, it } from 'vitest';
import { Device, meet } from '../../../test/devices';
import { CORE, emptyCase } from '../../../test/fixtures/empty-case';
import { jointTextRoot } from '../../doc/write';
import { actionsFor } from './actions';

let lost: string[];
beforeEach(() => {
  lost = [];
});

it('knows who put something joint away', () => {
  const [marloes, jeroen] = [new Device('marloes'), new Device('jeroen')];
  const goal = marloes.actions.startJoint('goal', CORE, { owner: 'marloes' }, { text: 'Elke week samen eten' });
  const card = marloes.actions.startJoint('card', CORE, { shape: 'factor', gathers: [] }, { said_together: 'Ruzie' });
  meet(marloes, jeroen);
  jeroen.actions.putAway(goal);
  jeroen.actions.putAway(card);
  expect(jeroen.away().map(({ id, by }) => [id, by])).toEqual([
    [card, 'jeroen'],
    [goal, 'jeroen'],
  ]);
});

it.each([
  ['goal', { owner: 'noor' }, 'text'],
  ['card', { shape: 'factor', gathers: [] }, 'said_together'],
] as const)('puts no words in a %s that was put away meanwhile, and loses none of them', (kind, fields, field) => {
  const at = emptyCase();
  const actions = actionsFor({ ...at.workplace, lost: (_document, words) => void lost.push(words) });
  const id = actions.startJoint(kind, CORE, fields, { [field]: 'Samen' });
  const text = at.document(CORE, 'board').getText(jointTextRoot(kind, id, field));
  const edit = actions.editJoint(id, field);
  actions.putAway(id);
  edit.keep('Samen, elke week');
  expect([text.toString(), lost]).toEqual(['Samen', ['Samen, elke week']]);
});

it('keeps what somebody was changing for them alone, without a word in the text', () => {
  const at = emptyCase();
  const actions = actionsFor({ ...at.workplace, lost: (_document, words) => void lost.push(words) });
  const id = actions.startJoint('goal', CORE, { owner: 'noor' }, { text: 'Samen' });
  actions.editJoint(id, 'text').keepAside('Samen, elke week');
  expect(
    at
      .document(CORE, 'board')
      .getText(jointTextRoot('goal', id, 'text'))
      .toString(),
  ).toBe('Samen');
  expect(lost).toEqual(['Samen, elke week']);
});
