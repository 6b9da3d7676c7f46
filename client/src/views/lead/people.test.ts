import { describe, expect, it } from 'vitest';
import type { Picture } from '../../schema.gen';
import type { Invited, LedPerson, LedRoom } from './lead-api';
import { givesHelp, leadsCase } from './leading';
import {
  canGoOn,
  changesToSend,
  emptyRoom,
  hasWayIn,
  homesOf,
  inOrder,
  lackOf,
  mayBeInvited,
  mayLead,
  newHome,
  personToSend,
  roomsToShow,
  roomToSend,
  waysIn,
  wentOn,
} from './people';

const person = (changes: Partial<LedPerson> = {}): LedPerson => ({
  id: 'noor',
  name: 'Noor Kaspers',
  role: 'youth',
  organisation: null,
  member: true,
  index: true,
  birth_date: null,
  household: [],
  gezag: null,
  through_office: false,
  devices: 0,
  invitation: null,
  ...changes,
});
const invited = (state: Invited['state']): Invited => ({ id: 'i', state, until: 1000, tries_left: 3 });
const kinds = (one: LedPerson) => waysIn(one).map((way) => way.kind);
const room = (changes: Partial<LedRoom> = {}): LedRoom => ({
  id: 'core',
  kind: 'core',
  label: 'Ons beeld',
  members: ['noor'],
  successor_of: null,
  open: true,
  ground: null,
  about: [],
  not_reading: [],
  by_law: [],
  ...changes,
});
const filled = {
  colleague: null,
  name: ' Mo ',
  role: 'parent' as const,
  organisation: 'School',
  index: true,
  member: true,
  birth: '2012-01-02',
  gezag: { gezag: 'yes' as const, checked_on: '2026-11-30', how: 'register' },
  household: new Set(['huis-2', 'huis-1']),
};

describe('who leads', () => {
  const picture = (regisseur: string | null, legal_frame: string | null) =>
    ({ case: { regisseur, legal_frame } }) as unknown as Picture;

  it('is the regisseur, and who carries out a measure of the court', () => {
    expect(leadsCase(picture('youssef', 'voluntary'), { person: 'youssef', role: 'wijkteam' })).toBe(true);
    expect(leadsCase(picture('youssef', 'voluntary'), { person: 'ilse', role: 'gedragswetenschapper' })).toBe(false);
    expect(leadsCase(picture('youssef', 'supervision'), { person: 'gi', role: 'gi' })).toBe(true);
    expect(leadsCase(picture('youssef', 'voluntary'), { person: 'gi', role: 'gi' })).toBe(false);
    expect(leadsCase(picture('noor', null), { person: 'noor', role: 'youth' })).toBe(false);
  });

  it('can be handed over to who leads cases, never to oneself', () => {
    const persons = [person({ id: 'me', role: 'wijkteam' }), person({ id: 'gi', role: 'gi' }), person()];
    expect(mayLead(persons, 'me').map((one) => one.id)).toEqual(['gi']);
    expect([givesHelp('professional'), givesHelp('mentor'), givesHelp('parent')]).toEqual([true, false, false]);
  });
});

describe('the way in', () => {
  it('is told for who has none, comes through the office, or was not invited', () => {
    expect(kinds(person({ member: false }))).toEqual(['none']);
    expect(kinds(person({ through_office: true }))).toEqual(['office']);
    expect(kinds(person())).toEqual(['not-invited']);
    expect(kinds(person({ invitation: invited('expired') }))).toEqual(['expired']);
  });

  it('says that codes were guessed, whatever else there is', () => {
    expect(kinds(person({ devices: 2, invitation: invited('too_many_tries') }))).toEqual(['too-many', 'devices']);
  });

  it('says of an open invitation until when and how many tries', () => {
    expect(waysIn(person({ invitation: invited('open') }))).toEqual([{ kind: 'open', until: 1000, left: 3 }]);
    expect(kinds(person({ devices: 1, invitation: invited('used') }))).toEqual(['devices']);
    expect(kinds(person({ invitation: invited('used') }))).toEqual(['used']);
  });

  it('can be made and shut where there is something to make or shut', () => {
    expect([mayBeInvited(person()), mayBeInvited(person({ through_office: true }))]).toEqual([true, false]);
    expect([hasWayIn(person()), hasWayIn(person({ devices: 1 }))]).toEqual([false, true]);
    expect(hasWayIn(person({ invitation: invited('open') }))).toBe(true);
  });
});

describe('what is sent of a person', () => {
  it('is only what their role has', () => {
    expect(personToSend(filled)).toEqual({
      name: 'Mo',
      role: 'parent',
      gezag: filled.gezag,
      household: ['huis-1', 'huis-2'],
    });
    expect(personToSend({ ...filled, role: 'mentor' })).toEqual({ name: 'Mo', role: 'mentor', organisation: 'School' });
    expect(personToSend({ ...filled, role: 'youth', household: new Set() })).toEqual({
      name: 'Mo',
      role: 'youth',
      index: true,
      member: true,
      birth_date: '2012-01-02',
    });
  });

  it('is nothing without a name and a role, and the account of a colleague', () => {
    expect(personToSend({ ...filled, name: ' ' })).toBeNull();
    expect(personToSend({ ...filled, role: null })).toBeNull();
    const colleague = { account: 'ilse', name: 'Ilse', role: 'gedragswetenschapper' as const, organisation: null };
    expect(personToSend({ ...filled, colleague })).toEqual({
      name: 'Ilse',
      role: 'gedragswetenschapper',
      account: 'ilse',
    });
  });

  it('is only what changed', () => {
    const before = person({ household: ['huis-1'], gezag: filled.gezag, birth_date: '2011-03-14' });
    const same = {
      name: before.name,
      birth: before.birth_date,
      gezag: before.gezag,
      household: new Set(before.household),
      until: null,
    };
    expect(changesToSend(before, same)).toEqual({});
    expect(changesToSend(before, { ...same, household: new Set(), until: '2026-12-01' })).toEqual({
      household: [],
      involved_until: '2026-12-01',
    });
  });

  it('says so of what was filled and is emptied', () => {
    const worker = person({ involved_until: '2026-12-01' });
    const before = person({ birth_date: '2011-03-14' });
    const emptied = { name: before.name, birth: null, gezag: null, household: new Set<string>(), until: null };
    expect(changesToSend(before, emptied)).toEqual({ birth_date: null });
    expect(changesToSend(worker, emptied)).toEqual({ involved_until: null });
    expect(changesToSend(worker, { ...emptied, until: '2026-12-01' })).toEqual({});
  });
});

it('knows homes by who lives there, and gives a new one a name that says nothing', () => {
  const homes = homesOf([person({ household: ['huis-1', 'b'] }), person({ id: 'mo', household: ['huis-1'] })]);
  expect(homes).toEqual([
    { code: 'b', persons: ['noor'] },
    { code: 'huis-1', persons: ['noor', 'mo'] },
  ]);
  expect([newHome(homes), newHome([])]).toEqual(['huis-2', 'huis-1']);
});

describe('a room', () => {
  const form = { ...emptyRoom('me'), kind: 'core' as const, label: ' Ons beeld ' };

  it('says what it still lacks', () => {
    expect(lackOf(emptyRoom('me'))).toBe('kind');
    expect(lackOf({ ...form, label: ' ' })).toBe('label');
    expect(lackOf({ ...form, members: new Set() })).toBe('members');
    expect(lackOf({ ...form, kind: 'pair' })).toBe('pair');
    expect(lackOf({ ...form, kind: 'shield' })).toBe('ground');
    expect(lackOf(form)).toBeNull();
  });

  it('is sent with what was filled in', () => {
    expect(roomToSend(emptyRoom('me'))).toBeNull();
    const whole = { ...form, members: new Set(['noor', 'me']), about: new Set(['noor']), ground: ' zo afgesproken ' };
    expect(roomToSend(whole)).toEqual({
      kind: 'core',
      label: 'Ons beeld',
      members: ['me', 'noor'],
      about: ['noor'],
      ground: 'zo afgesproken',
    });
  });

  it('goes on while it is open and for more than one or two by themselves', () => {
    const rooms = [room({ open: false }), room({ id: 'new', successor_of: 'core' }), room({ id: 'own', kind: 'self' })];
    expect(rooms.map(canGoOn)).toEqual([false, true, false]);
    expect(rooms.map((one) => wentOn(one, rooms))).toEqual([true, false, false]);
    expect(roomsToShow(rooms).map((one) => one.id)).toEqual(['new', 'core']);
  });

  it('names its people in one order, who it is about first', () => {
    const persons = [person({ id: 'a', index: false }), person({ id: 'b' }), person({ id: 'c', index: false })];
    expect(inOrder(persons, ['c', 'b', 'a'])).toEqual(['b', 'a', 'c']);
  });
});
