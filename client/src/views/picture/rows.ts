// What the outline shows, one row a thing, in plain sentences. Made from a Picture by `outline.ts`; knows no Yjs.
import type { Domain, Picture, SharedState, Standpoint } from '../../schema.gen';

export type { Domain, SharedState, Standpoint };

/** An item of the picture. */
export type Item = Picture['items'][number];

/** One person's standpoint on one thing. */
export interface Standing {
  person: string;
  is: Standpoint;
  words: string | null;
  /** Given to words that have changed since. */
  stale: boolean;
  /** The day they left the room, when they did. */
  leftOn?: string | null;
  /** Where it was said: of a thing that stands in two rooms not everyone reads all of them. */
  room?: string;
}

/** A relation as a sentence: two things and what is between them. */
export interface Sentence {
  from: string;
  verb: string;
  to: string;
}

/** A line of facts under a thing: "gaat over", "bron", "wat er misging". */
export interface Detail {
  label: string;
  text: string;
  /** Words of a person, shown as a quote. */
  quoted?: boolean;
  /** Shown in the list too, not only when the thing is opened. */
  lead?: boolean;
  /** Says that nobody does anything with it yet: a list says that once when it holds for all in it. */
  nobody?: boolean;
  /** Shown in the list on paper and in a version, where nothing can be opened. */
  paper?: boolean;
  /** Not said where the thing is opened: there it stands as links to what it names. */
  paperOnly?: boolean;
  /** Where it was said, when that may be another room than that of the thing. */
  room?: string;
}

/** One thing of the picture. */
export interface Row {
  /** Unique on the page. */
  id: string;
  /** The item that opens; null for a heading of a list. */
  target: string | null;
  kind: string;
  room: string;
  /** Every room in which the reader has it. */
  rooms: readonly string[];
  /** Of which sort it is, when its words alone don't say so. */
  heading: string | null;
  words: string;
  sentence: Sentence | null;
  /** The ids of the things a relation joins. */
  ends: readonly string[];
  /** The steps of a round, one after the other. */
  chain: readonly { words: string; verb: string }[];
  /** Whose words these are; null when they are joint or a fact of the register. */
  by: string | null;
  joint: boolean;
  /** Who wrote them down for `by`, who has not confirmed them yet. */
  scribe: string | null;
  withdrawn: boolean;
  /** Who took it back, in words. */
  gone?: string;
  tags: readonly string[];
  /** The part of life it belongs to, where someone said so. */
  domain: Domain | null;
  state: SharedState | null;
  standings: readonly Standing[];
  details: readonly Detail[];
  rows: readonly Row[];
}

/** The parts of the picture, in the order people read them: what goes well and what people wish first. */
export const PARTS = [
  'questions',
  'helps',
  'wishes',
  'hard',
  'relations',
  'loops',
  'story',
  'told',
  'first',
  'plan',
  'help',
  'review',
  'timeline',
  'people',
  'advice',
] as const;
/** One part of the picture. */
export type PartId = (typeof PARTS)[number];

/** A part with what is in it. */
export interface Part {
  id: PartId;
  rows: readonly Row[];
}

/** The facts of a thing that is opened. */
export const detailsOpened = (row: Pick<Row, 'details'>): Detail[] => row.details.filter((one) => !one.paperOnly);

/**
 * The facts that stand in a list, on a screen or on paper: there what they are called and what they say are one line.
 * `heard` leaves out what was said in a room that is not looked at.
 */
export function detailsInList(
  row: Pick<Row, 'details'>,
  paper: boolean,
  heard: (room: string | undefined) => boolean = () => true,
): Detail[] {
  return row.details
    .filter((one) => (one.lead === true || (paper && one.paper === true)) && heard(one.room))
    .map((one) => (one.label === '' || one.label.endsWith(':') ? one : { ...one, label: `${one.label}:` }));
}

/** A row with nothing in it but what is given. */
export function row(given: Pick<Row, 'id' | 'kind' | 'room' | 'words'> & Partial<Row>): Row {
  return {
    target: given.id,
    rooms: [given.room],
    heading: null,
    sentence: null,
    ends: [],
    chain: [],
    by: null,
    joint: false,
    scribe: null,
    withdrawn: false,
    tags: [],
    domain: null,
    state: null,
    standings: [],
    details: [],
    rows: [],
    ...given,
  };
}
