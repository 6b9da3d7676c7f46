// What stands on the timeline: events, help, and what is planned, each with when it was, who says it and what it belongs to.
// Made from a picture; pure, apart from the language.
import '../../../later-words';
import type { Picture, Precision, Track } from '../../../schema.gen';
import { type Names, scribed, scribeOf, wordsOf } from '../../picture/names';
import { placementWords } from '../../picture/placement';
import type { Item } from '../../picture/rows';
import { standsIn } from '../../picture/select';
import { say } from '../../words.svelte';
import { type Day, firstDay, type Stretch, stretchOf } from './dates';
import { endsOf } from './moves';
import { sayShort, sayWhen } from './when';

/** The lines of the drawing: three of what was, one of what is planned, one of what nobody gave a line yet. */
export const LINES = ['home', 'school', 'help', 'none', 'plan'] as const;
/** One line of the drawing. */
export type Line = (typeof LINES)[number];

/** What someone says it did with them. */
export interface Meaning {
  by: string;
  words: string;
  stale: boolean;
}

/** One thing on the timeline. */
export interface Entry {
  id: string;
  kind: 'event' | 'placement' | 'help' | 'agenda' | 'step';
  line: Line;
  words: string;
  /** When, as people say it: "in maart 2025". */
  when: string;
  /** The same in few words, for a label. */
  short: string;
  /** How long one had to wait for it, in words; empty when nobody said so. */
  waited: string;
  stretch: Stretch | null;
  /** After today: in nobody's past yet. */
  planned: boolean;
  /** Whose words it is; null for what is agreed together. */
  by: string | null;
  /** Who wrote it down for `by`, who has not confirmed it yet. */
  scribe: string | null;
  /** Who it is about, and who says something of it. */
  persons: readonly string[];
  rooms: readonly string[];
  /** What it belongs to: the ids of factors. */
  factors: readonly string[];
  meanings: readonly Meaning[];
  /** What each says of a help, in words. */
  outcomes: readonly string[];
}

/** Everything of a picture that has, or could have, a place in time; in order of time, what has no date last. */
export function entriesOf(picture: Picture, names: Names, today: Day): Entry[] {
  const ends = endsOf(picture);
  const own = new Set(picture.rooms.filter((room) => room.kind === 'self').map((room) => room.id));
  return picture.items
    .filter((item) => !own.has(item.room) && !item.withdrawn)
    .flatMap((item) => entryOf(item, names, today, ends))
    .sort(
      (a, b) =>
        (a.stretch?.from ?? Infinity) - (b.stretch?.from ?? Infinity) ||
        (b.stretch?.until ?? 0) - (a.stretch?.until ?? 0) ||
        (a.id < b.id ? -1 : 1),
    );
}

function entryOf(item: Item, names: Names, today: Day, ends: ReadonlyMap<string, string>): Entry[] {
  if (item.fields === null) return [];
  switch (item.kind) {
    case 'event': {
      const { start, end, precision, track, persons, factor_ids } = item.fields;
      return [
        entry(item, names, today, { start, end, precision, open: false }, track, { persons, factors: factor_ids }),
      ];
    }
    case 'placement': {
      const { start, person } = item.fields;
      const end = item.fields.end ?? ends.get(item.id) ?? null;
      const words = placementWords({ ...item.fields, end }, names);
      const at = { start, end, precision: null, open: end === null };
      return [{ ...entry(item, names, today, at, 'home', { persons: [person] }), words }];
    }
    case 'help': {
      const { start, end, status, for_whom, waited_weeks: weeks } = item.fields;
      const open = status === 'running' || status === 'waiting';
      const help = entry(item, names, today, { start, end, precision: null, open }, 'help', { persons: for_whom });
      return [{ ...help, waited: weeks ? say('client-waited', { weeks }) : '' }];
    }
    case 'agenda': {
      const { date, about } = item.fields;
      const one = entry(item, names, today, when(date), 'plan', { factors: about });
      return one.planned ? [one] : [];
    }
    case 'step': {
      const { due, who, state } = item.fields;
      if (state === 'done' || state === 'stopped') return [];
      const one = entry(item, names, today, when(due), 'plan', { persons: who === null ? [] : [who] });
      // What is due and not done yet belongs to the plan: here it would look like something that happened.
      return one.planned ? [one] : [];
    }
    default:
      return [];
  }
}

interface When {
  start: string | null;
  end: string | null;
  precision: Precision | null;
  open: boolean;
}

function when(date: string | null): When {
  return { start: date, end: null, precision: null, open: false };
}

function entry(
  item: Item & { kind: Entry['kind'] },
  names: Names,
  today: Day,
  at: When,
  track: Track | 'plan' | null,
  more: { persons?: readonly string[]; factors?: readonly string[] },
): Entry {
  const stretch = stretchOf(at.start, at.end, at.precision, at.open, today);
  const open = stretch?.open === true;
  const by = item.words_of ?? item.by;
  const meanings = item.marks.flatMap((mark): Meaning[] =>
    mark.field === 'meaning' && mark.is && mark.words ? [{ by: mark.by, words: mark.words, stale: mark.stale }] : [],
  );
  const factors = more.factors ?? [];
  return {
    id: item.id,
    kind: item.kind,
    line: track ?? 'none',
    words: wordsOf(item),
    when: sayWhen(at.start, at.end, at.precision, open),
    short: sayShort(at.start, at.end, at.precision, open),
    waited: '',
    stretch,
    planned: at.start !== null && firstDay(at.start) > today,
    by,
    scribe: scribeOf(item),
    persons: [...new Set([...(more.persons ?? []), ...(by === null ? [] : [by]), ...meanings.map((one) => one.by)])],
    rooms: names.foundIn(item.rooms),
    factors: factors.filter((id) => names.items.get(id)?.withdrawn === false),
    meanings,
    outcomes: item.marks.flatMap((mark) =>
      mark.field === 'outcome'
        ? [say('client-outcome', { name: names.face(mark.by).name, outcome: say(`help_outcome-${mark.is}`) })]
        : [],
    ),
  };
}

/** What is shown of it all. */
export interface Chosen {
  lines: ReadonlySet<Line>;
  person: string | null;
  room: string | null;
  /** The rooms that are shown only when they are chosen. */
  apart: ReadonlySet<string>;
}

/** The entries someone wants to see. */
export function chosenFrom(entries: readonly Entry[], chosen: Chosen): Entry[] {
  return entries.filter(
    (one) =>
      chosen.lines.has(one.line) &&
      (chosen.person === null || one.persons.includes(chosen.person)) &&
      standsIn(one.rooms, chosen.room, chosen.apart),
  );
}

/** One entry in sentences, for whom does not see the drawing. */
export function sentence(entry: Entry, names: Names): string {
  const { line, when, words } = entry;
  const note = scribed(entry, (person) => names.face(person).name);
  const parts = [
    say('client-time-sentence', { line: say(`client-time-line-${line}`), when, words }),
    entry.waited === '' ? '' : `${entry.waited}.`,
    entry.by === null ? '' : say('client-time-told', { name: names.face(entry.by).name }),
    note === '' ? '' : `${note}.`,
    ...entry.factors.map((id) => say('client-time-belongs-to', { words: names.item(id) })),
    ...entry.meanings.map((one) => `${say('client-meaning', { name: names.face(one.by).name })} ${one.words}`),
    ...entry.outcomes,
  ];
  return parts.filter((one) => one !== '').join(' ');
}
