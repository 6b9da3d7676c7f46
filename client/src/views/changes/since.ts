// What changed since someone looked, as sentences with a place to go to. What they did themselves is left out: they know.
// Pure, apart from the language.
import '../../later-words';
import type { Change } from '../../doc/compare';
import { changesSince, keptIn } from '../../doc/seen';
import type { Route } from '../../routes';
import { MARKS, type Picture } from '../../schema.gen';
import { describe } from '../picture/describe';
import { type Names, namesIn } from '../picture/names';
import { impactWords } from '../picture/own-details';
import type { Item, Row } from '../picture/rows';
import { say, sayDate } from '../words.svelte';

type Mark = Item['marks'][number];

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

/**
 * What changed, of all of a picture or of what is looked at of it; null when this person never said that they had seen it all.
 * Compared is the whole: what is only out of sight did not change.
 */
export function since(picture: Picture, me: string, looked: Picture = picture): ToldGroup[] | null {
  const found = changesSince(keptIn(picture), picture);
  if (found === null) return null;
  const items = new Map(looked.items.map((item) => [item.id as string, item]));
  const orders = new Set([
    ...looked.joint_orders.map((order) => `order/${order.room}`),
    ...looked.own_orders.map((order) => `order/${order.room}/${order.by}`),
  ]);
  const names = namesIn(picture);
  const heard = (change: Change): boolean => {
    const item = items.get(change.id);
    if (item === undefined) return orders.has(change.id);
    if (!('person' in change)) return true;
    const said = markOf(change, names);
    return said === undefined || item.marks.includes(said);
  };
  return tell(found.filter(heard), { ...picture, items: picture.items.map((item) => items.get(item.id) ?? item) }, me);
}

/** Whether anything changed that someone else did. */
export function anything(picture: Picture, me: string): boolean {
  const names = namesIn(picture);
  const found = changesSince(keptIn(picture), picture) ?? [];
  return found.flatMap((change) => byOthersToo(change, names, me)).some((change) => doneBy(change, names) !== me);
}

/** What others said of something new of one's own is told by itself: that it is new, one knows. */
function byOthersToo(change: Change, names: Names, me: string): Change[] {
  if (change.what !== 'new' || doneBy(change, names) !== me) return [change];
  const { id } = change;
  return (names.items.get(id)?.marks ?? []).flatMap((mark): Change[] => {
    if (mark.by === me || mark.field === 'seen_in_round') return [];
    return mark.field === 'standpoint'
      ? [{ id, what: 'stands', person: mark.by, from: null, to: mark.is }]
      : [{ id, what: 'marked', person: mark.by, field: mark.field, said: true }];
  });
}

/** Tells changes between an older picture and this one to a person. */
export function tell(changes: readonly Change[], picture: Picture, me: string): ToldGroup[] {
  const names = namesIn(picture);
  const groups = new Map<string, Told[]>();
  for (const change of changes.flatMap((one) => byOthersToo(one, names, me))) {
    const person = doneBy(change, names);
    if (person === me || change.what === 'gone') continue;
    const group = groupOf(change);
    const about = aboutOf(change.id, names);
    const sentence = sentenceOf(change, person, names);
    const quote = 'person' in change ? markOf(change, names)?.words || null : null;
    const field = change.what === 'marked' ? change.field : '';
    const told = { id: `${change.id} ${change.what} ${person ?? ''} ${field}`, person, sentence, quote, ...about };
    groups.set(group, [...(groups.get(group) ?? []), told]);
  }
  return GROUPS.flatMap((id) => {
    const told = groups.get(id);
    return told === undefined ? [] : [{ id, told }];
  });
}

/** Who did it, as far as a picture tells. */
function doneBy(change: Change, names: Names): string | null {
  if ('person' in change) return change.person;
  const item = names.items.get(change.id);
  // An older record does not tell what people say of a thing from what it says: then it may be someone else's doing.
  if (change.what === 'details' && change.mixed && item?.marks.some((mark) => mark.by !== item.by)) return null;
  if (item !== undefined) return item.by ?? (item.kind === 'answer' ? (item.fields?.by ?? null) : null);
  return change.id.split('/')[2] ?? null;
}

/** What someone says now, where they say something else. */
function markOf(change: Extract<Change, { person: string }>, names: Names): Mark | undefined {
  const field = change.what === 'marked' ? change.field : 'standpoint';
  return names.items.get(change.id)?.marks.find((one) => one.field === field && one.by === change.person);
}

function groupOf(change: Change): (typeof GROUPS)[number] {
  if (change.id.startsWith('order/') && change.what !== 'new') return 'moved';
  if (change.what === 'marked') return 'stands';
  const group = GROUPS.find((one) => one === change.what);
  return group ?? 'moved';
}

function sentenceOf(change: Change, person: string | null, names: Names): string {
  const who = { name: person === null ? '' : names.face(person).name, joint: person === null ? 'yes' : 'no' };
  if (change.id.startsWith('order/')) return say('client-changed-order', who);
  if (change.what === 'marked') {
    const mark = markOf(change, names);
    // That someone doesn't understand is said, not taken back.
    if (mark?.field === 'understood') return say(mark.is ? 'client-understood-yes' : 'client-understood-no', who);
    if (mark === undefined || (MARKS[change.field].value.type === 'bool' && mark.is === false)) {
      return say('client-changed-unsaid', who);
    }
    return say(`client-changed-mark-${change.field}`, { ...who, is: saidIn(mark) });
  }
  if (change.what !== 'stands') return say(`client-changed-${change.what}`, who);
  if (change.to === null) return say('client-changed-unsaid', who);
  if (change.from === change.to) return say('client-changed-words', who);
  return say(change.from === null ? 'client-changed-answered' : 'client-changed-stands', {
    ...who,
    is: say(`standpoint-${change.to}`),
  });
}

/** What a mark says, in words. */
function saidIn(mark: Mark): string {
  switch (mark.field) {
    case 'outcome':
      return say(`help_outcome-${mark.is}`);
    case 'reached':
      return say(`reached-${mark.is}`);
    case 'urgency':
      return say(`urgency-${mark.is}`);
    case 'impact':
      return impactWords(mark.is);
    case 'my_view':
      return say(`standpoint-${mark.is}`);
    case 'told_on':
      return sayDate(mark.is);
    default:
      return '';
  }
}

/** What a change is about, and where that opens. */
function aboutOf(id: string, names: Names): Pick<Told, 'row' | 'to'> {
  const item = names.items.get(id);
  if (item === undefined) {
    return { row: null, to: { view: 'picture', item: null, part: 'first' } };
  }
  const on = standsOn(item);
  const row = describe(item, names);
  // Its words are gone and the sentence names who took them back: what is left to say is what it was.
  const shown = row.gone === undefined ? row : { ...row, gone: row.heading ?? say(`client-kind-${row.kind}`) };
  return { row: shown, to: on === null ? null : { view: 'picture', item: on } };
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
