import { describe, expect, it } from 'vitest';
import { CASE, card, type Device, F1, F2, family, id, meet, one, WISH } from '../../../test/devices';
import { read } from '../../doc/read';
import { putItem, putMark, WriteError } from '../../doc/write';
import { LIMITS } from '../../schema.gen';
import { CannotDo } from '../store';

describe('the family', () => {
  it('is written on the board: who is together, and whose child someone is', () => {
    const device = one('marloes');
    const union = device.actions.startJoint('union', 'core', {
      status: 'separated',
      partners: ['marloes', 'jeroen'],
      from: '2008',
    });
    const descent = device.actions.startJoint('descent', 'core', {
      child: 'noor',
      parents: ['marloes'],
      kind: 'birth',
    });
    device.actions.changeJointSet(descent, 'parents', { add: ['jeroen'] });
    device.actions.setJoint(union, { to: '2022' });
    expect(device.item('union', union).fields).toMatchObject({ status: 'separated', from: '2008', to: '2022' });
    expect(device.item('descent', descent).fields?.parents).toEqual(['jeroen', 'marloes']);
  });
});

describe('where a child lives', () => {
  it('is written on the desk, and by nobody who may not write there', () => {
    const device = one('youssef');
    const fields = { person: 'noor', kind: 'foster', start: '2025-05', urgent: true, reason: 'Voor jou, Noor.' };
    const made = device.actions.startJoint('placement', 'core', fields);
    expect(device.item('placement', made).fields).toMatchObject(fields);
    expect(device.in('core', 'desk').getMap('placement').size).toBe(5);
    device.closed.add(`${CASE}/core/desk`);
    expect(() => device.actions.startJoint('placement', 'core', fields)).toThrow(CannotDo);
    expect(() => device.actions.setJoint(made, { urgent: false })).toThrow(CannotDo);
  });
});

describe('what is joint', () => {
  it('is written only where one may', () => {
    const device = one('noor');
    device.closed.add(`${CASE}/core/board`);
    expect(() => card(device)).toThrow(CannotDo);
    expect(() => device.actions.placeJoint('core', F1, null)).toThrow(CannotDo);
    expect(device.in('core', 'board').share.size).toBe(0);
  });

  it('begins as one update, words and all', () => {
    const device = one('noor');
    let updates = 0;
    device.in('core', 'board').on('update', () => {
      updates += 1;
    });
    const made = device.actions.startJoint('goal', 'core', { owner: 'marloes' }, { text: 'De post is open.' });
    expect(updates).toBe(1);
    expect(device.item('goal', made).fields).toMatchObject({ owner: 'marloes', text: 'De post is open.' });
  });

  it('is refused whole when something of it does not fit', () => {
    const device = one('noor');
    expect(() => device.actions.startJoint('goal', 'core', {}, { text: 'Wiens doel?' })).toThrow(WriteError);
    expect(() => device.actions.startJoint('agreement', 'core', { kind: 'dinner' })).toThrow(WriteError);
    expect(device.picture().items.filter((item) => item.by === null)).toEqual([]);
  });

  it('that is put away keeps its words and marks, and comes back as it was', () => {
    const device = one('marloes');
    const made = device.actions.startJoint('goal', 'core', { owner: 'marloes' }, { text: 'De post is open.' });
    device.actions.setOwnWords(made, 'Ik durf het weer.');
    const before = device.item('goal', made);
    device.actions.putAway(made);
    expect(device.item('goal', made)).toMatchObject({ withdrawn: true, fields: null });
    expect(device.away()).toEqual([{ id: made, kind: 'goal', room: 'core', words: 'De post is open.', by: 'marloes' }]);
    device.actions.bringBack({ id: made, kind: 'goal', room: 'core' });
    expect(device.item('goal', made)).toEqual(before);
  });

  it('is told to be much when many things of others go in a short time, and own things never are', () => {
    const device = one('noor');
    const start = () => device.actions.startJoint('goal', 'core', { owner: 'noor' }, { text: 'De post is open.' });
    const goals = Array.from({ length: LIMITS.removed_things_max + 1 }, start);
    for (const goal of goals) device.actions.putAway(goal);
    expect(device.actions.putsManyAway(start())).toBe(false);
    device.own = false;
    const theirs = Array.from({ length: LIMITS.removed_things_max }, start);
    for (const goal of theirs) {
      expect(device.actions.putsManyAway(goal)).toBe(false);
      device.actions.putAway(goal);
    }
    expect(device.actions.putsManyAway(start())).toBe(true);
  });

  it('says of a pair that was put away what it was about', () => {
    const device = one('noor');
    const made = device.actions.startJoint('before', 'core', { a: F1, b: F2, why: 'eerst rust' });
    device.actions.putAway(made);
    expect(device.away().map((away) => away.words)).toEqual(['Noor slaapt slecht → Noor ligt lang wakker']);
  });

  it('keeps a change of words that met its putting away', () => {
    const [a, b] = family('noor', 'marloes') as [Device, Device];
    const made = a.actions.startJoint('explanation', 'core', { kind: 'stuck' }, { text: 'Wie moe is, maakt ruzie.' });
    meet(a, b);
    a.actions.putAway(made);
    b.actions.editJoint(made).keep('Wie moe is, maakt eerder ruzie.');
    meet(a, b);
    expect(a.away()).toMatchObject([{ words: 'Wie moe is, maakt eerder ruzie.' }]);
    // Each device of a test knows only its own client ids.
    expect(b.away()).toEqual(a.away().map((one) => ({ ...one, by: null })));
  });
});

describe('a step', () => {
  it('is somebody’s, from the start and for good', () => {
    const device = one('noor');
    expect(() => device.actions.startJoint('step', 'core', { text: 'Tas klaar' })).toThrow(CannotDo);
    const made = device.actions.startJoint('step', 'core', { text: 'Tas klaar', who: 'marloes', state: 'open' });
    expect(() => device.actions.setJoint(made, { who: null })).toThrow(CannotDo);
    device.actions.setJoint(made, { who: 'jeroen', state: 'done' });
    expect(device.item('step', made).fields).toMatchObject({ who: 'jeroen', state: 'done' });
  });
});

describe('a goal', () => {
  const goal = (device: Device, owner = 'marloes') =>
    device.actions.startJoint('goal', 'core', { owner, based_on: [F1] }, { text: 'Rustige ochtenden.' });

  it('is said in own words by its owner alone', () => {
    const device = one('marloes');
    const own = goal(device);
    device.actions.setOwnWords(own, 'Ik wil geen geschreeuw meer.');
    expect(device.item('goal', own).marks).toMatchObject([
      { field: 'own_words', by: 'marloes', words: 'Ik wil geen geschreeuw meer.' },
    ]);
    expect(() => device.actions.setOwnWords(goal(device, 'jeroen'), 'Hij wil…')).toThrow(CannotDo);
  });

  it('is reached for each on their own', () => {
    const device = one('marloes');
    const own = goal(device);
    putMark(device.in('core', 'voice.jeroen'), own, 'reached', {
      is: 'no',
      words: null,
      about: device.item('goal', own).about,
    });
    device.actions.setReached(own, 'partly', 'vaker wel dan niet');
    expect(device.item('goal', own).marks.map((mark) => [mark.by, 'is' in mark ? mark.is : null])).toEqual([
      ['jeroen', 'no'],
      ['marloes', 'partly'],
    ]);
  });
});

describe('a round', () => {
  const round = (device: Device) => {
    const voice = device.in('core', 'voice.noor');
    putItem(voice, 'relation', id(11), { from: F1, to: F2, kind: 'causes' });
    putItem(voice, 'relation', id(12), { from: F2, to: F1, kind: 'worsens' });
    return device.picture().loops[0]?.id ?? '';
  };

  it('gets a name where all of it is seen, and loses it again without losing the words', () => {
    const device = one('noor');
    const found = round(device);
    device.actions.nameRound(found, 'core', 'Het slaaprondje');
    expect(device.picture().loops).toMatchObject([{ id: found, name: 'Het slaaprondje' }]);
    device.actions.nameRound(found, 'core', null);
    expect(device.picture().loops).toMatchObject([{ id: found, name: null }]);
    expect(device.away()).toEqual([{ id: found, kind: 'loop', room: 'core', words: 'Het slaaprondje', by: 'noor' }]);
    device.actions.nameRound(found, 'core', 'Het avondrondje');
    expect(device.picture().loops).toMatchObject([{ name: 'Het avondrondje' }]);
  });

  it('gets no name in a room that does not see all of it', () => {
    const device = one('noor');
    expect(() => device.actions.nameRound(round(device), 'school', 'Het rondje')).toThrow(CannotDo);
    expect(() => device.actions.nameRound(id(77), 'core', 'Geen rondje')).toThrow(CannotDo);
  });
});

describe('an answer to a wish', () => {
  it('stands on the desk, one for each wish, by who wrote it last', () => {
    const device = one('youssef');
    const step = device.actions.startJoint('step', 'core', { text: 'Apart praten', who: 'youssef' });
    device.actions.answerWish(WISH, 'We praten apart.', [step]);
    device.actions.answerWish(WISH, 'Ouders praten via Youssef.', [step]);
    const answers = device.picture().items.filter((item) => item.kind === 'answer');
    expect(answers).toMatchObject([
      { by: null, fields: { wish: WISH, by: 'youssef', text: 'Ouders praten via Youssef.', refers: [step] } },
    ]);
    expect(read(`${CASE}/core/desk`, device.in('core', 'desk')).items).toHaveLength(1);
  });

  it('is not for who may not write the desk', () => {
    const device = one('noor');
    device.closed.add(`${CASE}/core/desk`);
    expect(() => device.actions.answerWish(WISH, 'Zelf geregeld.', [])).toThrow(CannotDo);
  });
});
