// What changed since someone looked, as sentences with a place to go to. What they did themselves is left out: they know.
// Pure, apart from the language.
import type { Change } from '../../doc/compare';
import { changesSince, keptIn } from '../../doc/seen';
import type { Route } from '../../routes';
import type { Picture } from '../../schema.gen';
import { describe } from '../picture/describe';
import { type Names, namesIn } from '../picture/names';
import type { Item, Row } from '../picture/rows';
import { say } from '../words.svelte';

/** The sorts of changes, in the order in which they are told. */
export const GROUPS = ['new', 'reworded', 'stands', 'moved', 'withdrawn'] as const;

/** One change. */
export interface Told {
  id: string;
  /** Who did it; null when it is joint. */
  person: string | null;
  sentence: string;
  /** What they say with their answer. */
  quote: string | null;
  /** What it is about; its words are the link. Null where the sentence says it all. */
  row: Row | null;
  to: Route | null;
}

/** The changes of one sort. */
export interface ToldGroup {
  id: (typeof GROUPS)[number];
  told: Told[];
}

/** What changed; null when this person never said that they had seen it all. */
export function since(picture: Picture, me: string): ToldGroup[] | null {
  const found = changesSince(keptIn(picture), picture);
  return found === null ? null : tell(found, picture, me);
}

/** Whether anything changed that someone else did. */
export function anything(picture: Picture, me: string): boolean {
  const names = namesIn(picture);
  return changesSince(keptIn(picture), picture)?.some((change) => doneBy(change, names) !== me) ?? false;
}

/** Tells changes between an older picture and this one to a person. */
export function tell(changes: readonly Change[], picture: Picture, me: string): ToldGroup[] {
  const names = namesIn(picture);
  const groups = new Map<string, Told[]>();
  for (const change of changes) {
    const person = doneBy(change, names);
    if (person === me || change.what === 'gone') continue;
    const group = groupOf(change);
    const about = aboutOf(change.id, names);
    const sentence = sentenceOf(change, person, names);
    const quote = change.what === 'stands' ? quoteOf(change.id, change.person, names) : null;
    const told = { id: `${change.id} ${change.what} ${person ?? ''}`, person, sentence, quote, ...about };
    groups.set(group, [...(groups.get(group) ?? []), told]);
  }
  return GROUPS.flatMap((id) => {
    const told = groups.get(id);
    return told === undefined ? [] : [{ id, told }];
  });
}

/** Who did it, as far as a picture tells. */
function doneBy(change: Change, names: Names): string | null {
  if (change.what === 'stands') return change.person;
  const item = names.items.get(change.id);
  if (item !== undefined) return item.by ?? (item.kind === 'answer' ? (item.fields?.by ?? null) : null);
  return change.id.split('/')[2] ?? null;
}

function quoteOf(id: string, person: string, names: Names): string | null {
  const mark = names.items.get(id)?.marks.find((one) => one.field === 'standpoint' && one.by === person);
  return mark?.words || null;
}

function groupOf(change: Change): (typeof GROUPS)[number] {
  if (change.id.startsWith('order/') && change.what !== 'new') return 'moved';
  const group = GROUPS.find((one) => one === change.what);
  return group ?? 'moved';
}

function sentenceOf(change: Change, person: string | null, names: Names): string {
  const who = { name: person === null ? '' : names.face(person).name, joint: person === null ? 'yes' : 'no' };
  if (change.id.startsWith('order/')) return say('client-changed-order', who);
  if (change.what !== 'stands') return say(`client-changed-${change.what}`, who);
  if (change.to === null) return say('client-changed-unsaid', who);
  if (change.from === change.to) return say('client-changed-words', who);
  return say(change.from === null ? 'client-changed-answered' : 'client-changed-stands', {
    ...who,
    is: say(`standpoint-${change.to}`),
  });
}

/** What a change is about, and where that opens. */
function aboutOf(id: string, names: Names): Pick<Told, 'row' | 'to'> {
  const item = names.items.get(id);
  if (item === undefined) {
    return { row: null, to: { view: 'picture', item: null, part: 'first' } };
  }
  const on = standsOn(item);
  return { row: describe(item, names), to: on === null ? null : { view: 'picture', item: on } };
}

/** What opens for a thing: itself, or what it was said of. */
function standsOn(item: Item): string | null {
  switch (item.kind) {
    case 'answer':
      return item.fields?.wish ?? null;
    case 'comment':
      return item.fields?.on ?? null;
    case 'rating':
      return item.fields?.on ?? null;
    case 'option':
      return null;
    default:
      return item.id;
  }
}
