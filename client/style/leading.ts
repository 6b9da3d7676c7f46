// What who leads a case sees of it, for the pages of components: the fixture has none of it.
import { type Birthday, connectApi } from '../src/api';
import type { At } from '../src/views/lead/at';
import {
  type Invitation,
  type Led,
  type LedEmergency,
  type LedObjection,
  type LedPerson,
  type LedRoom,
  leadApi,
  type Office,
} from '../src/views/lead/lead-api';
import { facesOf } from '../src/views/people';

/** A morning in December, in milliseconds. */
const UNTIL = Date.UTC(2026, 11, 3, 9, 15);
const never = connectApi(() => new Promise(() => undefined));

const person = (id: string, name: string, changes: Partial<LedPerson>): LedPerson => ({
  id,
  name,
  role: 'parent',
  organisation: null,
  member: true,
  index: false,
  birth_date: null,
  household: [],
  gezag: null,
  through_office: false,
  devices: 0,
  invitation: null,
  ...changes,
});

const invited = (state: 'open' | 'too_many_tries', tries_left: number) => ({
  id: 'i',
  state,
  until: UNTIL,
  tries_left,
});

const persons: readonly LedPerson[] = [
  person('noor', 'Noor Kaspers', {
    role: 'youth',
    index: true,
    birth_date: '2011-03-14',
    household: ['huis-1', 'huis-2'],
    devices: 1,
  }),
  person('marloes', 'Marloes Tuinder', {
    gezag: { gezag: 'yes', checked_on: '2026-09-14', how: 'uittreksel uit het gezagsregister gezien' },
    household: ['huis-1'],
    invitation: invited('open', 4),
  }),
  person('jeroen', 'Jeroen Kaspers', { household: ['huis-2'], invitation: invited('too_many_tries', 0) }),
  person('daan', 'Daan Kaspers', { role: 'child', index: true, member: false, household: ['huis-1', 'huis-2'] }),
  person('femke', 'Femke Dorsman', { role: 'mentor', organisation: 'Lyceum De Brug' }),
  person('youssef', 'Youssef Haddou', { role: 'wijkteam', through_office: true }),
  person('eva', 'Eva Smit', { role: 'gi', through_office: true }),
];

const room = (id: string, changes: Partial<LedRoom>): LedRoom => ({
  id,
  kind: 'core',
  label: 'Ons beeld',
  members: ['jeroen', 'marloes', 'noor', 'youssef'],
  successor_of: null,
  open: true,
  ground: null,
  about: [],
  by_law: [],
  not_reading: [{ person: 'jeroen', why: 'Er is nog niet nagekeken of deze ouder mag beslissen over het kind.' }],
  ...changes,
});

const emergency: LedEmergency = {
  id: 'e1',
  name: 'Sanne Crisis',
  role: 'gi',
  organisation: 'Crisisdienst Zuid',
  reason: 'De politie staat nu bij dit gezin en vraagt wie er thuis is.',
  from: 1_796_040_000_000,
  until: 1_796_043_600_000,
  due: '2026-12-02',
  running: true,
  stopped: null,
  mine: false,
  late: false,
  untold: true,
  review: null,
};

const objection: LedObjection = {
  id: 'o1',
  by: 'noor',
  reader: 'marloes',
  rooms: ['core'],
  why: 'Dan durf ik meer op te schrijven.',
  day: '2026-11-28',
  stands: 'waiting',
  answer: null,
  answered_on: null,
  ended_on: null,
  ended_because: null,
};

const birthday: Birthday = {
  person: 'noor',
  age: 16,
  day: '2027-03-14',
  parents: [
    { room: 'core', person: 'marloes', reads_on: true },
    { room: 'core', person: 'jeroen', reads_on: false },
  ],
  opens: [],
};

/** A case in which something is to do about almost everybody. */
export const LED: Led = {
  persons,
  rooms: [
    room('core', {}),
    room('shield', {
      kind: 'shield',
      label: 'Van Marloes',
      members: ['marloes', 'youssef'],
      ground: 'zeer persoonlijk',
      about: ['noor'],
      not_reading: [],
    }),
    room('before', { label: 'School', kind: 'school', open: false }),
    room('after', { label: 'School', kind: 'school', successor_of: 'before', not_reading: [] }),
  ],
  safety: { signs: 'unsure', expert: 'Ilse Brandsema, gedragswetenschapper' },
  colleagues: [{ account: 'ilse', name: 'Ilse Brandsema', role: 'gedragswetenschapper', organisation: null }],
  emergencies: [
    emergency,
    {
      ...emergency,
      id: 'e0',
      name: 'Kim Verzonnen',
      running: false,
      stopped: 'youssef',
      untold: false,
      review: { by: 'youssef', day: '2026-10-02', remark: 'Terecht: de huisarts vroeg erom.', officer: null },
    },
  ],
  objections: [
    objection,
    {
      ...objection,
      id: 'o0',
      reader: 'jeroen',
      stands: 'honoured',
      answer: 'Noor heeft nu rust nodig.',
      answered_on: '2026-11-02',
    },
  ],
  birthdays: [birthday],
};

/** Leading that case, where nothing is ever done. */
export function leading(led: Led = LED): At {
  const faces = facesOf(led.persons);
  return {
    led,
    api: leadApi('case', never),
    me: 'youssef',
    face: (id) => faces.get(id) ?? { id, name: id, full: id, initials: '?', tint: 0, role: '' },
    done: async () => undefined,
  };
}

/** A link and a code; the squares are drawn by rule, and open nothing. */
export const INVITATION: Invitation = {
  id: 'i',
  link: 'https://samenbeeld.example/#kom=kKq3x0Yw2pVb7sTn',
  code: '4831-7702',
  until: UNTIL,
  qr: Array.from({ length: 25 }, (_, y) =>
    Array.from({ length: 25 }, (_, x) => ((x * y + x + 2 * y) % 3 === 0 ? '1' : '0')).join(''),
  ),
};

/** A worker at the office, who keeps its accounts. */
export const OFFICE: Office = {
  name: 'Youssef Haddou',
  role: 'wijkteam',
  organisation: null,
  may_open: true,
  may_tie: false,
  admin: true,
  cases: [
    { case: 'one', title: 'Dossier Linde', opened_on: '2026-11-30', status: 'open', leads: true },
    { case: 'two', title: null, opened_on: '2026-09-07', status: 'open', leads: false },
    { case: 'three', title: 'Dossier Els', opened_on: '2025-01-20', status: 'closed', leads: true },
  ],
};
