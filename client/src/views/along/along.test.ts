import { render } from 'svelte/server';
import { describe, expect, it } from 'vitest';
import noor from '../../../test/fixtures/picture.noor.json';
import { fixtureStore } from '../../../test/fixtures/store.svelte';
import type { Consents } from '../../api';
import type { Picture } from '../../schema.gen';
import '../page-words';
import type { CaseStore } from '../store';
import { addressAs } from '../words.svelte';
import Along from './Along.svelte';
import { readersByRoom, yesElsewhere } from './along';
import { givers, writtenDown } from './said-yes';

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
    how: 'self',
    recorded_by: null,
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
    elsewhere: [],
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

describe('a yes about a room that is not read', () => {
  const club = { room: 'club', label: 'De club', people: [] };
  const given = (readers: string[], changes: Partial<Agreed> = {}) =>
    agreed(readers, { rooms: ['club', 'school'], ...changes });
  const told = (...yeses: Agreed[]) => yesElsewhere(answer({ agreed: yeses, elsewhere: [club] }), 'noor', TODAY);

  it('names who reads there by it, each once, with every time it was said', () => {
    const twice = told(given(['femke', 'petra']), given(['petra'], { how: 'paper', recorded_by: 'youssef' }));
    expect(twice).toMatchObject([
      { room: 'club', label: 'De club', readers: [{ person: 'femke' }, { person: 'petra' }] },
    ]);
    expect(twice[0]?.readers.map((one) => one.agreed.map(({ how }) => how))).toEqual([['self'], ['self', 'paper']]);
  });

  it('keeps children apart, for each yes is about one', () => {
    const both = told(given(['petra']), given(['petra'], { about: 'daan' }));
    expect(both[0]?.readers.map(({ about }) => about)).toEqual(['noor', 'daan']);
  });

  it('is not told when it was taken back, ended, or is of somebody else', () => {
    const stopped = { taken_back: [{ rooms: ['club'], readers: ['femke'] }] };
    expect(told(given(['femke', 'petra'], stopped))[0]?.readers.map(({ person }) => person)).toEqual(['petra']);
    // What was taken back in another room stands here.
    expect(told(given(['femke'], { taken_back: [back] }))).toHaveLength(1);
    for (const gone of [stopped, { until: '2026-10' }, { by: ['jeroen'] }, { rooms: ['school'] }]) {
      expect(told(given(['femke'], gone))).toEqual([]);
    }
  });

  it('stands in no room above it, where nobody else may be seen', () => {
    const partly = given(['femke'], { taken_back: [{ rooms: ['club'], readers: ['femke'] }] });
    const both = answer({ agreed: [partly, given(['petra'])], elsewhere: [club] });
    expect(readersByRoom(both, ['club', 'school'], 'noor', TODAY).map(({ room }) => room)).toEqual(['school']);
  });
});

describe('a yes that somebody else wrote down', () => {
  const words = (changes: object, me = 'noor') =>
    writtenDown({ by: ['noor'], how: 'spoken', recordedBy: 'Youssef', ...changes }, me, (person) => person);

  it('tells the giver who did, and how they said it', () => {
    addressAs('youth');
    expect(words({})).toBe('Youssef heeft opgeschreven dat je dit hardop zei.');
    expect(words({ how: 'paper' })).toBe('Youssef heeft opgeschreven dat je op papier ja zei.');
    expect(words({ how: null })).toBe('Youssef heeft opgeschreven dat je ja zei.');
    addressAs('parent');
    expect(words({})).toBe('Youssef heeft opgeschreven dat u dit hardop zei.');
  });

  it('tells others, and who wrote it down, that it was said', () => {
    expect(words({}, 'jeroen')).toBe('Youssef heeft opgeschreven dat dit hardop is gezegd.');
    expect(words({}, 'Youssef')).toBe('U hebt opgeschreven dat dit hardop is gezegd.');
  });

  it('is told of in no other case', () => {
    expect(words({ how: 'self', recordedBy: null })).toBe('');
  });

  it('names who said it, its reader first and as themselves', () => {
    addressAs('youth');
    expect(givers({ by: ['Jeroen', 'noor'] }, 'noor', (person) => person)).toBe('jij en Jeroen');
    expect(givers({ by: ['Jeroen', 'Noor'] }, 'noor', (person) => person)).toBe('Jeroen en Noor');
    addressAs('parent');
    expect(givers({ by: ['noor'] }, 'noor', (person) => person)).toBe('u');
  });
});

it('lets every yes that stands be taken back: one that waits for others, and one about a room that is not read', () => {
  addressAs('youth');
  const store = fixtureStore(noor as unknown as Picture, 'noor');
  const page = (given: Consents) => {
    const actions = { ...store.actions, whoReadsAlong: () => given };
    const seen = Object.create(store, { actions: { value: actions } }) as CaseStore;
    const { body } = render(Along, { props: { store: seen, item: null } });
    return [...body.matchAll(/<button.*?<\/button>/gs)].map(([button]) => button.replaceAll(/<[^>]*>/g, '').trim());
  };
  const waiting = { ...reading('youssef', null), asked_about: ['noor'] };
  const about = (rooms: string[], readers: string[]) =>
    agreed(readers, { rooms, how: 'spoken', recorded_by: 'youssef' });
  const yeses = [about(['school'], ['youssef']), about(['club'], ['ilse'])];
  const given = answer({
    readers: [waiting],
    agreed: yeses,
    elsewhere: [
      {
        room: 'club',
        label: 'De club',
        people: [{ id: 'petra', name: 'Petra de Wit', role: 'professional' as const }],
      },
    ],
  });
  expect(page(given)).toEqual(
    expect.arrayContaining(['Je ja terugnemen: Youssef, School', 'Niet meer laten meelezen: Ilse, De club']),
  );
  expect(page({ ...given, agreed: [], elsewhere: [] }).filter((one) => /terugnemen|Niet meer/.test(one))).toEqual([]);
  addressAs('parent');
});
