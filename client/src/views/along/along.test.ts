import { expect, it } from 'vitest';
import type { Consents } from '../../api';
import { readersByRoom } from './along';

const TODAY = '2026-11-30';
type Agreed = Consents['agreed'][number];

function agreed(readers: string[], changes: Partial<Agreed> = {}): Agreed {
  const by = ['jeroen', 'noor'];
  return {
    about: 'noor',
    rooms: ['school'],
    readers,
    by,
    given_on: '2026-09-21',
    until: null,
    taken_back: [],
    ...changes,
  };
}

const back = { rooms: ['school'], readers: ['femke'] };
const reading = (person: string, ground: string | null) => ({ room: 'school', person, ground, why: `why ${person}` });

function answer(changes: Partial<Consents> = {}): Consents {
  return {
    readers: [reading('femke', 'consent'), reading('jeroen', 'gezag'), reading('noor', 'own')],
    decides_about: ['noor'],
    agreed: [agreed(['femke', 'jeroen'])],
    ...changes,
  };
}

const school = (given: Consents, me = 'noor') => readersByRoom(given, ['school'], me, TODAY)[0];
const choices = (given: Consents, me = 'noor') =>
  (school(given, me)?.readers ?? []).map((one) => [one.person, ...one.decisions.map(({ choice }) => choice)]);

it('lets who decides stop only those who read because everybody agreed', () => {
  expect(choices(answer())).toEqual([['femke', 'stop'], ['jeroen'], ['noor']]);
  expect(choices(answer({ decides_about: [] }), 'femke')).toEqual([['femke'], ['jeroen'], ['noor']]);
});

it('leaves whom the youth chose to the youth', () => {
  const chosen = answer({ readers: [reading('petra', 'chosen-by-youth')], agreed: [agreed(['petra'])] });
  expect(choices(chosen)).toEqual([['petra', 'stop']]);
  expect(choices(chosen, 'jeroen')).toEqual([['petra']]);
});

it('tells of who was stopped only to those who may let them read again', () => {
  const stopped = answer({ readers: [reading('noor', 'own')], agreed: [agreed(['femke'], { taken_back: [back] })] });
  expect(choices(stopped)).toEqual([['noor'], ['femke', 'let']]);
  expect(school(stopped)?.agreed).toMatchObject([{ readers: ['femke'], stopped: ['femke'], over: true }]);
  const elsewhere = { ...stopped, decides_about: [] };
  expect(choices(elsewhere, 'ilse')).toEqual([['noor']]);
  expect(school(elsewhere, 'ilse')?.agreed).toEqual([]);
});

it('asks for a yes once: the rest is up to others', () => {
  const again = [agreed(['femke'], { taken_back: [back] }), agreed(['femke'], { by: ['noor'] })];
  const half = answer({ readers: [reading('noor', 'own')], agreed: again });
  expect(choices(half)).toEqual([['noor'], ['femke', 'said']]);
  expect(choices(half, 'jeroen')).toEqual([['noor'], ['femke', 'let']]);
});

it('says for whom an agreement ended, and that it holds for the others', () => {
  const given = answer({ agreed: [agreed(['femke', 'jeroen'], { taken_back: [back] })] });
  expect(school(given)?.agreed).toMatchObject([{ stopped: ['femke'], over: false }]);
  const ended = answer({ agreed: [agreed(['femke', 'jeroen'], { until: '2026-10' })] });
  expect(school(ended)?.agreed).toMatchObject([{ stopped: [], over: true }]);
});

it('asks again after the last day of what was agreed', () => {
  const ends = (until: string) =>
    choices(answer({ readers: [reading('noor', 'own')], agreed: [agreed(['femke'], { until })] }));
  expect(ends('2026-11-29')).toEqual([['noor'], ['femke', 'let']]);
  expect(ends('2026-11-30')).toEqual([['noor']]);
  expect(ends('2026-11')).toEqual([['noor']]);
  expect(ends('2025')).toEqual([['noor'], ['femke', 'let']]);
});

it('asks who decides about somebody who never read there', () => {
  const waiting = { ...reading('petra', null), asked_about: ['noor'] };
  expect(choices(answer({ readers: [reading('noor', 'own'), waiting], agreed: [] }))).toEqual([
    ['noor'],
    ['petra', 'let'],
  ]);
  expect(choices(answer({ readers: [waiting], agreed: [agreed(['petra'])] }))).toEqual([['petra', 'said']]);
});
