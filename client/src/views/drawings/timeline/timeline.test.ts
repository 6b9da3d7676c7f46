import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import noor from '../../../../test/fixtures/picture.noor.json';
import type { Picture, Precision } from '../../../schema.gen';
import { namesIn } from '../../picture/names';
import { spread } from '../spread';
import { axisOf } from './axis';
import { across } from './bands';
import { firstDay, type Stretch, stretchOf } from './dates';
import { type Entry, entriesOf, type Line, sentence } from './entries';
import { barsOf, flow, inTime } from './flow';
import { clusterShape, TELLINGS, whenLine } from './label';
import { type Label, layLabels } from './lanes';
import { sayAround, sayShort, sayWhen } from './when';

const picture = noor as unknown as Picture;
const today = firstDay('2026-11-22');
const stretch = (start: string | null, end: string | null = null, precision: Precision | null = null, open = false) =>
  stretchOf(start, end, precision, open, today);

describe('when something was', () => {
  it('takes the days a date can mean, no more and no less', () => {
    expect(stretch('2026-05-09', '2026-05-11', 'day')).toMatchObject({
      from: firstDay('2026-05-09'),
      until: firstDay('2026-05-12'),
      lasting: true,
      soft: false,
    });
    expect(stretch('2025-03', null, 'month')).toMatchObject({
      from: firstDay('2025-03-01'),
      until: firstDay('2025-04-01'),
      lasting: false,
    });
  });

  it('draws a year, and what is about, with soft ends', () => {
    expect(stretch('2024', '2024', 'year')).toMatchObject({ from: firstDay('2024'), soft: true, lasting: false });
    const about = stretch('2024-03', null, 'about');
    expect(about?.soft).toBe(true);
    expect(about?.from).toBeLessThan(firstDay('2024-03-01'));
    expect(about?.until).toBeGreaterThan(firstDay('2024-04-01'));
  });

  it('lets what goes on reach today', () => {
    expect(stretch('2026-06', null, null, true)).toMatchObject({ until: today + 1, open: true, lasting: true });
  });

  it('gives what ends before it begins the place of its beginning, and calls it no period', () => {
    expect(stretch('2024-05', '2019', 'month')).toMatchObject({
      from: firstDay('2024-05-01'),
      until: firstDay('2024-06-01'),
      lasting: false,
    });
    expect(sayWhen('2031', '2019', 'year', false)).toBe(sayWhen('2031', null, 'year', false));
    expect(sayShort('2024-05', '2019', 'month', false)).toBe('mei 2024');
  });

  it('has no place for what has no date', () => {
    expect(stretch(null)).toBeNull();
  });

  it('says it no more exactly than anyone knows', () => {
    expect(sayWhen('2017-05-20', null, 'day', false)).toBe('op 20 mei 2017');
    expect(sayWhen('2021-11', null, 'month', false)).toBe('in november 2021');
    expect(sayWhen('2024', null, 'about', false)).toBe('ergens in 2024');
    expect(sayWhen('2016', '2016', 'year', false)).toBe('ergens in 2016');
    expect(sayWhen('2016-03', null, 'about', false)).toBe('rond maart 2016');
    expect(sayWhen('2026-06', null, null, true)).toBe('sinds juni 2026, het loopt nog');
    expect(sayWhen('2026-05-09', '2026-05-11', 'day', false)).toBe('van 9 tot 11 mei 2026');
    expect(sayWhen('2025-03', '2025-06', 'month', false)).toBe('van maart tot juni 2025');
    expect(sayWhen('2023-09', '2024-02', 'month', false)).toBe('van september 2023 tot februari 2024');
    expect(sayWhen(null, null, null, false)).toBe('Wanneer weten we nog niet');
  });

  it('names what several things have in common', () => {
    expect(sayAround(firstDay('2025-03-02'), firstDay('2025-03-30'))).toBe('maart 2025');
    expect(sayAround(firstDay('2025-03'), firstDay('2025-09'))).toBe('2025');
    expect(sayAround(firstDay('2023-03'), firstDay('2025-09'))).toBe('2023 tot 2025');
  });
});

const wanted = fc
  .uniqueArray(fc.integer({ min: 0, max: 1400 }), { maxLength: 40 })
  .map((places) => places.map((at) => ({ id: `thing-${at}`, at })));
const space = fc.record({
  width: fc.integer({ min: 200, max: 1600 }),
  gap: fc.integer({ min: 0, max: 20 }),
  reach: fc.integer({ min: 0, max: 300 }),
  above: fc.boolean(),
});
const sizeOf = (ids: readonly string[]) => ({ width: 150 + ids.length, height: 40 + (ids[0] ?? '').length * 2 });

describe('labels', () => {
  const overlap = (a: Label, b: Label) =>
    a.above === b.above && a.left < b.left + b.width - 0.001 && b.left < a.left + a.width - 0.001;

  it('never lie on each other, whatever stands close together', () => {
    fc.assert(
      fc.property(wanted, space, (things, room) => {
        const labels = layLabels(things, room, sizeOf);
        for (const [index, a] of labels.entries()) {
          for (const b of labels.slice(index + 1)) expect(overlap(a, b)).toBe(false);
        }
      }),
    );
  });

  it('name everything once, in order of time, on each side from left to right', () => {
    fc.assert(
      fc.property(wanted, space, (things, room) => {
        const labels = layLabels(things, room, sizeOf);
        expect(labels.flatMap((label) => label.ids)).toEqual(
          [...things].sort((a, b) => a.at - b.at).map((one) => one.id),
        );
        for (const above of [true, false]) {
          const lefts = labels.filter((label) => label.above === above).map((label) => label.left);
          expect(lefts).toEqual([...lefts].sort((a, b) => a - b));
        }
      }),
    );
  });

  it('stay within their room, and near their place', () => {
    fc.assert(
      fc.property(wanted, space, (things, room) => {
        for (const label of layLabels(things, room, sizeOf)) {
          expect(label.left).toBeGreaterThanOrEqual(0);
          expect(label.left + label.width).toBeLessThanOrEqual(room.width + 0.01);
          const wish = Math.max(0, Math.min(label.at - room.gap, room.width - label.width));
          expect(Math.abs(label.left - wish)).toBeLessThanOrEqual(room.reach + 0.01);
          if (!room.above) expect(label.above).toBe(false);
        }
      }),
    );
  });

  it('are the same in whatever order things come', () => {
    fc.assert(
      fc.property(wanted, space, (things, room) => {
        expect(layLabels([...things].reverse(), room, sizeOf)).toEqual(layLabels(things, room, sizeOf));
      }),
    );
  });

  it('are taken together only where there is no room', () => {
    const room = { width: 900, gap: 8, reach: 100, above: false };
    const count = (places: number[]) =>
      layLabels(
        places.map((at) => ({ id: `thing-${at}`, at })),
        room,
        sizeOf,
      ).map((one) => one.ids.length);
    expect(count([0, 300, 600])).toEqual([1, 1, 1]);
    expect(count([0, 300, 310])).toEqual([1, 1, 1]);
    expect(count([0, 300, 310, 320, 330])).not.toEqual([1, 1, 1, 1, 1]);
  });
});

describe('help that was waited for', () => {
  it('says how many weeks, in its sentence and in its label', () => {
    const names = namesIn(picture);
    const help = entriesOf(picture, names, today).filter((one) => one.kind === 'help');
    const told = help.map((one) => [one.words, sentence(one, names), whenLine(one, (id) => names.face(id).name)]);
    const waited = told.filter((one) => one.slice(1).some((text) => text?.includes('weken gewacht')));
    expect(waited).toEqual([
      [
        'Ggz wachtlijst',
        expect.stringContaining('Ggz wachtlijst. 39 weken gewacht. '),
        expect.stringContaining('februari 2026, 39 weken gewacht, '),
      ],
    ]);
  });
});

describe('a wall', () => {
  const MOST = 15;
  const entry = (n: number, line: Line): Entry => {
    const day = `20${10 + (n % 17)}-0${1 + (n % 9)}`;
    return {
      id: `e${n}`,
      kind: 'event',
      line,
      words: `Ding ${n}`,
      when: day,
      short: day,
      stretch: stretchOf(day, null, 'month', false, today),
      planned: false,
      by: null,
      scribe: null,
      persons: [],
      rooms: [],
      factors: [],
      meanings: [],
      outcomes: [],
      waited: '',
    };
  };
  const LINES = ['home', 'school', 'help'] as const;
  const drawn = (count: number, zoom: number) => {
    const entries = Array.from({ length: count }, (_, n) => entry(n, LINES[n % 3] ?? 'home'));
    const sheet = { width: 1500 * zoom, height: 2000, em: 16, screen: 1500, most: MOST };
    return across(entries, LINES, today, sheet, (id) => id);
  };
  const inSight = (all: ReturnType<typeof drawn>, from: number) =>
    all.bands.flatMap((band) => band.labels).filter(({ left, width }) => left < from + 1500 && left + width > from);

  it('never has more than fifteen labels in sight, also when one moves along it or comes closer', () => {
    for (const [count, zoom] of [
      [12, 1],
      [60, 1],
      [60, 3.5],
      [200, 1],
      [200, 8],
    ] as const) {
      const all = drawn(count, zoom);
      for (let from = 0; from <= all.width - 1500; from += 50) {
        expect([count, zoom, inSight(all, from).length <= MOST]).toEqual([count, zoom, true]);
      }
    }
  });

  it('names the first of what shares a label, and says how many more there are', () => {
    const things = [1, 2, 3, 4].map((n) => entry(n, 'home'));
    for (const telling of TELLINGS) {
      const { told, more, width, height } = clusterShape(things, telling, 16);
      expect([told.length + more, told[0]?.words]).toEqual([4, 'Ding 1']);
      expect([width > 0, height > 0]).toEqual([true, true]);
    }
    expect(clusterShape(things.slice(0, 2), TELLINGS[0], 16)).toMatchObject({ told: [{}, {}], more: 0 });
  });

  it('names what was waited for, with how long, in whatever label it is', () => {
    const waiting = { ...entry(4, 'help'), waited: '39 weken gewacht' };
    const things = [1, 2, 3].map((n) => entry(n, 'help'));
    for (const telling of TELLINGS) {
      const { told, more } = clusterShape([...things, waiting], telling, 16);
      expect(told.at(-1)?.words).toBe('Ding 4, 39 weken gewacht');
      expect(told.length + more).toBe(4);
    }
  });

  it('has no more things share a label for naming them', () => {
    const shared = ({ bands }: ReturnType<typeof drawn>) =>
      bands.flatMap((band) => band.labels.map((one) => one.ids.length - 1));
    const all = drawn(40, 1);
    const flat = { width: 1500, height: 0, em: 16, screen: 1500, most: MOST };
    const entries = Array.from({ length: 40 }, (_, n) => entry(n, LINES[n % 3] ?? 'home'));
    const least = across(entries, LINES, today, flat, (id) => id);
    const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
    expect(sum(shared(all))).toBeLessThanOrEqual(sum(shared(least)));
  });

  it('has every moment under one label, and each apart when they are few', () => {
    const all = drawn(60, 1).bands.flatMap((band) => band.labels.flatMap((label) => label.ids));
    expect([all.length, new Set(all).size]).toEqual([60, 60]);
    expect(
      drawn(9, 1)
        .bands.flatMap((band) => band.labels)
        .every((label) => label.ids.length === 1),
    ).toBe(true);
  });
});

describe('a row', () => {
  const things = fc.array(
    fc.record({ wish: fc.integer({ min: -200, max: 1200 }), room: fc.integer({ min: 0, max: 60 }) }),
    { maxLength: 15 },
  );

  it('keeps the order and the room of each, within its ends', () => {
    fc.assert(
      fc.property(things, (all) => {
        const places = spread(all, 0, 1000);
        for (const [index, at] of places.entries()) {
          expect(at).toBeGreaterThanOrEqual(0);
          expect(at + (all[index]?.room ?? 0)).toBeLessThanOrEqual(1000.001);
          const before = places[index - 1];
          if (before !== undefined) expect(at).toBeGreaterThanOrEqual(before + (all[index - 1]?.room ?? 0) - 0.001);
        }
      }),
    );
  });

  it('moves nothing that has room where it wants to be', () => {
    expect(
      spread(
        [10, 200, 500].map((wish) => ({ wish, room: 50 })),
        0,
        1000,
      ),
    ).toEqual([10, 200, 500]);
  });
});

describe('the axis', () => {
  const days = fc.array(fc.integer({ min: firstDay('1980'), max: today }), { minLength: 1, maxLength: 40 });

  it('keeps time in order, from its beginning to its end', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 300, max: 6000 }), (begun, length) => {
        const axis = axisOf([begun], today + 1, length, 20);
        const places = [...begun].sort((a, b) => a - b).map((day) => axis.place(day));
        for (const [index, at] of places.entries()) {
          expect(at).toBeGreaterThanOrEqual(places[index - 1] ?? 0);
          expect(at).toBeLessThanOrEqual(length + 0.001);
        }
      }),
    );
  });

  it('finds the day back at its place', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 20_000, max: 60_000 }), (begun, length) => {
        const axis = axisOf([begun], today + 1, length, 20);
        for (const day of begun) expect(Math.abs(axis.dayAt(axis.place(day)) - day)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('names years and months without one lying on the next', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 300, max: 6000 }), (begun, length) => {
        const { ticks } = axisOf([begun], today + 1, length, 20);
        for (const [index, tick] of ticks.entries()) {
          const before = ticks[index - 1];
          if (before !== undefined) expect(tick.at - before.at).toBeGreaterThanOrEqual(70 - 0.001);
        }
      }),
    );
  });

  it('gives a full year more room than a quiet one', () => {
    const axis = axisOf([['2024', '2026-01', '2026-02', '2026-03', '2026-04'].map(firstDay)], today + 1, 1000, 20);
    const room = (year: number) => axis.place(firstDay(String(year + 1))) - axis.place(firstDay(String(year)));
    expect(room(2024)).toBeGreaterThan(room(2025));
    expect(axis.length - axis.place(firstDay('2026'))).toBeGreaterThan(room(2024));
  });
});

describe('time downwards', () => {
  const things = fc
    .uniqueArray(
      fc.record({
        id: fc.uuid({ version: 4 }),
        begin: fc.integer({ min: today - 3000, max: today + 300 }),
        days: fc.integer({ min: 1, max: 900 }),
        lasting: fc.boolean(),
      }),
      { maxLength: 25, selector: (one) => one.id },
    )
    .map((all) =>
      all.map(({ id, begin, days, lasting }) => ({
        id,
        stretch: { from: begin, until: begin + days, soft: false, lasting, open: false } satisfies Stretch,
      })),
    );

  it('has a row for each thing, in order, and one for today', () => {
    fc.assert(
      fc.property(things, (all) => {
        const rows = flow(all, today);
        expect(rows.map((row) => row.row)).toEqual(rows.map((_, index) => index + 1));
        expect(rows.flatMap((row) => (row.kind === 'thing' ? [row.id] : []))).toEqual(inTime(all).map((one) => one.id));
        expect(rows.filter((row) => row.kind === 'today')).toHaveLength(1);
      }),
    );
  });

  it('names each year once', () => {
    fc.assert(
      fc.property(things, (all) => {
        const years = flow(all, today).flatMap((row) => (row.kind === 'year' ? [row.year] : []));
        expect(new Set(years).size).toBe(years.length);
      }),
    );
  });

  it('never draws two bars over each other', () => {
    fc.assert(
      fc.property(things, (all) => {
        const bars = barsOf(all, flow(all, today));
        for (const [index, a] of bars.entries()) {
          expect(a.to).toBeGreaterThanOrEqual(a.from);
          for (const b of bars.slice(index + 1)) {
            if (a.side === b.side) expect(a.to < b.from || b.to < a.from).toBe(true);
          }
        }
      }),
    );
  });
});
