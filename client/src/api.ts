// The HTTP side of the contract (docs/protocol.md, HTTP): typed requests, and errors as values with a code.
import type { AuthorRun } from './doc/authors';
import type { Role } from './schema.gen';
import { type ErrorCode, isErrorCode } from './sync/errors';

/** An answer that is not the one asked for. `offline` means that no answer came at all. */
export class ApiError extends Error {
  constructor(
    readonly code: ErrorCode | 'offline',
    readonly status: number,
    /** The server's Dutch sentence, empty when there was none. */
    readonly title: string,
    /** What else the answer says. */
    readonly fields: Readonly<Record<string, unknown>> = {},
  ) {
    super(`${status} ${code}`);
    this.name = 'ApiError';
  }
}

/** Who is logged in. */
export interface Me {
  person: string;
  name: string;
  role: string;
  case: string;
  demo: boolean;
  /** Until when their session is, in milliseconds since 1970, and for how long when this was answered. */
  until?: number;
  left?: number;
  /** What waits for them. */
  notices?: readonly Notice[];
}

/** Something that waits for somebody: `in_emergency` says that they read here for so many milliseconds more. */
export type Notice =
  | { kind: 'in_emergency'; until: number; left: number }
  | { kind: 'emergency' | 'objection' | 'birthday' | 'answered' }
  | { kind: 'not_read'; label: string }
  | { kind: 'came_in'; on: string | null }
  | { kind: 'admitted'; room: string; person: string; by_law: ByLaw }
  /** `by` wrote down that this person said yes to who reads along. */
  | { kind: 'written_down'; by: string };
/** By what law somebody reads: they have gezag, lead the case, or carry out a measure of the court. */
export type ByLaw = 'gezag' | 'lead' | 'measure';

/** A person one may come in as in the demo. */
export interface DemoPerson {
  person: string;
  name: string;
  role: string;
}

/** One entry of the answer to a request for tickets: a ticket with a fresh client id (C1), or why there is none. */
export type Ticket =
  | { document: string; ticket: string; generation: number; client_id: number }
  | { document: string; code: ErrorCode };

/** A document behind the picture. */
export interface PictureDocument {
  document: string;
  generation: number;
  writable: boolean;
}

/** The composed picture of a person, with what the live view needs. `P` is the generated Picture type. */
export interface PictureAnswer<P = unknown> {
  picture: P;
  documents: PictureDocument[];
  bindings: Record<string, Record<string, string>>;
  /** By document: whose words those are that somebody else put back (C5). */
  runs: Record<string, readonly AuthorRun[]>;
}

/** A frozen version as it stands in a list. */
export interface VersionEntry {
  id: string;
  number: number;
  kind: string;
  reason: string;
  [field: string]: unknown;
}

/** Words that were taken out of a joint text, with whose they are. */
export interface RemovedWords {
  words: string;
  by: readonly string[];
  removedBy: string | null;
  day: string;
  before: string;
  after: string;
}

/** One professional who looked on one day. */
export interface Looked {
  /** `YYYY-MM-DD`. */
  day: string;
  person: string;
  name: string | null;
  role: string;
  organisation: string | null;
  /** Those of the rooms that whoever asks reads too. */
  rooms: readonly string[];
  what: readonly string[];
  /** Why they may, as codes. */
  grounds: readonly string[];
  emergency: boolean;
}

/** Who reads along in the rooms of whoever asks, and what was agreed about it (R2-R5). */
export interface Consents {
  /**
   * `ground`: a code, or null for who does not read there now. `why`: a Dutch sentence. `asked_about`: the children about whom
   * whoever asks is asked whether this person, who never read there, may.
   */
  readers: readonly {
    room: string;
    person: string;
    ground: string | null;
    why: string;
    asked_about?: readonly string[];
  }[];
  /** Rooms whoever asks is in and does not read now; `why`: a Dutch sentence. */
  not_read?: readonly { room: string; label: string; why: string }[];
  /** The children about whom whoever asks may say yes or no. */
  decides_about: readonly string[];
  /** In rooms whoever asks reads; their own yes also about others. */
  agreed: readonly {
    about: string;
    rooms: readonly string[];
    readers: readonly string[];
    by: readonly string[];
    given_on: string | null;
    until: string | null;
    how: 'self' | 'spoken' | 'paper' | null;
    /** Who wrote it down, when that was none of `by`. */
    recorded_by: string | null;
    taken_back: readonly { rooms: readonly string[]; readers: readonly string[] }[];
  }[];
  /** Rooms whoever asks does not read, about which a yes of theirs stands. */
  elsewhere: readonly {
    room: string;
    label: string;
    /** Who reads there by it, and who wrote it down. */
    people: readonly { id: string; name: string; role: Role }[];
  }[];
  /** Whom whoever asks may ask to be kept out, and where. */
  may_object?: readonly { room: string; reader: string }[];
  objections?: readonly Objection[];
  birthday?: Birthday | null;
}

/** What a youth asked about a parent who reads along, with what became of it. Days as `YYYY-MM-DD`. */
export interface Objection {
  id: string;
  reader: string;
  rooms: readonly string[];
  why: string | null;
  day: string | null;
  /** `over`: the youth is sixteen by now. */
  stands: 'waiting' | 'honoured' | 'declined' | 'ended' | 'over';
  /** The reason of the answer. */
  answer: string | null;
  answered_on: string | null;
  ended_on: string | null;
  /** Why who leads the case ended it; nothing when the youth took it back. */
  ended_because: string | null;
}

/** A birthday that is near and changes who may read. */
export interface Birthday {
  person: string;
  age: number;
  day: string | null;
  /** Parents who read now, and whether they read on after it. */
  parents: readonly { room: string; person: string; reads_on: boolean }[];
  /** Rooms the child begins to read. */
  opens: readonly string[];
}

/** Who may read about whom, and where. */
export interface Consent {
  about: string;
  rooms: readonly string[];
  readers: readonly string[];
}

/** Everything that can be asked of the server besides the socket. */
export interface Api {
  /** What only pages that come later ask: they know what is answered. Nothing for an answer without a body. */
  ask<T>(method: Method, path: string, body?: unknown): Promise<T>;
  loginDemo(person: string): Promise<{ person: string; case: string }>;
  logout(): Promise<void>;
  me(): Promise<Me>;
  /** Both at once. `ahead`: the answer that the page asked for before its script came, which only its first view wants. */
  arrival<P = unknown>(asked?: 'ahead'): Promise<{ me: Me; answer: PictureAnswer<P> }>;
  demoPersons(): Promise<DemoPerson[]>;
  tickets(documents: readonly string[]): Promise<Ticket[]>;
  picture<P = unknown>(caseId: string): Promise<PictureAnswer<P>>;
  freeze(caseId: string, kind: string, reason: string): Promise<VersionEntry>;
  versions(caseId: string): Promise<VersionEntry[]>;
  version<V = unknown>(caseId: string, id: string): Promise<V>;
  removed(caseId: string, document: string, text: string): Promise<RemovedWords[]>;
  /** Which professionals looked, between two days that both count; the newest day first. */
  readers(caseId: string, from: string | null, to: string | null): Promise<Looked[]>;
  consents(caseId: string): Promise<Consents>;
  /** Says yes, for oneself. */
  agree(caseId: string, consent: Consent): Promise<void>;
  /** Takes a yes back, at once and for everybody. */
  takeBack(caseId: string, consent: Consent): Promise<void>;
  joinWriting(caseId: string, document: string, text: string): Promise<{ session: string }>;
  leaveWriting(caseId: string, session: string): Promise<void>;
}

/** A request that got no answer in this time is given up: everything that waits is bounded. */
export const REQUEST_TIMEOUT_MS = 20_000;

/** An answer without a body; of an arrival, that nobody came in. */
const NOTHING = 204;

/** What is done at an address. */
export type Method = 'GET' | 'POST' | 'DELETE';

async function problem(answer: Response): Promise<ApiError> {
  let body: unknown;
  try {
    body = await answer.json();
  } catch {
    body = undefined;
  }
  const fields: Record<string, unknown> = typeof body === 'object' && body !== null ? { ...body } : {};
  const code = isErrorCode(fields.code) ? fields.code : answer.status === 401 ? 'session-ended' : 'internal';
  return new ApiError(code, answer.status, typeof fields.title === 'string' ? fields.title : '', fields);
}

/** Reads a list of removed words; what lacks its words is left out. */
function removedIn(answer: unknown): RemovedWords[] {
  const fields = (value: unknown): Record<string, unknown> =>
    typeof value === 'object' && value !== null ? { ...value } : {};
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  const { removed } = fields(answer);
  return (Array.isArray(removed) ? removed : []).flatMap((one): RemovedWords[] => {
    const { words, by, removed_by, day, before, after } = fields(one);
    if (text(words) === '') return [];
    return [
      {
        words: text(words),
        by: (Array.isArray(by) ? by : []).filter((person): person is string => typeof person === 'string'),
        removedBy: text(removed_by) || null,
        day: text(day),
        before: text(before),
        after: text(after),
      },
    ];
  });
}

/** Makes the API over a fetch function, so that tests can give their own. */
export function connectApi(send: typeof fetch = (input, init) => fetch(input, init), base = '/api/v1'): Api {
  const ask = async (
    method: Method,
    path: string,
    body?: unknown,
    cache: RequestCache = 'no-store',
  ): Promise<Response> => {
    let answer: Response;
    try {
      answer = await send(base + path, {
        method,
        credentials: 'same-origin',
        cache,
        signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
        headers: body === undefined ? {} : { 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch {
      throw new ApiError('offline', 0, '');
    }
    if (!answer.ok) throw await problem(answer);
    return answer;
  };
  const read = async <T>(answer: Response): Promise<T> => {
    try {
      return (await answer.json()) as T;
    } catch {
      throw new ApiError('internal', answer.status, '');
    }
  };
  const json = async <T>(method: Method, path: string, body?: unknown): Promise<T> =>
    read(await ask(method, path, body));
  const inCase = (caseId: string, rest: string) => `/cases/${encodeURIComponent(caseId)}/${rest}`;

  return {
    ask: async <T>(method: Method, path: string, body?: unknown) => {
      const answer = await ask(method, path, body);
      return answer.status === NOTHING ? (undefined as T) : read<T>(answer);
    },
    loginDemo: (person) => json('POST', '/login/demo', { person }),
    logout: async () => void (await ask('POST', '/logout')),
    me: () => json('GET', '/me'),
    // Under an address of its own, lest anybody gets later what somebody else was answered; only by default does the browser give it.
    arrival: async (asked) => {
      const answer = await (asked === 'ahead'
        ? ask('GET', '/arrival?ahead', undefined, 'default')
        : ask('GET', '/arrival'));
      // Nobody came in: no fault, so that a page that asks ahead doesn't count as one.
      if (answer.status === NOTHING) throw new ApiError('session-ended', answer.status, '');
      return read(answer);
    },
    demoPersons: () => json('GET', '/demo/persons'),
    tickets: (documents) => json('POST', '/tickets', { documents }),
    picture: (caseId) => json('GET', inCase(caseId, 'picture')),
    freeze: (caseId, kind, reason) => json('POST', inCase(caseId, 'versions'), { kind, reason }),
    versions: (caseId) => json('GET', inCase(caseId, 'versions')),
    version: (caseId, id) => json('GET', inCase(caseId, `versions/${encodeURIComponent(id)}.json`)),
    removed: async (caseId, document, text) =>
      removedIn(await json('GET', inCase(caseId, `removed?${new URLSearchParams({ document, text })}`))),
    readers: async (caseId, from, to) => {
      const period = new URLSearchParams({ ...(from !== null && { from }), ...(to !== null && { to }) });
      const answer = await json<{ readers: Looked[] }>('GET', inCase(caseId, `readers?${period}`));
      return answer.readers;
    },
    consents: (caseId) => json('GET', inCase(caseId, 'consents')),
    agree: async (caseId, consent) => void (await ask('POST', inCase(caseId, 'consents'), consent)),
    takeBack: async (caseId, consent) => void (await ask('POST', inCase(caseId, 'consents/withdraw'), consent)),
    joinWriting: (caseId, document, text) => json('POST', inCase(caseId, 'writing'), { document, text }),
    leaveWriting: async (caseId, session) =>
      void (await ask('DELETE', inCase(caseId, `writing/${encodeURIComponent(session)}`))),
  };
}

/** The API of the server this page came from. */
export const api: Api = connectApi();
