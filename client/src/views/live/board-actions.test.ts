import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import noor from '../../../test/fixtures/picture.noor.json';
import { compose } from '../../doc/compose';
import { read } from '../../doc/read';
import { RemovedLately } from '../../doc/removed-lately';
import { changeSet, putItem, putMark, WriteError } from '../../doc/write';
import { type Kind, LIMITS, type Picture } from '../../schema.gen';
import { CannotDo, type WritingActions } from '../store';
import { actionsFor } from './actions';
import { awayIn } from './board-actions';

// Rooms and persons of the test family; the documents begin empty.
const facts = noor as unknown as Picture;
const CASE = facts.case.id;
const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const F1 = id(1);
const F2 = id(2);
const SCHOOL = id(3);
const WISH = id(4);

/** One person's device. */
class Device {
  readonly docs = new Map<string, Y.Doc>();
  readonly actions: WritingActions;
  readonly closed = new Set<string>();
  /** Whether what stands in the documents is this person's. */
  own = true;

  constructor(readonly person: string) {
    const name = (room: string, document: string) => `${CASE}/${room}/${document}`;
    this.actions = actionsFor({
      me: { person, name: person, role: 'parent', case: CASE, demo: true },
      documents: {
        name,
        open: (one) => this.doc(one),
        voice: (room) => this.doc(name(room, `voice.${person}`)),
        board: (room) => this.doc(name(room, 'board')),
      },
      writing: { join: async () => undefined, leave: async () => undefined },
      picture: () => this.picture(),
      writable: (document) => !this.closed.has(document),
      mine: () => this.own,
      removed: new RemovedLately(),
      lost: () => undefined,
      changed: () => undefined,
    });
  }

  doc(name: string): Y.Doc {
    const doc = this.docs.get(name) ?? new Y.Doc();
    this.docs.set(name, doc);
    return doc;
  }

  in(room: string, document: string): Y.Doc {
    return this.doc(`${CASE}/${room}/${document}`);
  }

  picture(): Picture {
    return compose(
      [...this.docs].map(([name, doc]) => read(name, doc)),
      facts,
    );
  }

  item<K extends Kind>(kind: K, which: string) {
    const found = this.picture().items.find((one) => one.id === which);
    if (found?.kind !== kind) throw new Error(`no such ${kind}`);
    return found as Extract<typeof found, { kind: K }>;
  }

  away() {
    const documents = {
      name: (room: string, one: string) => `${CASE}/${room}/${one}`,
      open: (one: string) => this.doc(one),
    };
    return awayIn(this.picture(), { documents: documents as Parameters<typeof awayIn>[1]['documents'] });
  }
}

/** Everyone hears what the others wrote. */
function meet(...devices: readonly Device[]): void {
  for (const from of devices) {
    for (const [name, doc] of [...from.docs]) {
      const update = Y.encodeStateAsUpdate(doc);
      for (const to of devices) if (to !== from) Y.applyUpdate(to.doc(name), update);
    }
  }
}

/** Two things that Noor and Marloes said in core, one said at school, a wish. */
function family(...persons: readonly string[]): Device[] {
  const [first = 'noor', ...rest] = persons;
  const device = new Device(first);
  putItem(device.in('core', 'voice.noor'), 'factor', F1, { title: 'Noor slaapt slecht', roles: ['maintaining'] });
  putItem(device.in('core', 'voice.marloes'), 'factor', F2, { title: 'Noor ligt lang wakker', roles: ['maintaining'] });
  putItem(device.in('school', 'voice.femke'), 'factor', SCHOOL, { title: 'Noor komt moe op school' });
  putItem(device.in('core', 'voice.noor'), 'wish', WISH, { text: 'Niet meer de boodschapper zijn.' });
  const others = rest.map((one) => new Device(one));
  meet(device, ...others);
  return [device, ...others];
}

const one = (person: string) => family(person)[0] as Device;
const card = (device: Device, gathers: readonly string[] = [F1, F2]) =>
  device.actions.startJoint('card', 'core', { shape: 'factor', roles: ['maintaining'], gathers });

describe('a samen-kaartje', () => {
  it('begins without a word of anyone, and stands for what it gathers', () => {
    const device = one('noor');
    const made = card(device, [F1]);
    expect(device.item('card', made)).toMatchObject({ by: null, fields: { said_together: '', gathers: [F1] } });
    expect(device.item('factor', F1)).toMatchObject({ gathered_by: [made], fields: { title: 'Noor slaapt slecht' } });
  });

  it('takes over words only by a tap of their author', () => {
    const device = one('noor');
    const made = card(device);
    expect(() => device.actions.lendWords(made, F2)).toThrow(CannotDo);
    device.actions.lendWords(made, F1);
    expect(device.item('card', made).fields?.said_together).toBe('Noor slaapt slecht');
    expect(device.item('factor', F1).fields?.title).toBe('Noor slaapt slecht');
  });

  it('lends words behind what stands there, not in its place', () => {
    const device = one('noor');
    const made = device.actions.startJoint(
      'card',
      'core',
      { shape: 'factor', gathers: [F1] },
      { said_together: 'Slapen' },
    );
    device.actions.lendWords(made, F1);
    expect(device.item('card', made).fields?.said_together).toBe('Slapen\nNoor slaapt slecht');
  });

  it('takes over no words that a scribe wrote down and their person did not confirm', () => {
    const device = one('marloes');
    putItem(device.in('core', 'voice.youssef'), 'factor', id(9), { title: 'Moe' });
    device
      .in('core', 'voice.youssef')
      .getMap('factor')
      .set(`${id(9)}/words_of`, 'marloes');
    const made = card(device, [id(9)]);
    expect(() => device.actions.lendWords(made, id(9))).toThrow(CannotDo);
  });

  it('off the table shows the own words again, and comes back with everything', () => {
    const device = one('noor');
    const made = card(device);
    device.actions.putAway(made);
    expect(device.item('factor', F1).gathered_by).toEqual([]);
    expect(device.away()).toEqual([
      { id: made, kind: 'card', room: 'core', words: 'Noor slaapt slecht · Noor ligt lang wakker' },
    ]);
    device.actions.bringBack({ id: made, kind: 'card', room: 'core' });
    expect(device.item('factor', F1).gathered_by).toEqual([made]);
    expect(device.away()).toEqual([]);
  });

  it('gathers nothing that someone in its room may not read', () => {
    const device = one('noor');
    expect(() => device.actions.startJoint('card', 'school', { shape: 'factor', gathers: [F1] })).toThrow(CannotDo);
    const made = device.actions.startJoint('card', 'school', { shape: 'factor', gathers: [SCHOOL] });
    expect(() => device.actions.changeJointSet(made, 'gathers', { add: [F1] })).toThrow(CannotDo);
    expect(() => device.actions.changeJointSet(made, 'holder', { add: ['daan'] })).toThrow(CannotDo);
    device.actions.changeJointSet(made, 'holder', { add: ['noor', 'school'] });
    expect(device.item('card', made).fields).toMatchObject({ gathers: [SCHOOL], holder: ['noor', 'school'] });
  });

  it('may gather in the narrower room what the wider one reads too', () => {
    const device = one('noor');
    const made = card(device, [F1, SCHOOL]);
    expect(device.item('card', made).fields?.gathers).toEqual([F1, SCHOOL]);
  });

  it('keeps standpoints on its own words', () => {
    const device = one('noor');
    const made = device.actions.startJoint(
      'card',
      'core',
      { shape: 'factor' },
      { said_together: 'Noor slaapt te weinig' },
    );
    device.actions.setStandpoint(made, 'agree', null);
    expect(device.item('card', made).marks).toMatchObject([{ by: 'noor', is: 'agree', stale: false }]);
    device.actions.editJoint(made).keep('Noor slaapt veel te weinig');
    expect(device.item('card', made).marks).toMatchObject([{ by: 'noor', stale: true }]);
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
    expect(device.away()).toEqual([{ id: made, kind: 'goal', room: 'core', words: 'De post is open.' }]);
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
    expect(b.away()).toEqual(a.away());
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
    expect(device.away()).toEqual([{ id: found, kind: 'loop', room: 'core', words: 'Het slaaprondje' }]);
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

describe('at the same time', () => {
  it('two who put different things in a set both get them in, and only what was taken out goes', () => {
    const [a, b] = family('noor', 'marloes') as [Device, Device];
    const made = card(a);
    meet(a, b);
    a.actions.changeJointSet(made, 'gathers', { add: [SCHOOL] });
    b.actions.changeJointSet(made, 'gathers', { remove: [F1] });
    meet(a, b);
    for (const device of [a, b]) expect(device.item('card', made).fields?.gathers).toEqual([F2, SCHOOL]);
  });

  it('orders, gathers and sets of two people come out the same, with nothing lost and nothing doubled', () => {
    const items = [F1, F2, SCHOOL];
    const step = fc.record({
      who: fc.nat(1),
      what: fc.constantFrom('up', 'down', 'add', 'remove', 'holder', 'away', 'back', 'meet'),
      item: fc.nat(2),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const [a, b] = family('noor', 'marloes') as [Device, Device];
        const made = card(a, []);
        let last: string | null = null;
        for (const item of items) {
          a.actions.placeJoint('core', item, last);
          last = item;
        }
        meet(a, b);
        for (const { who, what, item: at } of steps) {
          const { actions } = who === 0 ? a : b;
          const item = items[at] as string;
          if (what === 'up') actions.placeJoint('core', item, null);
          else if (what === 'down') actions.placeJoint('core', item, items[(at + 1) % 3] as string);
          else if (what === 'add') actions.changeJointSet(made, 'gathers', { add: [item] });
          else if (what === 'remove') actions.changeJointSet(made, 'gathers', { remove: [item] });
          else if (what === 'holder')
            actions.changeJointSet(made, 'holder', { add: [['noor', 'school', 'jeroen'][at] as string] });
          else if (what === 'away') actions.putAway(made);
          else if (what === 'back') actions.bringBack({ id: made, kind: 'card', room: 'core' });
          else meet(a, b);
        }
        meet(a, b);
        expect(a.picture()).toEqual(b.picture());
        expect([...(a.picture().joint_orders[0]?.items ?? [])].sort()).toEqual(items);
        const { gathers = [], holder = [] } = a.item('card', made).fields ?? {};
        expect([new Set(gathers).size, new Set(holder).size]).toEqual([gathers.length, holder.length]);
      }),
      { numRuns: 30 },
    );
  });

  it('a set keeps what someone else put in between looking and writing', () => {
    const doc = new Y.Doc();
    putItem(doc, 'explanation', id(20), { kind: 'stuck', refers: [F1] });
    changeSet(doc, 'explanation', id(20), 'refers', { add: [F2], remove: [id(99)] });
    expect(read(`${CASE}/core/board`, doc).items[0]?.fields?.refers).toEqual([F1, F2]);
    expect(() => changeSet(doc, 'explanation', id(20), 'refers', { add: ['niets'] })).toThrow(WriteError);
  });
});
