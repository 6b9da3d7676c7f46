import fc from 'fast-check';
import { expect, it } from 'vitest';
import { faultOf, GROUPS_MAX, leftOut, startGroups, toggled, toSend, withOneMore, withoutLast } from './grouping';

const MEMBERS = ['ilse', 'jeroen', 'marloes', 'noor', 'youssef'];
const helps = (person: string) => person === 'ilse' || person === 'youssef';
const start = startGroups(MEMBERS, helps);

it('begins with the workers in both rooms and the family in none', () => {
  expect(toSend(start, MEMBERS)).toEqual([
    ['ilse', 'youssef'],
    ['ilse', 'youssef'],
  ]);
  expect(leftOut(start, MEMBERS)).toEqual(['jeroen', 'marloes', 'noor']);
});

it('puts somebody into a room and out of it', () => {
  const once = toggled(start, 1, 'jeroen');
  expect(toSend(once, MEMBERS)[1]).toEqual(['ilse', 'jeroen', 'youssef']);
  expect(toSend(toggled(once, 1, 'jeroen'), MEMBERS)).toEqual(toSend(start, MEMBERS));
});

it('says what is not right yet', () => {
  expect(faultOf(start, MEMBERS)).toBe('same');
  expect(faultOf([new Set(['noor']), new Set()], MEMBERS)).toBe('empty');
  expect(faultOf([new Set(MEMBERS), new Set(['noor'])], MEMBERS)).toBe('as-before');
  const apart = toggled(toggled(toggled(start, 0, 'marloes'), 0, 'noor'), 1, 'jeroen');
  expect(faultOf(apart, MEMBERS)).toBeNull();
  expect(leftOut(apart, MEMBERS)).toEqual([]);
});

it('has two rooms at least and no more than the server makes', () => {
  expect(withoutLast(start)).toHaveLength(2);
  let groups = start;
  for (let count = 0; count < 20; count += 1) groups = withOneMore(groups, MEMBERS, helps);
  expect(groups).toHaveLength(GROUPS_MAX);
  expect(withoutLast(groups)).toHaveLength(GROUPS_MAX - 1);
});

it('sends nobody who was not in the room, whatever is pressed', () => {
  const presses = fc.array(fc.record({ at: fc.nat(1), person: fc.constantFrom(...MEMBERS) }));
  fc.assert(
    fc.property(presses, (all) => {
      const groups = all.reduce((now, { at, person }) => toggled(now, at, person), start);
      const sent = toSend(groups, MEMBERS);
      expect(sent.flat().every((one) => MEMBERS.includes(one))).toBe(true);
      expect([...new Set(sent.flat()), ...leftOut(groups, MEMBERS)].sort()).toEqual([...MEMBERS].sort());
    }),
  );
});
