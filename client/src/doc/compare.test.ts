import { describe, expect, it } from 'vitest';
import fixture from '../../test/fixtures/picture.noor.json';
import type { Item, Picture } from '../schema.gen';
import { type Change, compare, digest, traces } from './compare';
import { changesSince, keptIn, record, SEEN, SEEN_FIELD } from './seen';

const picture = fixture as unknown as Picture;
const between = (before: Picture, after: Picture) => compare(traces(before), traces(after));
/** The picture with some of its items other than they were. */
function changed(change: (item: Item) => Partial<Item> | null): Picture {
  const items = picture.items.flatMap((item) => {
    const other = change(item);
    return other === null ? [] : [{ ...item, ...other } as Item];
  });
  return { ...picture, items };
}
const only = (id: string, other: (item: Item) => unknown) =>
  changed((item) => (item.id === id ? (other(item) as Partial<Item>) : {}));
const fields = (id: string, given: Record<string, unknown>) =>
  only(id, (item) => ({ fields: { ...item.fields, ...given } }));
const without = (id: string) => changed((item) => (item.id === id ? null : {}));
const stand = (id: string, person: string, is: string | null, words: string | null = null) =>
  only(id, (item) => ({
    marks: [
      ...item.marks.filter((mark) => mark.by !== person || mark.field !== 'standpoint'),
      ...(is === null
        ? []
        : [{ by: person, room: item.room, field: 'standpoint', is, words, stale: false, left_on: null }]),
    ],
  }));

const mark = (id: string, given: { by: string; field: string; is: unknown }) =>
  only(id, (item) => ({
    marks: [
      ...item.marks.filter((one) => one.by !== given.by || one.field !== given.field),
      { room: item.room, words: null, stale: false, left_on: null, ...given },
    ],
  }));

const CASES: [string, Picture, Picture, Change[]][] = [
  ['nothing when nothing changed', picture, structuredClone(picture), []],
  ['what is new', without('f03'), picture, [{ id: 'f03', what: 'new' }]],
  [
    'what is said differently',
    picture,
    fields('f03', { title: 'Noor slaapt beter' }),
    [{ id: 'f03', what: 'reworded' }],
  ],
  [
    'what grew',
    fields('f03', { strength_now: 1 }),
    fields('f03', { strength_now: 3 }),
    [{ id: 'f03', what: 'stronger' }],
  ],
  ['what shrank', picture, fields('r01', { strength: 1 }), [{ id: 'r01', what: 'weaker' }]],
  ['another role', picture, fields('f03', { roles: ['problem'] }), [{ id: 'f03', what: 'status' }]],
  ['a step that is done', picture, fields('a2', { state: 'done' }), [{ id: 'a2', what: 'status' }]],
  ['more that is told', picture, fields('f03', { story: 'Al sinds de zomer.' }), [{ id: 'f03', what: 'details' }]],
  ['a strength where there was none', picture, fields('f03', { strength_now: 2 }), [{ id: 'f03', what: 'details' }]],
  [
    'who stands elsewhere',
    picture,
    stand('f04', 'femke', 'agree'),
    [{ id: 'f04', what: 'stands', person: 'femke', from: 'partly', to: 'agree' }],
  ],
  [
    'who answers for the first time',
    picture,
    stand('f19', 'jeroen', 'unknown'),
    [{ id: 'f19', what: 'stands', person: 'jeroen', from: null, to: 'unknown' }],
  ],
  [
    'who takes an answer back',
    picture,
    stand('f19', 'noor', null),
    [{ id: 'f19', what: 'stands', person: 'noor', from: 'agree', to: null }],
  ],
  [
    'who says something with the same answer',
    picture,
    stand('f19', 'noor', 'agree', 'Elke nacht.'),
    [{ id: 'f19', what: 'stands', person: 'noor', from: 'agree', to: 'agree' }],
  ],
  [
    'who says otherwise how a help worked',
    picture,
    mark('h2', { by: 'femke', field: 'outcome', is: 'none' }),
    [{ id: 'h2', what: 'marked', person: 'femke', field: 'outcome', said: true }],
  ],
  [
    'who says for the first time whether a goal was reached',
    picture,
    mark('g1', { by: 'noor', field: 'reached', is: 'partly' }),
    [{ id: 'g1', what: 'marked', person: 'noor', field: 'reached', said: true }],
  ],
  [
    'who takes back that something should have gone otherwise',
    picture,
    only('h2', (item) => ({ marks: item.marks.filter((one) => one.field !== 'acknowledged') })),
    [{ id: 'h2', what: 'marked', person: 'youssef', field: 'acknowledged', said: false }],
  ],
  [
    'what was taken back, once',
    picture,
    only('f03', () => ({ withdrawn: true, fields: null })),
    [{ id: 'f03', what: 'withdrawn' }],
  ],
  [
    'another order',
    picture,
    {
      ...picture,
      joint_orders: picture.joint_orders.map((order) => ({ ...order, items: [...order.items].reverse() })),
    },
    [{ id: 'order/core', what: 'reworded' }],
  ],
];

describe('two pictures', () => {
  it.each(CASES)('tell %s', (_name, before, after, wanted) => {
    expect(between(before, after)).toEqual(wanted);
  });

  it('tell what is gone', () => {
    expect(between(picture, without('f03'))).toEqual([{ id: 'f03', what: 'gone' }]);
  });

  it('tell three changes of a version exactly', () => {
    const before = fields('f21', { strength_now: 3 });
    const now = {
      ...before,
      items: before.items.map((item) => {
        if (item.id === 'f21') return { ...item, fields: { ...item.fields, strength_now: 1 } } as Item;
        return item.id === 'f04'
          ? (stand('f04', 'femke', 'agree').items.find((one) => one.id === 'f04') ?? item)
          : item;
      }),
    };
    const like = picture.items.find((item) => item.id === 'f19');
    if (like === undefined) throw new Error('no f19');
    now.items.push({ ...like, id: 'new' });
    expect(between(before, now)).toEqual([
      { id: 'f04', what: 'stands', person: 'femke', from: 'partly', to: 'agree' },
      { id: 'f21', what: 'weaker' },
      { id: 'new', what: 'new' },
    ]);
  });

  it('leave out what stands only in a room of one’s own', () => {
    expect(traces(picture).has('s01')).toBe(false);
    expect(between(picture, without('s01'))).toEqual([]);
  });

  it('do not depend on the order of items', () => {
    expect(between(picture, { ...picture, items: [...picture.items].reverse() })).toEqual([]);
  });
});

describe('what someone saw', () => {
  it.each(CASES)('tells later %s', (_name, before, after, wanted) => {
    expect(changesSince(record(before), after)).toEqual(wanted);
  });

  it('is read as it was written before marks were told apart', () => {
    const two = changed((item) => (['h2', 'f04'].includes(item.id) ? {} : null));
    const small = { ...two, joint_orders: [], own_orders: [] };
    const older = '1 noor marloes jeroen femke\nKCELVUxf6Mo4kfsXg- 0024 10 20 319l\niuDdGrgj43s1m6WB0-';
    expect(changesSince(older, small)).toEqual([]);
    const otherwise = {
      ...small,
      items: small.items.map((item) => (item.id === 'h2' ? { ...item, marks: item.marks.slice(1) } : item)),
    };
    expect(changesSince(older, otherwise)).toEqual([{ id: 'h2', what: 'details', mixed: true }]);
  });

  it('tells nothing of what it can no longer show', () => {
    expect(changesSince(record(picture), without('f03'))).toEqual([]);
  });

  it('holds no words and no ids of things (D17)', () => {
    const kept = record(picture);
    for (const item of picture.items) {
      if (item.id.length > 3) expect(kept).not.toContain(item.id);
      for (const value of Object.values(item.fields ?? {})) {
        if (typeof value === 'string' && value.length > 8) expect(kept).not.toContain(value);
      }
    }
  });

  it('is short: less than thirty-two characters for each thing', () => {
    expect(record(picture).length).toBeLessThan(32 * traces(picture).size);
  });

  it('is read from the own drafts, and is none before it was written', () => {
    expect(keptIn(picture)).toBeNull();
    expect(changesSince(null, picture)).toBeNull();
    const draft = {
      id: SEEN,
      kind: null,
      room: null,
      shared: false,
      values: {},
      sets: {},
      texts: { [SEEN_FIELD]: 'x' },
    };
    expect(keptIn({ ...picture, drafts: [draft] })).toBe('x');
  });

  it('survives lines that two devices wrote through each other', () => {
    const kept = record(picture);
    const [head, first = '', ...more] = kept.split('\n');
    const torn = [head, first.slice(0, 9), 'nonsense', ...more].join('\n');
    const found = changesSince(torn, picture);
    expect(found).toHaveLength(1);
    expect(found?.[0]?.what).toBe('new');
    expect(changesSince('3 noor\nwhat', picture)).toBeNull();
  });

  it('stays within one frame, however large the picture', () => {
    const [like] = picture.items;
    const many = Array.from({ length: 5_000 }, (_, at) => ({ ...like, id: `thing-${at}` }) as Item);
    expect(record({ ...picture, items: many }).length).toBeLessThan(50_000);
  });
});

describe('a digest', () => {
  it('differs for texts that differ, and has the length that is asked', () => {
    const seen = new Set(Array.from({ length: 20_000 }, (_, at) => digest(`item ${at}`, 8)));
    expect(seen.size).toBe(20_000);
    expect([digest('a', 2), digest('a', 4), digest('a', 8)].map((one) => one.length)).toEqual([2, 4, 8]);
  });
});
