// Facts under a thing, in words: what was filled in, and what it names. Pure, apart from the language.
import { say, sayNames } from '../words.svelte';
import { type Names, wordsOf } from './names';
import type { Detail, Item } from './rows';

/** On paper and in a version nothing can be opened: how we know it, from whom and about whom stands there too. */
export const PAPER: Partial<Detail> = { paper: true };

/** A fact with what it is called; none where nothing was filled in. */
export function detail(key: string, text: string | null | undefined, more: Partial<Detail> = {}): Detail[] {
  return text === null || text === undefined || text === '' ? [] : [{ label: say(key), text, ...more }];
}

/** What a thing rests on or is meant for, in words: on paper nobody follows a link. */
export function named(key: string, ids: readonly string[] | undefined, names: Names): Detail[] {
  return detail(key, sayNames((ids ?? []).map((id) => `“${called(id, names)}”`)), { ...PAPER, paperOnly: true });
}

/** What a thing says; of what hangs together, the sentence. */
function called(id: string, names: Names): string {
  const item = names.items.get(id);
  const { from = null, kind = null, to = null } = item?.kind === 'relation' ? (item.fields ?? {}) : {};
  if (item?.kind === 'card' && item.fields !== null && wordsOf(item) === '' && item.fields.shape === 'relation')
    return spoken(item.fields, names);
  return from === null || to === null ? names.item(id) : spoken({ from, kind, to }, names);
}

type Joining = Pick<NonNullable<Extract<Item, { kind: 'card' }>['fields']>, 'from' | 'kind' | 'to'>;

/** A relation, read aloud. */
export function spoken(fields: Joining, names: Names): string {
  const verb = fields.kind === null ? '' : say(`relation_kind-${fields.kind}`);
  return `${names.item(fields.from ?? '')} ${verb}: ${names.item(fields.to ?? '')}`;
}
