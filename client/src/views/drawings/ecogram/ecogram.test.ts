import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Picture } from '../../../schema.gen';
import { namesIn } from '../../picture/names';
import { type Beside, besideSeats, isAlike } from './beside';
import { cardOf, TALL_CARD } from './cards';
import { familyOf } from './genogram';
import { overlap, ringAt, type Seated, seat, TALL, underRing, WIDE } from './rings';
import { shortly, timesSaid } from './say-tie';
import { lanes, leaving, moved, strokeOf } from './strokes';
import { allSaid, drawnOf, egosOf, holds, SIDES, type Tied, tiesOf } from './ties';

const person = fc.record({
  id: fc.uuid({ version: 4 }),
  side: fc.constantFrom(...SIDES),
  ring: fc.constantFrom(1 as const, 2 as const, 3 as const),
  width: fc.integer({ min: 120, max: 230 }),
  height: fc.integer({ min: 60, max: 150 }),
});
const people = fc.uniqueArray(person, { maxLength: 22, selector: (one) => one.id });
const shape = fc.constantFrom(WIDE, TALL);
const middle = { width: 200, height: 70 };

describe('people round someone', () => {
  it('never stand on each other, nor on the one in the middle', () => {
    fc.assert(
      fc.property(people, shape, (all, form) => {
        const sizes = new Map(all.map((one) => [one.id, one]));
        const { seats } = seat(all, form, middle);
        const boxes = seats.map((one) => ({ ...(sizes.get(one.id) as Seated), x: one.x, y: one.y }));
        for (const [index, a] of boxes.entries()) {
          expect(overlap(a, { x: 0, y: 0, ...middle }, 0)).toBe(false);
          for (const b of boxes.slice(index + 1)) expect(overlap(a, b, 0)).toBe(false);
        }
      }),
    );
  });

  it('stand on their ring', () => {
    fc.assert(
      fc.property(people, shape, (all, form) => {
        const { seats, radii } = seat(all, form, middle);
        for (const one of seats) {
          const [rx, ry] = radii[all.find((other) => other.id === one.id)?.ring ?? 1];
          expect(Math.hypot(one.x / rx, one.y / ry)).toBeCloseTo(1, 6);
        }
      }),
    );
  });

  it('have the same place in whatever order they come', () => {
    fc.assert(
      fc.property(people, shape, (all, form) => {
        const places = (given: readonly Seated[]) =>
          new Map(seat(given, form, middle).seats.map((one) => [one.id, one]));
        expect(places([...all].reverse())).toEqual(places(all));
      }),
    );
  });

  it('keep their order round the circle when someone is added', () => {
    fc.assert(
      fc.property(people, person, shape, (all, one, form) => {
        const order = (given: readonly Seated[]) =>
          [...seat(given, form, middle).seats].sort((a, b) => a.turn - b.turn).map((other) => other.id);
        fc.pre(all.every((other) => other.id !== one.id));
        expect(order([...all, one]).filter((id) => id !== one.id)).toEqual(order(all));
      }),
    );
  });

  it('stay exactly where they are when who is added stands far from them', () => {
    const one = (id: string, side: Seated['side']): Seated => ({ id, side, ring: 2, width: 100, height: 60 });
    const before = [one('aunt', 'family'), one('friend', 'near')];
    const after = [...before, one('worker', 'help')];
    const at = (given: readonly Seated[], id: string) => seat(given, WIDE, middle).seats.find((who) => who.id === id);
    expect(at(after, 'aunt')).toEqual(at(before, 'aunt'));
  });

  it('leave the names of the rings free to read', () => {
    fc.assert(
      fc.property(people, shape, (all, form) => {
        const { seats, radii } = seat(all, form, middle);
        const sizes = new Map(all.map((one) => [one.id, one]));
        const cards = seats.map((one) => ({ ...(sizes.get(one.id) as Seated), x: one.x, y: one.y }));
        const name = { width: 140, height: 26 };
        for (const ring of [1, 2, 3] as const) {
          const y = underRing(radii[ring][1], name, cards);
          expect(y).toBeGreaterThanOrEqual(radii[ring][1]);
          expect(cards.some((card) => overlap(card, { x: 0, y, ...name }, 0))).toBe(false);
        }
      }),
    );
  });

  it('are large enough for a thumb on a phone, with little or much to say', () => {
    for (const card of [cardOf('Bo', [], TALL_CARD), cardOf('Bo', ['dun'], TALL_CARD)]) {
      expect(Math.min(card.width, card.height)).toBeGreaterThanOrEqual(92);
    }
    expect(cardOf('Trainer Bart van de voetbalclub', [], TALL_CARD).width).toBeLessThanOrEqual(TALL_CARD.width);
  });

  it('are on the ring they were put down on', () => {
    const { radii } = seat([], WIDE, middle);
    for (const ring of [1, 2, 3] as const) {
      const [rx, ry] = radii[ring];
      expect(ringAt({ x: rx, y: 0 }, radii)).toBe(ring);
      expect(ringAt({ x: 0, y: -ry }, radii)).toBe(ring);
    }
    expect(ringAt({ x: 0, y: 0 }, radii)).toBe(1);
    expect(ringAt({ x: 9000, y: 9000 }, radii)).toBe(3);
  });
});

describe('the line of a tie', () => {
  const at = fc.record({ x: fc.integer({ min: -900, max: 900 }), y: fc.integer({ min: -900, max: 900 }) });

  it('has a form of its own for each kind', () => {
    const paths = (['strong', 'normal', 'weak', 'strained', 'ambivalent', 'broken'] as const).map((quality) => {
      const { path, signs, form } = strokeOf({ x: 0, y: 0 }, { x: 300, y: 0 }, quality, null);
      return `${form} ${path} ${signs}`;
    });
    expect(new Set(paths).size).toBe(6);
  });

  it('begins and ends where it should, without a number that is none', () => {
    fc.assert(
      fc.property(
        at,
        at,
        fc.constantFrom('strained' as const, 'ambivalent' as const, 'broken' as const),
        (a, b, quality) => {
          const { path, signs } = strokeOf(a, b, quality, 'both');
          expect(path + signs).not.toMatch(/NaN|Infinity/);
          expect(path.startsWith(`M${a.x} ${a.y}L`)).toBe(true);
          expect(path.endsWith(`L${b.x} ${b.y}`)).toBe(true);
        },
      ),
    );
  });

  it('leaves a card at its edge', () => {
    const card = { x: 0, y: 0, width: 200, height: 80 };
    expect(leaving(card, { x: 500, y: 0 }, 0)).toEqual({ x: 100, y: 0 });
    expect(leaving(card, { x: 0, y: -500 }, 0)).toEqual({ x: 0, y: -40 });
    // Beside another line, too.
    expect(leaving(card, { x: 500, y: 18 }, 0, { x: 0, y: 18 })).toEqual({ x: 100, y: 18 });
    expect(leaving(card, { x: 518, y: 500 }, 0, { x: 18, y: 0 })).toEqual({ x: 58, y: 40 });
  });
});

describe('two persons beside each other', () => {
  const tie = (other: string, ring: Tied['ring']): Tied => ({
    tie: `tie-${other}`,
    room: 'core',
    also: [],
    other,
    name: other,
    side: 'near',
    ring,
    unplaced: false,
    quality: 'normal',
    direction: null,
    support: [],
    wish: null,
    together: false,
    home: '',
    scribe: null,
  });
  const ring = fc.constantFrom(1 as const, 2 as const, 3 as const);
  const named = fc
    .array(fc.record({ whose: fc.constantFrom('left', 'right', 'both'), ring }), { maxLength: 20 })
    .map((all) =>
      all.map(({ whose, ring: on }, index): Beside => {
        const other = `someone-${index}`;
        return {
          other,
          name: other,
          left: whose === 'right' ? null : tie(other, on),
          right: whose === 'left' ? null : tie(other, on),
        };
      }),
    );

  it('show everyone once, none on another', () => {
    fc.assert(
      fc.property(named, (all) => {
        const size = { width: 216, height: 90 };
        const boxes = besideSeats(all, () => size, middle).map((one) => ({ ...one, ...size }));
        expect(boxes.map((one) => one.other).sort()).toEqual(all.map((one) => one.other).sort());
        for (const [index, a] of boxes.entries()) {
          for (const b of boxes.slice(index + 1)) expect(overlap(a, b, 0)).toBe(false);
        }
      }),
    );
  });
});

const base = {
  room: 'core',
  rooms: ['core'],
  by_left_on: null,
  words_of: null,
  written_down_by: null,
  confirmed: true,
  withdrawn: false,
  gathered_by: [],
  about: '',
  marks: [],
  shared_state: null,
};
function picture(items: readonly object[], persons: readonly object[] = []): Picture {
  return { rooms: [], items: items.map((one) => ({ ...base, ...one })), persons } as unknown as Picture;
}
const someone = (id: string, more: object = {}) => ({
  id,
  name: id,
  role: 'parent',
  member: true,
  index: false,
  household: [],
  ...more,
});

describe('whose ties they are', () => {
  const fields = {
    other: 'petra',
    ring: 1,
    quality: null,
    direction: null,
    support: [],
    wish: null,
    hard_to_ask: null,
  };

  it('are those in the own voice, or taken down for someone', () => {
    const here = picture(
      [
        { id: 'a', kind: 'tie', by: 'noor', fields: { ...fields, ego: 'noor' } },
        {
          id: 'b',
          kind: 'tie',
          by: 'youssef',
          words_of: 'marloes',
          confirmed: false,
          fields: { ...fields, ego: null },
        },
      ],
      [someone('noor', { index: true }), someone('marloes'), someone('youssef')],
    );
    expect(egosOf(here)).toEqual(['noor', 'marloes']);
    expect(tiesOf(here, namesIn(here), 'marloes')[0]?.scribe).toBe('youssef');
  });

  it('are nobody’s when someone says them in another’s name', () => {
    const here = picture(
      [{ id: 'a', kind: 'tie', by: 'jeroen', fields: { ...fields, ego: 'noor' } }],
      [someone('noor'), someone('jeroen')],
    );
    expect(egosOf(here)).toEqual([]);
    expect(tiesOf(here, namesIn(here), 'noor')).toEqual([]);
  });
});

describe('a tie of which more was said', () => {
  const fields = {
    ego: null,
    other: 'petra',
    ring: 2,
    quality: null,
    direction: null,
    support: [],
    wish: null,
    hard_to_ask: null,
  };
  const own = { id: 'own', kind: 'tie', by: 'noor', fields };
  const scribed = { ...own, id: 'scribed', by: 'youssef', words_of: 'noor', confirmed: false };
  const persons = [someone('noor'), someone('youssef')];
  const rooms = [
    { id: 'pair', kind: 'pair', members: ['noor', 'youssef'] },
    { id: 'core', kind: 'core', members: ['noor', 'youssef', 'marloes'] },
  ];
  const said = (items: readonly object[]) => {
    const here = { ...picture(items, persons), rooms } as unknown as Picture;
    return tiesOf(here, namesIn(here), 'noor');
  };
  const inWords = (ties: readonly Tied[]) => ties.map((one) => [one.tie, ...one.also.map((other) => other.tie)]);

  it('is drawn as said in own words, with what was written down for them kept beside it', () => {
    expect(inWords(said([scribed, own]))).toEqual([['own', 'scribed']]);
    expect(allSaid(said([scribed, own])).map((one) => one.scribe)).toEqual([null, 'youssef']);
  });

  it('is drawn as most people read it when it was said in two rooms, in whatever order they come', () => {
    const few = { ...own, id: 'few', room: 'pair', rooms: ['pair'], fields: { ...fields, ring: 3 } };
    expect(inWords(said([few, own]))).toEqual([['own', 'few']]);
    expect(inWords(said([own, few]))).toEqual([['own', 'few']]);
  });

  it('is drawn where it got a place', () => {
    const nowhere = { ...own, id: 'nowhere', fields: { ...fields, ring: null } };
    const few = { ...own, id: 'few', room: 'pair', rooms: ['pair'] };
    expect(inWords(said([nowhere, few]))).toEqual([['few', 'nowhere']]);
  });

  it('is drawn in both ways when nothing tells which is the newer, whatever their ids are', () => {
    const older = { ...own, fields: { ...fields, quality: 'strained' } };
    for (const id of ['a-newer', 'z-newer']) {
      const newer = { ...own, id, fields: { ...fields, quality: 'broken', ring: null } };
      const [tied] = said([older, newer]) as [Tied];
      expect(drawnOf(tied).map((one) => one.quality)).toEqual(['strained', 'broken']);
      expect(shortly(tied, 'tie')).toBe('spanning en verbroken');
    }
    // What was only written down is not drawn beside own words, nor is nothing drawn beside something, nor the same twice.
    const unsaid = { ...own, id: 'unsaid', fields: { ...fields, ring: 1 } };
    const taken = { ...scribed, fields: { ...fields, quality: 'weak' } };
    const [tied] = said([older, unsaid, taken, { ...older, id: 'again' }]) as [Tied];
    expect(drawnOf(tied).map((one) => one.quality)).toEqual(['strained']);
    expect(shortly(tied, 'tie')).toBe('spanning');
  });

  it('has its lines beside each other', () => {
    const ends = lanes(2).map((aside) => moved({ x: 0, y: 0 }, { x: 100, y: 0 }, aside));
    expect(ends).toEqual([
      [
        { x: 0, y: -18 },
        { x: 100, y: -18 },
      ],
      [
        { x: 0, y: 18 },
        { x: 100, y: 18 },
      ],
    ]);
    expect(lanes(1)).toEqual([0]);
  });

  it('is the same or another than that of someone else, unless one of them did not say', () => {
    const of = (quality: string | null, ring: number | null = 2) =>
      said([{ ...own, fields: { ...fields, quality, ring } }])[0] as Tied;
    const alike = (left: Tied, right: Tied | null) => isAlike({ other: 'petra', name: 'Petra', left, right });
    expect(alike(of('broken'), of('broken'))).toBe(true);
    expect(alike(of('broken'), of('strained'))).toBe(false);
    expect(alike(of('broken', 1), of('broken', 3))).toBe(false);
    expect([alike(of('broken'), null), alike(of('broken'), of(null)), alike(of('broken', null), of('weak'))]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('is known by each of the things that were said of it, and says how many there are', () => {
    const [tied] = said([scribed, own]);
    expect(['own', 'scribed', 'other'].map((tie) => holds(tied ?? null, tie))).toEqual([true, true, false]);
    expect(timesSaid(tied as Tied)).toBe('2 keer gezegd');
    expect(timesSaid(said([own])[0] as Tied)).toBe('');
  });
});

describe('the family', () => {
  const descent = (child: string, ...parents: string[]) => ({
    id: `d-${child}`,
    kind: 'descent',
    by: null,
    fields: { child, parents, kind: null },
  });

  it('has children under their parents, the eldest left, partners beside each other', () => {
    const here = picture(
      [
        descent('marloes', 'riet'),
        descent('petra', 'riet'),
        descent('daan', 'marloes', 'jeroen'),
        descent('noor', 'jeroen', 'marloes'),
        {
          id: 'u',
          kind: 'union',
          by: null,
          fields: { partners: ['jeroen', 'marloes'], status: 'divorced', from: '2008', to: '2022' },
        },
      ],
      [
        someone('noor', { birth_date: '2011-03-14', index: true }),
        someone('daan', { birth_date: '2017-05-20' }),
        someone('marloes', { birth_date: '1985-06-02' }),
        someone('jeroen', { birth_date: '1982-01-19' }),
        someone('riet'),
        someone('petra'),
      ],
    );
    const { relatives } = familyOf(here, namesIn(here));
    expect(relatives.map((one) => `${one.generation} ${one.id}`)).toEqual([
      '0 riet',
      '1 petra',
      '1 marloes',
      '1 jeroen',
      '2 noor',
      '2 daan',
    ]);
  });

  it('has a place of their own for everyone, even when facts go round in a circle', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
    const facts = fc.array(fc.record({ child: id, parents: fc.uniqueArray(id, { minLength: 1, maxLength: 2 }) }), {
      maxLength: 8,
    });
    const unions = fc.array(fc.uniqueArray(id, { minLength: 2, maxLength: 2 }), { maxLength: 4 });
    fc.assert(
      fc.property(facts, unions, (lines, couples) => {
        const here = picture([
          ...lines.map(({ child, parents }, index) => ({ ...descent(child, ...parents), id: `d${index}` })),
          ...couples.map((partners, index) => ({
            id: `u${index}`,
            kind: 'union',
            by: null,
            fields: { partners, status: 'married', from: null, to: null },
          })),
        ]);
        const places = familyOf(here, namesIn(here)).relatives.map((one) => `${one.generation} ${one.x.toFixed(3)}`);
        expect(new Set(places).size).toBe(places.length);
      }),
    );
  });
});
