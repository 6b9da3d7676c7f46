// What a person saw last, as one short text that only they can read: a draft of no kind in the voice of their own room
// (docs/document-format.md D17). It holds no words and no ids, only digests by which a change can be told. Written only when
// the person says they have seen it all; it never says when. Pure.
import { type MarkField, type PersonId, type Picture, STANDPOINT, type Standpoint } from '../schema.gen';
import { type Change, compare, digest, type Trace, traces } from './compare';

/** The draft that holds it: an id of version 8, the same for everyone, because each has it in a document of their own. */
export const SEEN = '5a1e9e2e-0000-8000-8000-000000000001';
/** Where the text of that draft stands. */
export const SEEN_FIELD = 'text';
/** Longer ones would not fit in one frame; what is left out counts as never seen. */
const LONGEST = 48_000;
const VERSION = '2';
/** Records of before what people say of a thing was told apart from what it says. */
const MARKS_IN_REST = '1';
/** By which letter each mark is remembered. Standpoints have a digit, and which round was seen is told nowhere. */
const LETTER: Partial<Record<MarkField, string>> = {
  urgency: 'u',
  impact: 'i',
  meaning: 'm',
  outcome: 'o',
  reached: 'r',
  own_words: 'w',
  acknowledged: 'a',
  my_view: 'v',
  objection: 'b',
  told_on: 't',
};
const FIELD_OF = new Map(Object.entries(LETTER).map(([field, letter]) => [letter, field]));
const NO_STRENGTH = '-';
const WITHDRAWN = 'x';
const LINE = /^[\w-]{8}[\w-]{4}[\w-]{2}[\w-]{3}[-0-9]x?( [0-9a-z]{2}[\w-]{0,2})*$/;

/** The place of a thing in the record. */
const keyOf = (id: string): string => digest(id, 8);

/**
 * What to remember of a picture of which `seen` was looked at; of the rest stays what was remembered before. The first time
 * all of it counts as seen: from then on it is told what changes.
 */
export function record(picture: Picture, seen: Picture = picture): string {
  const persons: PersonId[] = [];
  const placeOf = (person: PersonId) => {
    if (!persons.includes(person)) persons.push(person);
    return persons.indexOf(person);
  };
  const lines: string[] = [];
  let length = 0;
  for (const [key, trace] of remembered(picture, seen)) {
    const stands = [...trace.stands].flatMap(([person, { is, words }]) => {
      const place = placeOf(person);
      // More people than one digit can name are not in one room.
      return place < 36 ? [` ${place.toString(36)}${STANDPOINT.indexOf(is)}${words}`] : [];
    });
    const marks = [...(trace.marks ?? [])].flatMap(([mark, digested]) => {
      const [person = '', field] = mark.split('/');
      const place = placeOf(person);
      return place < 36 ? [` ${place.toString(36)}${LETTER[field as MarkField] ?? ''}${digested}`] : [];
    });
    const strength = trace.strength === null ? NO_STRENGTH : String(trace.strength);
    // A trace without a status or more to tell has an empty digest there.
    const digests = trace.words.padEnd(4, '-') + trace.status.padEnd(2, '-') + trace.rest.padEnd(3, '-');
    const line = `${key}${digests}${strength}${trace.withdrawn ? WITHDRAWN : ''}${stands.join('')}${marks.join('')}`;
    length += line.length + 1;
    if (length > LONGEST) break;
    lines.push(line);
  }
  return [[VERSION, ...persons].join(' '), ...lines.sort()].join('\n');
}

/** The trace of each thing that is remembered from now on, by its place in the record. */
function remembered(picture: Picture, seen: Picture): Map<string, Trace> {
  const before = seen === picture ? null : parse(keptIn(picture) ?? '');
  const looked = traces(seen);
  const found = new Map<string, Trace>();
  for (const [id, now] of traces(picture)) {
    const key = keyOf(id);
    const old = before?.get(key);
    const part = looked.get(id);
    if (before === null) found.set(key, now);
    else if (part !== undefined) {
      // Of a thing that stands in two rooms, what was said of it in the other one was not looked at.
      const [stands, marks] = [old?.stands ?? new Map(), old?.marks ?? new Map()];
      found.set(key, {
        ...now,
        stands: lookedAt(now.stands, part.stands, stands),
        marks: lookedAt(now.marks ?? new Map(), part.marks ?? new Map(), marks),
      });
    } else if (old !== undefined && old.marks !== null) found.set(key, old);
  }
  return found;
}

function lookedAt<T>(now: ReadonlyMap<string, T>, looked: ReadonlyMap<string, T>, old: ReadonlyMap<string, T>) {
  return new Map(
    [...now].flatMap(([key, value]): [string, T][] => {
      const before = old.get(key);
      return looked.has(key) ? [[key, value]] : before === undefined ? [] : [[key, before]];
    }),
  );
}

/** What changed since a record was made; null when there is none that can be read. What went altogether is not told. */
export function changesSince(kept: string | null, picture: Picture): Change[] | null {
  const before = kept === null ? null : parse(kept);
  if (kept === null || before === null) return null;
  const ids = new Map<string, string>();
  const after = new Map<string, Trace>();
  for (const [id, trace] of traces(picture, versionOf(kept) === MARKS_IN_REST)) {
    const key = keyOf(id);
    ids.set(key, id);
    after.set(key, {
      ...trace,
      status: trace.status.padEnd(2, '-'),
      rest: trace.rest.padEnd(3, '-'),
      words: trace.words.padEnd(4, '-'),
    });
  }
  return compare(before, after).flatMap((change) => {
    const id = ids.get(change.id);
    return id === undefined ? [] : [{ ...change, id }];
  });
}

/** The record a person keeps, out of their picture. */
export function keptIn(picture: Picture): string | null {
  return picture.drafts.find((draft) => draft.id === SEEN)?.texts[SEEN_FIELD] ?? null;
}

const versionOf = (kept: string): string => kept.split('\n', 1)[0]?.split(' ', 1)[0] ?? '';

/** Reads a record. Two devices may have written at once: a line that makes no sense is as if it was never seen. */
function parse(text: string): Map<string, Trace> | null {
  const [head = '', ...lines] = text.split('\n');
  const [version, ...persons] = head.split(' ');
  if (version !== VERSION && version !== MARKS_IN_REST) return null;
  const found = new Map<string, Trace>();
  for (const line of lines) {
    if (!LINE.test(line)) continue;
    const [first = '', ...said] = line.split(' ');
    const marks = new Map<string, string>();
    for (const one of said) {
      const person = persons[Number.parseInt(one.charAt(0), 36)];
      const field = FIELD_OF.get(one.charAt(1));
      if (person !== undefined && field !== undefined) marks.set(`${person}/${field}`, one.slice(2));
    }
    const strength = first.charAt(17);
    found.set(first.slice(0, 8), {
      words: first.slice(8, 12),
      status: first.slice(12, 14),
      rest: first.slice(14, 17),
      strength: strength === NO_STRENGTH ? null : Number(strength),
      withdrawn: first.charAt(18) === WITHDRAWN,
      stands: new Map(
        said.flatMap((stand) => {
          const person = persons[Number.parseInt(stand.charAt(0), 36)];
          const is: Standpoint | undefined = STANDPOINT[Number(stand.charAt(1))];
          return person === undefined || is === undefined ? [] : [[person, { is, words: stand.slice(2) }] as const];
        }),
      ),
      marks: version === MARKS_IN_REST ? null : marks,
    });
  }
  return found;
}
