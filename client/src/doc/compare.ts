// What differs between two pictures: what came and went, what is said differently, grew or shrank, stands otherwise, and who
// stands elsewhere. Pure. Compares traces, which say of each thing only as much as is needed to see a difference: two
// pictures give them, and so does what someone saw last (`seen.ts`).
import type { Item, MarkField, PersonId, Picture, Standpoint } from '../schema.gen';
import { words } from './fingerprint';
import type { AnyFields } from './value';

/** What is remembered of one thing. The texts are digests: enough to see that something differs, not what it was. */
export interface Trace {
  /** What it says. */
  words: string;
  /** What role it plays, or how far it is. */
  status: string;
  /** Everything else that is told of it. */
  rest: string;
  /** How strong it is, where someone said so. */
  strength: number | null;
  withdrawn: boolean;
  /** Who stands where, and a digest of what they said with it; empty when nothing. */
  stands: ReadonlyMap<PersonId, { is: Standpoint; words: string }>;
  /** What each says of it besides that, as digests by `<person>/<field>`; null where `rest` holds it too. */
  marks: ReadonlyMap<string, string> | null;
}
/** The traces of a picture, by the id of the thing; an order is named `order/<room>` or `order/<room>/<person>`. */
export type Traces = ReadonlyMap<string, Trace>;

/** One difference. */
export type Change =
  | { id: string; what: 'new' | 'gone' | 'withdrawn' | 'reworded' | 'stronger' | 'weaker' | 'status' }
  /** `mixed` where this may as well be something that someone says of it. */
  | { id: string; what: 'details'; mixed?: true }
  /** `from` and `to` are null where nothing was said; equal where someone only says something else with it. */
  | { id: string; what: 'stands'; person: PersonId; from: Standpoint | null; to: Standpoint | null }
  /** Someone says something else of it than where they stand, or took that away. */
  | { id: string; what: 'marked'; person: PersonId; field: MarkField; said: boolean };

/** What differs between two sets of traces, `before` the older, in the order of the newer. What someone took back counts once, as that. */
export function compare(before: Traces, after: Traces): Change[] {
  const found: Change[] = [];
  for (const [id, now] of after) {
    const old = before.get(id);
    if (old === undefined) {
      // What came and was taken back in between was never seen.
      if (!now.withdrawn) found.push({ id, what: 'new' });
      continue;
    }
    if (now.withdrawn) {
      if (!old.withdrawn) found.push({ id, what: 'withdrawn' });
    } else {
      if (old.withdrawn || old.words !== now.words) found.push({ id, what: 'reworded' });
      if (old.strength !== now.strength && old.strength !== null && now.strength !== null) {
        found.push({ id, what: now.strength > old.strength ? 'stronger' : 'weaker' });
      }
      if (old.status !== now.status) found.push({ id, what: 'status' });
      if (old.rest !== now.rest || (old.strength === null) !== (now.strength === null)) {
        found.push({ id, what: 'details', ...(old.marks === null && { mixed: true as const }) });
      }
    }
    for (const person of new Set([...old.stands.keys(), ...now.stands.keys()])) {
      const from = old.stands.get(person) ?? null;
      const to = now.stands.get(person) ?? null;
      if (from?.is === to?.is && from?.words === to?.words) continue;
      found.push({ id, what: 'stands', person, from: from?.is ?? null, to: to?.is ?? null });
    }
    if (old.marks === null || now.marks === null) continue;
    for (const key of new Set([...old.marks.keys(), ...now.marks.keys()])) {
      if (old.marks.get(key) === now.marks.get(key)) continue;
      const [person = '', field] = key.split('/');
      found.push({ id, what: 'marked', person, field: field as MarkField, said: now.marks.has(key) });
    }
  }
  for (const id of before.keys()) if (!after.has(id)) found.push({ id, what: 'gone' });
  return found;
}

/**
 * The traces of everything in a picture that others may change, what stands only in a room of one's own left out. With
 * `marksInRest` they are as they once were, when what people say of a thing was not told apart from what it says.
 */
export function traces(picture: Picture, marksInRest = false): Map<string, Trace> {
  const own = new Set(picture.rooms.filter((room) => room.kind === 'self').map((room) => room.id));
  const found = new Map<string, Trace>();
  for (const item of picture.items) if (!own.has(item.room)) found.set(item.id, traceOf(item, marksInRest));
  for (const order of picture.joint_orders) found.set(`order/${order.room}`, orderTrace(order.items));
  for (const order of picture.own_orders) {
    if (!own.has(order.room)) found.set(`order/${order.room}/${order.by}`, orderTrace(order.items));
  }
  return found;
}

/** Fields that are compared by themselves. */
const STRENGTH = ['strength_now', 'strength'] as const;
const STATUS = ['roles', 'state', 'status', 'standing', 'off_table', 'quality', 'when'] as const;

function traceOf(item: Item, marksInRest: boolean): Trace {
  const fields = (item.fields ?? {}) as AnyFields;
  const said = words(item.kind, item.fields === null ? null : fields);
  const rest: [string, unknown][] = Object.entries(fields).filter(
    ([name, value]) =>
      value !== null && value !== said && !includes(STRENGTH, name) && !includes(STATUS, name) && !isEmpty(value),
  );
  const marks = new Map<string, string>();
  for (const { by, field, is, words } of item.marks) {
    if (field === 'standpoint' || field === 'seen_in_round') continue;
    if (marksInRest) rest.push([`${by} ${field}`, [is, words]]);
    else marks.set(`${by}/${field}`, digest(JSON.stringify([is, words]), 2));
  }
  const strength = STRENGTH.map((name) => fields[name]).find((value) => typeof value === 'number');
  return {
    words: digest(said, 4),
    status: digest(JSON.stringify(STATUS.map((name) => fields[name] ?? null)), 2),
    rest: digest(JSON.stringify(rest.sort(([a], [b]) => (a < b ? -1 : 1))), 3),
    strength: typeof strength === 'number' ? strength : null,
    withdrawn: item.withdrawn,
    stands: new Map(
      item.marks.flatMap((mark) =>
        mark.field === 'standpoint'
          ? [[mark.by, { is: mark.is, words: mark.words ? digest(mark.words, 2) : '' }] as const]
          : [],
      ),
    ),
    marks: marksInRest ? null : marks,
  };
}

function orderTrace(items: readonly string[]): Trace {
  const order = digest(items.join(' '), 4);
  return { words: order, status: '', rest: '', strength: null, withdrawn: false, stands: new Map(), marks: null };
}

function includes(names: readonly string[], name: string): boolean {
  return names.includes(name);
}

function isEmpty(value: unknown): boolean {
  return value === '' || (Array.isArray(value) && value.length === 0);
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** A short digest of a text, at most 8 characters. It is no secret and no proof: it only shows that something differs. */
export function digest(text: string, length: number): string {
  let one = 0xdeadbeef;
  let two = 0x41c6ce57;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    one = Math.imul(one ^ unit, 2654435761);
    two = Math.imul(two ^ unit, 1597334677);
  }
  one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(two ^ (two >>> 13), 3266489909);
  two = Math.imul(two ^ (two >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909);
  let digits = '';
  for (let at = 0; at < length; at += 1) {
    const half = at < 4 ? one : two;
    digits += DIGITS[(half >>> ((at % 4) * 6)) & 63] ?? '';
  }
  return digits;
}
