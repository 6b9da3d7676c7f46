// What things and people are called, looked up by id in one picture.
import type { Picture } from '../../schema.gen';
import { type Face, facesOf, initials } from '../people';
import { say } from '../words.svelte';
import type { Item } from './rows';
import { foundIn } from './select';

/** Looks up names in one picture. */
export interface Names {
  face(person: string): Face;
  /** A person, someone of the network, or a group such as "school". */
  node(id: string): string;
  /** The words of an item; what is gone says so. */
  item(id: string): string;
  items: ReadonlyMap<string, Item>;
  /** The rooms in which something is found that stands in these. */
  foundIn(rooms: readonly string[]): readonly string[];
  /** Comments and signals on an item, and answers to a wish. */
  said(on: string): readonly Item[];
  /** Whether a day, or the first of a month or a year, came; never in a version, which is read on any day. */
  came(day: string): boolean;
}

const GROUPS: ReadonlySet<string> = new Set(['family', 'school', 'network', 'helpers', 'cooperation', 'society']);

/** What an item says, without whose words it is. */
export function wordsOf(item: Item): string {
  switch (item.kind) {
    case 'factor':
    case 'event':
      return item.fields?.title ?? '';
    case 'card':
      return item.fields?.said_together ?? '';
    case 'help':
    case 'network_person':
    case 'loop':
      return item.fields?.name ?? '';
    case 'question':
    case 'joint_question':
    case 'story':
    case 'wish':
    case 'comment':
    case 'advice':
    case 'warning_sign':
    case 'rating':
    case 'explanation':
    case 'goal':
    case 'step':
    case 'agreement':
    case 'option':
    case 'agenda':
    case 'answer':
      return item.fields?.text ?? '';
    default:
      return '';
  }
}

/** Who wrote words down for someone who has not confirmed them yet; nobody when they are their own, or taken over. */
export function scribeOf(item: Item): string | null {
  return item.confirmed || item.by === (item.words_of ?? item.by) ? null : item.by;
}

/** That someone wrote words down which nobody confirmed yet; empty when it is not so. */
export function scribed(
  { by, scribe }: { by: string | null; scribe: string | null },
  whose: (person: string) => string,
): string {
  return by === null || scribe === null ? '' : say('client-scribed', { scribe: whose(scribe), name: whose(by) });
}

/** What something was said of: it stands under that, not in a part of its own. */
function saidOn(item: Item): string | null {
  if (item.kind === 'answer') return item.fields?.wish ?? null;
  return item.kind === 'comment' || item.kind === 'warning_sign' ? (item.fields?.on ?? null) : null;
}

/** The names in a picture, as it is read on a day. */
export function namesIn(picture: Picture, today: string | null = null): Names {
  const faces = facesOf(picture.persons);
  const items = new Map(picture.items.map((item) => [item.id, item]));
  const about = new Map<string, Item[]>();
  for (const item of picture.items) {
    const on = saidOn(item);
    if (on === null) continue;
    const there = about.get(on);
    if (there === undefined) about.set(on, [item]);
    else there.push(item);
  }
  const face = (person: string): Face =>
    faces.get(person) ?? { id: person, name: '…', full: '…', initials: initials(''), tint: 7, role: '' };
  return {
    face,
    items,
    foundIn: (rooms) => foundIn(rooms, picture.rooms),
    said: (on) => about.get(on) ?? [],
    came: (day) => today !== null && day <= today.slice(0, day.length),
    node: (id) => {
      const someone = items.get(id);
      if (someone?.kind === 'network_person') return wordsOf(someone);
      return GROUPS.has(id) ? say(`holder-${id}`) : face(id).name;
    },
    item: (id) => {
      const item = items.get(id);
      const words = item === undefined ? '' : wordsOf(item);
      return words === '' ? say(item?.withdrawn ? 'client-withdrawn' : 'client-empty-words') : words;
    },
  };
}
