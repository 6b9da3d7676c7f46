import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { CASE, meet, Screen, settle } from '../../../test/screens';
import { compare, traces } from '../../doc/compare';
import { putPosition } from '../../doc/position';
import { putItem, putMark, withdrawItem } from '../../doc/write';
import { graphOf } from '../drawings/map/graph';
import type { Point } from '../drawings/stage/view';

const PAIR = 'pair:noor:youssef';
const OTHER_PAIR = 'pair:marloes:youssef';
const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

const factor = (screen: Screen, n: number, room = 'core', title = `Ding ${n}`) =>
  putItem(screen.in(room), 'factor', id(n), { title, roles: n % 3 === 0 ? ['protective'] : ['problem'] });
const relation = (screen: Screen, n: number, from: number, to: number, room = 'core') =>
  putItem(screen.in(room), 'relation', id(n), { from: id(from), to: id(to), kind: 'maintains' });

/** A family that said seven things, before anybody looks. */
function family(...screens: Screen[]): void {
  const [first] = screens as [Screen];
  for (let n = 1; n <= 7; n += 1) factor(first, n * 10);
  relation(first, 80, 10, 20);
  relation(first, 81, 20, 30);
  meet(...screens);
}

function stands(before: ReadonlyMap<string, Point>, after: ReadonlyMap<string, Point>): void {
  for (const [thing, at] of before) if (after.has(thing)) expect([thing, after.get(thing)]).toEqual([thing, at]);
}

describe('when others change what the map is made of', () => {
  it('nothing that stood moves on any screen, and a screen that opens later shows the same', () => {
    const [chair, wall, speaker] = [new Screen('youssef'), new Screen('jeroen', false), new Screen('marloes', false)];
    const all = [speaker, chair, wall];
    family(...all);
    const before = chair.map;
    expect(before.size).toBe(7);
    expect(wall.map).toEqual(before);
    expect(chair.put()).toEqual({});
    const changes = [
      () => factor(speaker, 15),
      () => factor(speaker, 5, 'core', 'Iets met heel veel woorden, zodat het een hoog vak wordt op de kaart'),
      () => factor(speaker, 95),
      () => relation(speaker, 82, 5, 70),
      () => withdrawItem(speaker.in('core'), 'factor', id(40)),
      () => putMark(speaker.in('core'), id(10), 'standpoint', { is: 'disagree', words: null, about: 'a'.repeat(32) }),
    ];
    for (const change of changes) {
      const [stood, there] = [chair.map, wall.map];
      change();
      settle(...all);
      stands(stood, chair.map);
      stands(there, wall.map);
      expect(new Map(wall.map)).toEqual(new Map(chair.map));
    }
    expect([chair.map.size, chair.map.has(id(40))]).toEqual([9, false]);
    stands(before, wall.map);
    const later = new Screen('ilse');
    settle(...all, later);
    expect(new Map(later.map)).toEqual(new Map(wall.map));
  });

  it('nothing moves either where nobody who looks may write down where it stands', () => {
    const [wall, speaker] = [new Screen('jeroen', false), new Screen('marloes', false)];
    family(speaker, wall);
    const before = wall.map;
    for (const n of [15, 5, 95]) factor(speaker, n);
    relation(speaker, 82, 5, 70);
    settle(speaker, wall);
    stands(before, wall.map);
    expect(wall.map.size).toBe(10);
    expect(wall.put()).toEqual({});
    // Without a memory things would have gone elsewhere: this is what is guarded here.
    expect([...before].some(([thing, at]) => JSON.stringify(wall.fresh.get(thing)) !== JSON.stringify(at))).toBe(true);
  });

  it('what was put somewhere stands there, wherever it was shown', () => {
    const [wall, other] = [new Screen('jeroen', false), new Screen('marloes')];
    family(other, wall);
    const before = wall.map;
    putPosition(other.in('core', 'board'), id(30), 'map', { x: 4000, y: -300 });
    settle(other, wall);
    expect(wall.map.get(id(30))).toEqual({ x: 4000, y: -300 });
    for (const [thing, at] of before) if (thing !== id(30)) expect(wall.map.get(thing)).toEqual(at);
  });

  it('who did not look at the map writes nothing, and writes where it stood before they change something', async () => {
    const [chair, speaker] = [new Screen('youssef'), new Screen('marloes', false)];
    family(speaker, chair);
    factor(speaker, 15);
    settle(speaker, chair);
    expect(chair.put()).toEqual({});
    const before = chair.fresh;
    await chair.actions.share(chair.actions.addDraft('factor', { title: 'Van mij' }), 'core');
    stands(before, chair.fresh);
  });

  it('what is written before an own change is what this screen showed', async () => {
    const [wall, speaker] = [new Screen('youssef'), new Screen('marloes', false)];
    family(speaker, wall);
    const before = wall.map;
    wall.joined.clear();
    for (const n of [15, 5, 95]) factor(speaker, n);
    settle(speaker, wall);
    expect(wall.put()).toEqual({});
    await wall.actions.share(wall.actions.addDraft('factor', { title: 'Van mij' }), 'core');
    stands(before, wall.map);
    stands(before, wall.fresh);
  });

  it('waits with writing until the board has what others put on it', () => {
    const [chair, speaker] = [new Screen('youssef'), new Screen('marloes', false)];
    family(speaker, chair);
    const before = chair.map;
    chair.joined.delete(`${CASE}/core/board`);
    factor(speaker, 15);
    settle(speaker, chair);
    expect(chair.put()).toEqual({});
    putPosition(chair.in('core', 'board'), id(20), 'map', { x: 4000, y: 0 });
    chair.joined.add(`${CASE}/core/board`);
    chair.sees();
    expect(chair.put()).toMatchObject({ [`${id(20)}/map`]: '4000,0' });
    expect(Object.keys(chair.put()).length).toBe(8);
    for (const [thing, at] of before) if (thing !== id(20)) expect(chair.map.get(thing)).toEqual(at);
  });

  it('is no step to take back, and no change that is told', () => {
    const [chair, speaker] = [new Screen('youssef'), new Screen('marloes', false)];
    family(speaker, chair);
    expect(chair.map.size).toBe(7);
    factor(speaker, 15);
    settle(speaker, chair);
    expect(Object.keys(chair.put()).length).toBe(8);
    expect(chair.doings.view).toBeNull();
    chair.doings.undo();
    expect(Object.keys(chair.put()).length).toBe(8);
    const without = { ...chair.picture, positions: [] };
    expect(compare(traces(without), traces(chair.picture))).toEqual([]);
  });

  it('what one takes back goes without moving anything, and comes back where it was', async () => {
    const chair = new Screen('youssef');
    family(chair);
    expect(chair.map.size).toBe(7);
    await chair.actions.share(chair.actions.addDraft('factor', { title: 'Van mij' }), 'core');
    const with8 = chair.map;
    expect(with8.size).toBe(8);
    chair.doings.undo();
    chair.sees();
    expect(chair.map.size).toBe(7);
    stands(with8, chair.map);
    chair.doings.redo();
    chair.sees();
    expect(new Map(chair.map)).toEqual(new Map(with8));
  });
});

describe('several screens that write at once', () => {
  it('come to the same places, and write each of them once', () => {
    const [one, two, speaker] = [new Screen('youssef'), new Screen('ilse'), new Screen('marloes', false)];
    family(speaker, one, two);
    // They heard of the same in another order, and so show some of it elsewhere.
    expect(one.map.size + two.map.size).toBe(14);
    const offline = (screen: Screen) => screen.joined.clear();
    offline(one);
    offline(two);
    factor(speaker, 5);
    meet(speaker, one);
    factor(speaker, 95, 'core', 'Iets met heel veel woorden, zodat het een hoog vak wordt op de kaart');
    relation(speaker, 83, 95, 5);
    relation(speaker, 84, 95, 10);
    meet(speaker, one);
    meet(speaker, two);
    const [before, other] = [one.map, two.map];
    for (const screen of [one, two]) for (const name of screen.docs.keys()) screen.joined.add(name);
    one.sees();
    two.sees();
    settle(one, two, speaker);
    expect(new Map(one.map)).toEqual(new Map(two.map));
    for (const [thing, at] of one.map) expect([before.get(thing), other.get(thing)]).toContainEqual(at);
    expect(meet(one, two, speaker)).toBe(0);
  });
});

describe('what few people read', () => {
  it('never decides where others see something, nor when it is written that it stands there', () => {
    const change = fc.record({ what: fc.constantFrom('thing', 'tie', 'gone', 'pair', 'other'), n: fc.nat(30) });
    fc.assert(
      fc.property(fc.array(change, { minLength: 3, maxLength: 10 }), (changes) => {
        // The same is said in two worlds, but in one of them things are said in rooms of two as well.
        const worlds = [true, false].map((pairs) => {
          const [chair, speaker, child] = [new Screen('youssef'), new Screen('marloes', false), new Screen('noor')];
          family(speaker, chair, child);
          expect(chair.map.size).toBe(7);
          return { pairs, chair, speaker, child };
        });
        for (const { what, n } of changes) {
          const boards = worlds.map(({ pairs, chair, speaker, child }) => {
            const board = chair.in('core', 'board');
            const was = Y.encodeStateVector(board);
            if (what === 'thing') factor(speaker, 100 + n);
            else if (what === 'tie') relation(speaker, 200 + n, 100 + n, 10 * (1 + (n % 7)));
            else if (what === 'gone') withdrawItem(speaker.in('core'), 'factor', id(10 * (1 + (n % 7))));
            else if (pairs && what === 'pair') factor(child, 300 + n, PAIR);
            else if (pairs) factor(speaker, 400 + n, OTHER_PAIR);
            settle(speaker, chair, child);
            if (what === 'pair' || what === 'other') expect(Y.encodeStateVector(board)).toEqual(was);
            return chair.put();
          });
          expect(boards[0]).toEqual(boards[1]);
        }
      }),
      { numRuns: 10 },
    );
  });

  it('stands where it stood when it is said to more, and nobody else is told that place', () => {
    const [chair, child] = [new Screen('youssef'), new Screen('noor', false)];
    family(child, chair);
    for (const n of [300, 301, 302, 303]) factor(child, n, PAIR);
    meet(child, chair);
    const before = chair.map;
    // In the core it would stand elsewhere: nobody there knows of the other three.
    factor(child, 303);
    settle(child, chair);
    stands(before, chair.map);
    const reader = new Screen('ilse');
    meet(child, chair, reader);
    const put = reader.put()[`${id(303)}/map`];
    const { x, y } = chair.map.get(id(303)) as Point;
    expect(put).not.toBe(`${x},${y}`);
  });
});

it('moves nothing that nobody put elsewhere, whatever is said by whom in which order', () => {
  const change = fc.record({
    what: fc.constantFrom('thing', 'thing', 'tie', 'tie', 'gone', 'mark', 'words', 'drag', 'card', 'pair', 'look'),
    n: fc.nat(20),
    hears: fc.nat(7),
  });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 25 }), (changes) => {
      const [speaker, chair, wall] = [new Screen('marloes'), new Screen('youssef'), new Screen('jeroen', false)];
      const screens = [speaker, chair, wall];
      family(...screens);
      const seen = [chair, wall].map((screen) => ({ screen, map: screen.map }));
      for (const { what, n, hears } of changes) {
        const thing = id(n < 7 ? 10 * (n + 1) : 100 + n);
        if (what === 'thing') factor(speaker, 100 + n, 'core', `Ding ${'en nog meer '.repeat(n % 5)}`);
        else if (what === 'tie') relation(speaker, 200 + n, 10 * (1 + (n % 7)), 100 + n);
        else if (what === 'gone') withdrawItem(speaker.in('core'), 'factor', thing);
        else if (what === 'mark')
          putMark(speaker.in('core'), thing, 'standpoint', { is: 'disagree', words: null, about: 'a'.repeat(32) });
        else if (what === 'words')
          putItem(speaker.in('core'), 'factor', id(10), { title: 'Anders '.repeat(1 + (n % 10)) });
        else if (what === 'drag') speaker.actions.place('core', thing, 'map', { x: n * 300, y: n * 100 });
        else if (what === 'card' && speaker.fresh.has(thing))
          speaker.actions.startJoint('card', 'core', { shape: 'factor', gathers: [thing] });
        else if (what === 'pair') factor(speaker, 300 + n, OTHER_PAIR);
        meet(...screens.filter((_, at) => at === 0 || (hears & (1 << at)) !== 0));
        for (const one of seen) {
          const { screen, map } = one;
          // What few share is put on a board of theirs.
          const put = { ...(screen === chair && screen.put(OTHER_PAIR)), ...screen.put() };
          one.map = screen.map;
          for (const [standing, at] of map) {
            const now = one.map.get(standing);
            if (now === undefined) continue;
            const there = (put[`${standing}/map`] as string | undefined)?.split(',').map(Number);
            expect(now).toEqual(there === undefined ? at : { x: there[0], y: there[1] });
          }
        }
      }
      settle(...screens);
      expect(meet(...screens)).toBe(0);
      for (const { id: standing } of graphOf(wall.picture).things) {
        if (speaker.put()[`${standing}/map`] === undefined) continue;
        expect(wall.map.get(standing)).toEqual(chair.map.get(standing));
      }
    }),
    { numRuns: 20 },
  );
});
