// What who leads a case asks of the server, and what they tell it (docs/protocol.md, W and F).
import { type Api, ApiError, type Birthday, type ByLaw, type Objection } from '../../api';
import type { GezagFact, LegalFrame, Role, RoomKind } from '../../schema.gen';
import { say } from '../words.svelte';

/** Whether there are signs of violence or coercive control. */
export const SIGNS = ['no', 'unsure', 'yes'] as const;
export type Signs = (typeof SIGNS)[number];

/** The answer to the safety questions. */
export interface SafetyAnswer {
  signs: Signs;
  /** Who, with knowledge of violence at home, judged that a joint room is safe. */
  expert: string | null;
}

/** An invitation and what became of it. */
export interface Invited {
  id: string;
  state: 'open' | 'expired' | 'used' | 'too_many_tries' | 'withdrawn';
  /** Milliseconds since 1970. */
  until: number;
  tries_left: number;
}

/** A person as who leads the case sees them. */
export interface LedPerson {
  id: string;
  name: string;
  role: Role;
  organisation: string | null;
  /** Has a way in of their own. */
  member: boolean;
  /** The child or youth whose case it is. */
  index: boolean;
  birth_date: string | null;
  household: readonly string[];
  gezag: GezagFact | null;
  /** The last day on which a worker is involved, where one was written down. */
  involved_until?: string | null;
  /** A worker, who comes in through the office. */
  through_office: boolean;
  devices: number;
  /** Of who works in the office. */
  passkeys?: number;
  invitation: Invited | null;
}

/** A room as who leads the case sees it. */
export interface LedRoom {
  id: string;
  kind: RoomKind;
  label: string;
  members: readonly string[];
  successor_of: string | null;
  open: boolean;
  ground: string | null;
  about: readonly string[];
  /** Members who don't read it now, with the server's sentence. */
  not_reading: readonly { person: string; why: string }[];
  /** Who isn't in it and may come into it as it is, because the law lets them read. */
  by_law: readonly { person: string; by_law: ByLaw }[];
}

/** A worker of the office who is not in this case. */
export interface Colleague {
  account: string;
  name: string;
  role: Role;
  organisation: string | null;
}

/** Somebody who was let in for an emergency. Moments in milliseconds since 1970, days as `YYYY-MM-DD`. */
export interface LedEmergency {
  id: string;
  name: string;
  role: Role;
  organisation: string | null;
  reason: string;
  from: number;
  until: number;
  /** It goes on now. */
  running: boolean;
  /** Who ended it before its hour was over. */
  stopped: string | null;
  /** It was the reader's own: another looks at it. */
  mine: boolean;
  /** The last day to look at it. */
  due: string | null;
  late: boolean;
  /** The family isn't told of it yet. */
  untold: boolean;
  review: { by: string; day: string | null; remark: string; officer: string | null } | null;
}

/** What a youth asked, with who asked it. */
export type LedObjection = Objection & { by: string };

/** Everything who leads a case has to know of it. */
export interface Led {
  persons: readonly LedPerson[];
  rooms: readonly LedRoom[];
  /** Nothing when nobody answered the questions yet. */
  safety: SafetyAnswer | null;
  colleagues: readonly Colleague[];
  /** The last first. */
  emergencies: readonly LedEmergency[];
  objections: readonly LedObjection[];
  /** Those that are near and change what people may read. */
  birthdays: readonly Birthday[];
}

/** A link and a code, shown once. */
export interface Invitation {
  id: string;
  link: string;
  code: string;
  until: number;
  /** The link as a QR code: rows of light (0) and dark (1) squares. */
  qr: readonly string[];
}

/** Somebody who is added. */
export interface NewPerson {
  name: string;
  role: Role;
  organisation?: string;
  member?: boolean;
  index?: boolean;
  birth_date?: string;
  household?: readonly string[];
  gezag?: GezagFact;
  account?: string;
}

/** What changes about somebody; what is left out stays. */
export interface PersonChanges {
  name?: string;
  /** Nothing: it was emptied. */
  birth_date?: string | null;
  household?: readonly string[];
  gezag?: GezagFact;
  /** The last day on which a worker is involved; nothing: there is none any more. */
  involved_until?: string | null;
}

/** A room that is composed. */
export interface NewRoom {
  kind: RoomKind;
  label: string;
  members: readonly string[];
  about?: readonly string[];
  ground?: string;
}

/** A case somebody works in, as the office lists it. */
export interface OwnCase {
  case: string;
  title: string | null;
  opened_on: string | null;
  status: 'open' | 'closed' | null;
  leads: boolean;
  /** Something waits for who leads it. */
  waits?: boolean;
  /** Until when an emergency lets one read. */
  emergency_until?: number | null;
}

/** Who somebody is at the office. */
export interface Office {
  name: string;
  role: Role;
  organisation: string | null;
  may_open: boolean;
  /** Could come in through the provider of their employer, and doesn't yet. */
  may_tie: boolean;
  admin: boolean;
  cases: readonly OwnCase[];
}

/** A case that is opened. */
export interface NewCase extends SafetyAnswer {
  legal_frame: LegalFrame;
  title: string | null;
}

type Asking = Pick<Api, 'ask'>;

const within = (value: string) => encodeURIComponent(value);
/** Without what was left empty: the server takes no empty texts. */
const filled = <T extends object>(value: T) =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== null && one !== undefined && one !== ''));

/** The questions and deeds of leading one case. */
export function leadApi(caseId: string, { ask }: Asking) {
  const at = (rest: string) => `/cases/${within(caseId)}/${rest}`;
  const tell = async (path: string, body?: object) => void (await ask('POST', at(path), body));
  return {
    people: () => ask<Led>('GET', at('people')),
    add: (person: NewPerson) => ask<{ person: string }>('POST', at('persons'), filled(person)),
    change: (person: string, changes: PersonChanges) => tell(`persons/${within(person)}`, changes),
    shutOut: (person: string) => tell(`persons/${within(person)}/shut-out`),
    invite: (person: string) => ask<Invitation>('POST', at('invitations'), { person }),
    withdraw: async (invitation: string) => void (await ask('DELETE', at(`invitations/${within(invitation)}`))),
    answerSafety: (answer: SafetyAnswer) => tell('safety', filled(answer)),
    compose: (room: NewRoom) => ask<{ room: string }>('POST', at('rooms'), filled(room)),
    succeed: (room: string, rooms: readonly (readonly string[])[]) =>
      ask<{ rooms: string[] }>('POST', at(`rooms/${within(room)}/successors`), { rooms }),
    admit: (room: string, person: string) => tell(`rooms/${within(room)}/admissions`, { person }),
    leave: (room: string) => tell(`rooms/${within(room)}/leave`),
    handOver: (to: string) => tell('handover', { to }),
    close: () => tell('close'),
  };
}
export type LeadApi = ReturnType<typeof leadApi>;

/** The questions and deeds of the office. */
export function officeApi({ ask }: Asking) {
  return {
    show: () => ask<Office>('GET', '/office'),
    open: (wanted: NewCase) => ask<{ case: string }>('POST', '/office/cases', filled(wanted)),
    enter: async (caseId: string) => void (await ask('POST', '/office/enter', { case: caseId })),
    /** Into a case one doesn't work in, for an hour, to read. */
    emergency: async (caseId: string, reason: string) =>
      void (await ask('POST', '/office/emergency', { case: caseId, reason })),
    /** From a case back to the office. */
    back: async () => void (await ask('POST', '/office/return')),
    addAccount: (account: { name: string; role: Role; organisation: string }) =>
      ask<{ account: string }>('POST', '/office/accounts', filled(account)),
  };
}
export type OfficeApi = ReturnType<typeof officeApi>;

/** Why something could not be done: the server's sentence when it gave one. */
export function whyNot(fault: unknown): string {
  return (fault instanceof ApiError && fault.title) || say('client-lead-undone');
}

/** The people a room is not for, with why. */
export function unsuitable(fault: unknown): readonly { person: string; why: string }[] {
  const people = fault instanceof ApiError && fault.code === 'room-unsuitable' ? fault.fields.people : undefined;
  const words = (value: unknown) => (typeof value === 'string' ? value : '');
  return (Array.isArray(people) ? people : []).map((one: { person?: unknown; why?: unknown }) => ({
    person: words(one?.person),
    why: words(one?.why),
  }));
}
