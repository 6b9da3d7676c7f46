import { describe, expect, it } from 'vitest';
import { FIELDS } from '../../schema.gen';
import { addressAs } from '../words.svelte';
import { ASKS, asksOf, isReady, MARK_ASKS, missingIn, rolesFor, stillAsked, toneOf } from './asks';
import { choicesFor } from './choices';
import { dateOf, isUnclear, partsOf, precisionFor } from './dates';
import { inMonths, isDue } from './due';
import { moved, putBehind } from './order';
import { ask, opening, questionFor, questionForMark } from './questions';
import { FIRST_STARTS, moreStarts, startNamed } from './starts';
import { OWN_KINDS } from './voice';

const ROLES = ['youth', 'parent', 'wijkteam'];
const worker = { role: 'wijkteam', speaksIn: ['core'] };

describe('what is asked', () => {
  it('is every field that people fill in, each once, in words for everyone', () => {
    // Whose it is, how it was written down, where it stands and what goes with another answer, nobody is asked.
    const unasked = ['ego', 'mode', 'on', 'catalogue_id', 'precision'];
    for (const kind of OWN_KINDS) {
      const asked = ASKS[kind].map((one) => one.field);
      const wanted = Object.keys(FIELDS[kind]).filter((one) => !unasked.includes(one));
      expect([...asked].sort()).toEqual(wanted.sort());
      for (const role of ROLES) {
        addressAs(role);
        for (const field of asked) {
          expect(questionFor(kind, field, {}, role)).not.toBe('');
          for (const choice of choicesFor(kind, field) ?? []) expect(choice.words).not.toBe('');
        }
        for (const mark of MARK_ASKS[kind] ?? []) expect(questionForMark(mark)).not.toBe('');
      }
    }
  });

  it('is what has to be said before sharing, in the order it is asked', () => {
    expect(missingIn('factor', { roles: ['problem'] })).toEqual(['title', 'holder']);
    expect(missingIn('relation', { from: 'a', kind: 'causes', to: 'b' })).toEqual([]);
  });

  it('is put to youth, parents and professionals in a form of their own', () => {
    addressAs('youth');
    expect(ask('wish', 'youth')).toBe('Hoe ziet een fijne week eruit voor jou?');
    addressAs('parent');
    expect(ask('wish', 'parent')).toBe('Hoe ziet een goede week er over een half jaar uit?');
    expect(ask('wish', 'wijkteam')).toBe('Hoe ziet een goede week eruit?');
  });

  it('of something hard goes on where it began', () => {
    const asked = (roles: string[], more = {}) => questionFor('factor', 'title', { roles, ...more }, 'parent');
    expect(asked(['protective'])).toBe(ask('protective', 'parent'));
    expect(asked(['problem'])).toBe(ask('problem', 'parent'));
    expect(asked(['maintaining'])).toBe(ask('maintaining', 'parent'));
    expect(asked(['origin'], { generation: 1 })).toBe(ask('generations', 'parent'));
    expect(opening('event', {}, 'parent')).toBe(ask('timeline', 'parent'));
  });

  it('comes only when it matters', () => {
    const fields = (given: object) => asksOf('wish', ['later'], { text: 'Rust', ...given }).map((one) => one.field);
    expect(fields({ when: 'now' })).not.toContain('ask_again_on');
    expect(fields({ when: 'not_now' })).toContain('ask_again_on');
  });

  it('of where it was heard comes by itself only for what others said, and can be told of everything', () => {
    const asked = (when: Parameters<typeof asksOf>[1], knowledge: string | null) =>
      asksOf('factor', when, { knowledge }).some((one) => one.field === 'source');
    for (const knowledge of [null, 'experience']) {
      expect([asked(['later'], knowledge), asked(['first', 'later', 'seldom'], knowledge)]).toEqual([false, true]);
    }
    expect(asked(['later'], 'hearsay')).toBe(true);
    // What belongs to another answer is not offered without it.
    expect(asksOf('wish', ['later', 'seldom'], { when: 'now' }).map((one) => one.field)).not.toContain('ask_again_on');
  });

  it('of the parts that something hard plays comes last, one at a time too', () => {
    const still = (roles: string[], more = {}) => stillAsked('factor', { title: 'Ruzie', roles, ...more });
    expect([still(['problem']).at(-1), still(['trigger']).at(-1)]).toEqual(['roles', 'roles']);
    expect(still(['problem'], { story: 'Al lang', strength_now: 2 }).slice(0, 1)).toEqual(['knowledge']);
    // Who chose several has answered it; what helps only helps.
    for (const roles of [['trigger', 'maintaining'], ['protective'], []]) expect(still(roles)).not.toContain('roles');
    expect(stillAsked('wish', { text: 'Rust' })).not.toContain('roles');
  });

  it('of waiting goes on once a help runs, and when it is over', () => {
    const asked = (given: object) => asksOf('help', ['later'], { name: 'Ggz', ...given }).map((one) => one.field);
    for (const status of ['waiting', 'running', 'ended', 'never_started'])
      expect(asked({ status })).toContain('waited_weeks');
    expect([asked({}).includes('waited_weeks'), asked({ waited_weeks: 39 }).includes('waited_weeks')]).toEqual([
      false,
      true,
    ]);
  });

  it('of earlier generations is of what helps too', () => {
    for (const roles of [['protective'], ['problem']]) {
      expect(asksOf('factor', ['later'], { roles }).map((one) => one.field)).toContain('generation');
    }
    expect(questionFor('factor', 'title', { roles: ['protective'], generation: 2 }, 'parent')).toBe(
      ask('protective', 'parent'),
    );
  });

  it('is enough for sharing with one sentence, whose it is, and whether it helps', () => {
    const fields = { title: 'Muziek helpt', roles: ['protective'], holder: ['noor'] };
    expect(isReady('factor', fields)).toBe(true);
    for (const field of Object.keys(fields)) expect(isReady('factor', { ...fields, [field]: null })).toBe(false);
    expect(isReady('story', { text: '  ' })).toBe(false);
    expect(isReady('event', { title: 'Verhuisd' })).toBe(true);
    expect(isReady('relation', { from: 'a', to: 'b' })).toBe(false);
  });
});

describe('helps or hard', () => {
  it('keeps what was chosen where it fits', () => {
    expect(rolesFor('hard', ['maintaining', 'origin'])).toEqual(['maintaining', 'origin']);
    expect(rolesFor('hard', ['protective'])).toEqual(['problem']);
    expect(rolesFor('helps', ['problem'])).toEqual(['protective']);
    expect([toneOf({}), toneOf({ roles: ['origin'] }), toneOf({ roles: ['protective'] })]).toEqual([
      null,
      'hard',
      'helps',
    ]);
  });
});

describe('a judgement of safety', () => {
  it('is asked in a room for safety, with its reason, and nowhere else', () => {
    const asked = (room: string | null) => asksOf('advice', ['first'], {}, room).map((one) => one.field);
    expect([asked('safety'), asked('core'), asked(null)]).toEqual([['safety', 'text'], ['text'], ['text']]);
    const values = choicesFor('advice', 'safety')?.map((one) => one.value);
    expect(values).toEqual(expect.arrayContaining(['undesirable', 'unsafe']));
  });

  it('begins only where someone speaks in a room for safety', () => {
    const judging = { role: 'gi', speaksIn: ['core', 'safety'] };
    expect(startNamed('safety', judging)).toMatchObject({ kind: 'advice', room: 'safety' });
    expect(startNamed('safety', worker)).toBeUndefined();
  });
});

describe('a way to begin', () => {
  it('is known by its name, and advice is for who advises for their work', () => {
    expect(new Set([...FIRST_STARTS, ...moreStarts(worker)].map((one) => one.name)).size).toBe(16);
    expect(startNamed('advice', worker)?.kind).toBe('advice');
    expect(startNamed('advice', { role: 'parent', speaksIn: ['core'] })).toBeUndefined();
    expect(startNamed('help:families-first', worker)?.given).toEqual({ catalogue_id: 'families-first' });
    expect(startNamed('nothing', { role: 'youth', speaksIn: ['core'] })).toBeUndefined();
  });
});

describe('a date', () => {
  it('is as precise as someone knows it', () => {
    expect(dateOf({ year: '2021', month: '', day: '' })).toBe('2021');
    expect(dateOf({ year: '2021', month: '05', day: '' })).toBe('2021-05');
    expect(dateOf({ year: '2021', month: '05', day: '9' })).toBe('2021-05-09');
    expect(dateOf({ year: '2021', month: '', day: '9' })).toBe('2021');
    for (const date of ['2021', '2021-05', '2021-05-09']) expect(dateOf(partsOf(date))).toBe(date);
    expect(['2021', '2021-05', '2021-05-09'].map((date) => precisionFor(date, false))).toEqual([
      'year',
      'month',
      'day',
    ]);
    expect([precisionFor('2021', true), precisionFor(null, true)]).toEqual(['about', null]);
  });

  it('that does not exist is told, and nothing yet is no mistake', () => {
    expect(dateOf({ year: '2021', month: '02', day: '31' })).toBeNull();
    expect(isUnclear({ year: '2021', month: '02', day: '31' })).toBe(true);
    expect(isUnclear({ year: '20', month: '', day: '' })).toBe(true);
    expect(isUnclear({ year: '', month: '', day: '' })).toBe(false);
  });
});

describe('a wish that can wait', () => {
  it('comes back on its day, not before and not for good', () => {
    const wish = { when: 'not_now', ask_again_on: '2027-03-01' };
    expect([isDue(wish, '2027-02-28'), isDue(wish, '2027-03-01'), isDue(wish, '2028-01-01')]).toEqual([
      false,
      true,
      true,
    ]);
    expect([inMonths('2026-11-30', 1), inMonths('2026-11-30', 3), inMonths('2027-01-31', 1)]).toEqual([
      '2026-12-30',
      '2027-02-28',
      '2027-02-28',
    ]);
    expect(isDue({ when: 'not_now', ask_again_on: '2027-03' }, '2027-03-02')).toBe(true);
    expect(isDue({ when: 'now', ask_again_on: '2027-03-01' }, '2028-01-01')).toBe(false);
  });
});

describe('moving in a list', () => {
  it('goes behind any other thing, or first', () => {
    expect(putBehind(['a', 'b', 'c'], 'a', 'c')).toEqual(['b', 'c', 'a']);
    expect(putBehind(['a', 'b', 'c'], 'c', null)).toEqual(['c', 'a', 'b']);
    expect(putBehind(['a', 'b', 'c'], 'c', 'a')).toEqual(['a', 'c', 'b']);
  });

  it('goes one place, and not beyond the edge', () => {
    expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
    expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
    expect([moved(['a', 'b'], 0, -1), moved(['a', 'b'], 1, 1)]).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ]);
  });
});
