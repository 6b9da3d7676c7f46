// Samen-kaartjes, and sets and orders that two people change at the same time.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { CASE, card, type Device, F1, F2, family, id, meet, one, SCHOOL } from '../../../test/devices';
import { read } from '../../doc/read';
import { changeSet, putItem, WriteError } from '../../doc/write';
import { CannotDo } from '../store';

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
    // What stands there already is not put there twice.
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
      { id: made, kind: 'card', room: 'core', words: 'Noor slaapt slecht · Noor ligt lang wakker', by: 'noor' },
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
