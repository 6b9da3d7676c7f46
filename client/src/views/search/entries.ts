// What can be looked up in a case: everything this person may see, as it stands on their screen, the people, and what they
// wrote only for themselves. Pure, apart from the language.
import { href } from '../../routes';
import type { Face } from '../people';
import { detailsOpened, type Part, type PartId, type Row } from '../picture/rows';
import { heardAt, lookedAtIn } from '../picture/select';
import { say } from '../words.svelte';
import { HELP_START } from '../write/starts';
import type { Entry } from './find';

/** Where a result belongs. */
export type Group = PartId | 'persons' | 'mine' | 'catalogue';
/** The groups, in the order in which they are shown: people first, because names are short. */
export interface Result {
  id: string;
  group: Group;
  to: string;
  /** Who said it; null for what is joint. */
  by: string | null;
  /** The room for few in which it stands; null for what anyone may see who looks along. */
  room: string | null;
}

/** What a person wrote only for themselves. */
export interface Private {
  id: string;
  words: string;
  /** Their own room. */
  room: string | null;
}

/** A kind of help that anyone may look up. */
export interface Option {
  id: string;
  name: string;
  aim: string;
}

/** The catalogue, and which option of it each thing is. */
export interface Catalogue {
  options: readonly Option[];
  of: ReadonlyMap<string, string>;
}

/** Makes everything that can be looked up; `apart` are the rooms that few people share. */
export function entriesOf(
  parts: readonly Part[],
  members: readonly Face[],
  mine: readonly Private[],
  catalogue: Catalogue = { options: [], of: new Map() },
  apart: ReadonlySet<string> = new Set(),
): Entry<Result>[] {
  const named = new Map(catalogue.options.map((one) => [one.id, one.name]));
  const seen = new Set<string>();
  const entries: Entry<Result>[] = members.map((face) => ({
    what: { id: face.id, group: 'persons', to: href({ view: 'person', person: face.id }), by: null, room: null },
    texts: [face.full, face.role === '' ? '' : say(`role-${face.role}`)],
  }));
  for (const one of mine) {
    if (one.words === '') continue;
    entries.push({
      what: { id: one.id, group: 'mine', to: href({ view: 'mine' }), by: null, room: one.room },
      texts: [one.words],
    });
  }
  for (const part of parts) {
    // An order names things that stand elsewhere.
    const rows = part.id === 'first' ? part.rows.filter((row) => row.kind !== 'order') : part.rows;
    for (const row of inner(rows)) {
      if (row.target === null || row.withdrawn || seen.has(row.target)) continue;
      seen.add(row.target);
      const room = lookedAtIn(row, apart);
      const heard = heardAt(row, apart);
      const to = href({ view: 'picture', item: row.target });
      entries.push({
        what: { id: row.id, group: part.id, to, by: row.by, room },
        texts: [...textsOf(row, heard), named.get(catalogue.of.get(row.target) ?? '') ?? ''],
      });
    }
  }
  for (const { id, name, aim } of catalogue.options) {
    const to = href({ view: 'mine', item: `${HELP_START}${id}` });
    entries.push({ what: { id: `option-${id}`, group: 'catalogue', to, by: null, room: null }, texts: [name, aim] });
  }
  return entries;
}

function* inner(rows: readonly Row[]): Generator<Row> {
  for (const row of rows) {
    yield row;
    yield* inner(row.rows);
  }
}

/** What a row says: its words, then what is told of it and what people say beside it, as far as that is heard there. */
function textsOf(row: Row, heard: (room: string | undefined) => boolean): string[] {
  const words = row.sentence === null ? row.words : sentence(row.sentence);
  return [
    words,
    ...(row.heading === null ? [] : [row.heading]),
    ...row.chain.map((step) => step.words),
    ...detailsOpened(row)
      .filter((detail) => heard(detail.room))
      .map((detail) => detail.text),
    ...row.standings.flatMap((one) => (heard(one.room) ? (one.words ?? []) : [])),
    ...row.tags,
  ];
}

function sentence(of: NonNullable<Row['sentence']>): string {
  return say('client-use-sentence', { from: of.from, verb: of.verb, to: of.to });
}
