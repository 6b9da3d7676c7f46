// Where a child lives or lived, in words: where, when, and what was written to the child about it. Pure, apart from the language.
import { say, sayDate } from '../words.svelte';
import type { Names } from './names';
import type { Detail, Item, Row } from './rows';

type Fields = NonNullable<Extract<Item, { kind: 'placement' }>['fields']>;

/** "Noor woont in een pleeggezin". */
export function placementWords({ person, kind, end }: Fields, names: Names): string {
  const where = say(kind === null ? 'client-placement-elsewhere' : `placement_kind-${kind}`);
  return say(end === null ? 'client-placement-lives' : 'client-placement-lived', { name: names.node(person), where });
}

/** Whether going home was to be considered and nobody wrote down that it was: a move without that answer says so. */
export function homeUnsaid({ kind, back_home_considered }: Fields): boolean {
  return kind !== 'home' && !back_home_considered;
}

/** All that is said of it, as a row. */
export function placementRow(fields: Fields, names: Names): Partial<Row> {
  const { person, start, end, urgent, reason, back_home_considered, siblings_reason } = fields;
  const name = names.node(person);
  const written = (key: string, text: string | null): Detail[] =>
    text ? [{ label: say(key, { name }), text, lead: true }] : [];
  const from = start === null ? '' : sayDate(start);
  const when =
    end === null
      ? from && say('client-since-date', { date: from })
      : say('client-period', { start: from || '…', end: sayDate(end) });
  return {
    words: placementWords(fields, names),
    tags: urgent === true ? [say('client-placement-urgent')] : urgent === false ? [say('client-placement-calm')] : [],
    details: [
      ...(when ? [{ label: say('client-when'), text: when, lead: true }] : []),
      ...written('client-placement-reason', reason),
      ...written('client-placement-home', back_home_considered),
      ...(homeUnsaid(fields) ? [{ label: '', text: say('client-placement-home-unsaid', { name }), lead: true }] : []),
      ...written('client-placement-siblings', siblings_reason),
    ],
  };
}
