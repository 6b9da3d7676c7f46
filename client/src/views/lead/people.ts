// People of a case as who leads it sees them, in plain facts. Pure.
import type { GezagFact, Role, RoomKind } from '../../schema.gen';
import type { Colleague, LedPerson, LedRoom, NewPerson, NewRoom, PersonChanges } from './lead-api';
import { mayLeadCases } from './leading';

/** Roles a person may have in a case, family first. Experts and judges get a version, not a way in. */
export const FAMILY_ROLES = ['youth', 'child', 'parent', 'foster_parent', 'jim'] as const satisfies readonly Role[];
export const WORKER_ROLES = [
  'wijkteam',
  'gi',
  'professional',
  'gedragswetenschapper',
  'mentor',
] as const satisfies readonly Role[];

/** Whether somebody lives in a household that counts. */
export const livesSomewhere = (role: string): boolean =>
  role !== 'jim' && (FAMILY_ROLES as readonly string[]).includes(role);

/** To whom the lead can be handed over. */
export const mayLead = (persons: readonly LedPerson[], me: string): LedPerson[] =>
  persons.filter((one) => one.id !== me && mayLeadCases(one.role));

/** What somebody filled in of a person who is added. */
export interface PersonForm {
  /** A colleague from the office: then all else is known. */
  colleague: Colleague | null;
  name: string;
  role: Role | null;
  organisation: string;
  index: boolean;
  member: boolean;
  birth: string | null;
  gezag: GezagFact | null;
  household: ReadonlySet<string>;
}

/** The person as they are sent, with only what their role has; nothing without a name and a role. */
export function personToSend(form: PersonForm): NewPerson | null {
  const { colleague, role } = form;
  if (colleague !== null) return { name: colleague.name, role: colleague.role, account: colleague.account };
  const name = form.name.trim();
  if (name === '' || role === null) return null;
  const child = role === 'youth' || role === 'child';
  const worker = (WORKER_ROLES as readonly Role[]).includes(role);
  const organisation = form.organisation.trim();
  return {
    name,
    role,
    ...(worker && organisation !== '' && { organisation }),
    ...(child && { index: form.index, member: form.member }),
    ...(child && form.birth !== null && { birth_date: form.birth }),
    ...(role === 'parent' && form.gezag !== null && { gezag: form.gezag }),
    ...(livesSomewhere(role) && form.household.size > 0 && { household: [...form.household].sort() }),
  };
}

/** What somebody filled in anew about a person. */
export interface ChangeForm {
  name: string;
  birth: string | null;
  gezag: GezagFact | null;
  household: ReadonlySet<string>;
  until: string | null;
}

/** What changed or was emptied, and nothing else: somebody else may have changed the rest meanwhile. */
export function changesToSend(person: LedPerson, form: ChangeForm): PersonChanges {
  const name = form.name.trim();
  const household = [...form.household].sort();
  const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
  return {
    ...(name !== '' && name !== person.name && { name }),
    ...(form.birth !== person.birth_date && { birth_date: form.birth }),
    ...(form.gezag !== null && !same(form.gezag, person.gezag) && { gezag: form.gezag }),
    ...(!same(household, [...person.household].sort()) && { household }),
    ...(form.until !== (person.involved_until ?? null) && { involved_until: form.until }),
  };
}

/** How somebody comes in. */
export type WayIn =
  | { kind: 'none' | 'office' | 'not-invited' | 'too-many' | 'expired' | 'withdrawn' | 'used' }
  | { kind: 'devices' | 'passkeys'; count: number }
  | { kind: 'open'; until: number; left: number };

/**
 * The ways in of a person, what needs doing first. Who has a device may have an invitation open for another; that codes were
 * guessed is told whatever else there is.
 */
export function waysIn(person: LedPerson): WayIn[] {
  if (!person.member) return [{ kind: 'none' }];
  if (person.through_office) return [{ kind: 'office' }];
  const { invitation, devices, passkeys = 0 } = person;
  const ways: WayIn[] = [];
  if (invitation?.state === 'too_many_tries') ways.push({ kind: 'too-many' });
  if (invitation?.state === 'open') ways.push({ kind: 'open', until: invitation.until, left: invitation.tries_left });
  if (devices > 0) ways.push({ kind: 'devices', count: devices });
  if (passkeys > 0) ways.push({ kind: 'passkeys', count: passkeys });
  if (ways.length > 0) return ways;
  if (invitation === null) return [{ kind: 'not-invited' }];
  return [
    {
      kind: invitation.state === 'too_many_tries' ? 'too-many' : (invitation.state as 'used' | 'expired' | 'withdrawn'),
    },
  ];
}

/** Whether a link and a code can be made for somebody: workers of the office come in through the office. */
export const mayBeInvited = (person: LedPerson): boolean => person.member && !person.through_office;
/** Whether there is anything to shut. */
export const hasWayIn = (person: LedPerson): boolean =>
  person.devices > 0 || (person.passkeys ?? 0) > 0 || person.invitation?.state === 'open';

/** A home, with who lives there. */
export interface Home {
  code: string;
  persons: readonly string[];
}

/** The homes of a case, in the order of their names. */
export function homesOf(persons: readonly LedPerson[]): Home[] {
  const codes = [...new Set(persons.flatMap((one) => one.household))].sort();
  return codes.map((code) => ({
    code,
    persons: persons.filter((one) => one.household.includes(code)).map((one) => one.id),
  }));
}

/** A name for a home that is not there yet; it says nothing of who lives in it. */
export function newHome(homes: readonly Home[]): string {
  const taken = new Set(homes.map((one) => one.code));
  let number = 1;
  while (taken.has(`huis-${number}`)) number += 1;
  return `huis-${number}`;
}

/** The kinds of room one composes, those that are asked for most first. One's own is made by itself. */
export const ROOM_KINDS = [
  'core',
  'school',
  'kind',
  'care',
  'pair',
  'other',
  'advice',
  'safety',
  'shield',
  'family',
] as const satisfies readonly RoomKind[];

/** What somebody filled in of a new room. */
export interface RoomForm {
  kind: RoomKind | null;
  label: string;
  members: ReadonlySet<string>;
  about: ReadonlySet<string>;
  ground: string;
}

/** A room in which only who composes it is yet. */
export const emptyRoom = (me: string): RoomForm => ({
  kind: null,
  label: '',
  members: new Set([me]),
  about: new Set(),
  ground: '',
});

/** What still lacks in a room. A room that keeps something from others has to say on what ground (R16). */
export type RoomLack = 'kind' | 'label' | 'members' | 'pair' | 'ground';

export function lackOf(form: RoomForm): RoomLack | null {
  if (form.kind === null) return 'kind';
  if (form.label.trim() === '') return 'label';
  if (form.members.size === 0) return 'members';
  if (form.kind === 'pair' && form.members.size !== 2) return 'pair';
  return form.kind === 'shield' && form.ground.trim() === '' ? 'ground' : null;
}

/** The room as it is sent; nothing while something lacks. */
export function roomToSend(form: RoomForm): NewRoom | null {
  if (form.kind === null || lackOf(form) !== null) return null;
  const ground = form.ground.trim();
  return {
    kind: form.kind,
    label: form.label.trim(),
    members: [...form.members].sort(),
    about: [...form.about].sort(),
    ...(ground !== '' && { ground }),
  };
}

/** Rooms that can go on with others. */
export const canGoOn = (room: LedRoom): boolean => room.open && room.kind !== 'self' && room.kind !== 'pair';
/** Whether a room went on elsewhere. */
export const wentOn = (room: LedRoom, rooms: readonly LedRoom[]): boolean =>
  rooms.some((one) => one.successor_of === room.id);
/** Some people in the order in which all of the case stand: who it is about first. */
export const inOrder = (persons: readonly LedPerson[], some: readonly string[]): string[] =>
  [...persons]
    .sort((one, other) => Number(other.index) - Number(one.index))
    .map((one) => one.id)
    .filter((one) => some.includes(one));
/** Rooms to show: those in which people write first. One's own is on its own page. */
export const roomsToShow = (rooms: readonly LedRoom[]): LedRoom[] =>
  rooms.filter((one) => one.kind !== 'self').sort((one, other) => Number(other.open) - Number(one.open));
