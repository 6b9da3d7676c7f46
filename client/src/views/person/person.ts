// What one person said and what was done with it, as far as the viewer may see: out of one picture. Pure, apart from the
// language. The same for everyone, whatever their profession. What stands only in someone's own room is left out.
import type { Picture } from '../../schema.gen';
import { describe } from '../picture/describe';
import { type Names, namesIn } from '../picture/names';
import type { Item, Row } from '../picture/rows';
import { say } from '../words.svelte';

/** Something that was done with what a person said. */
export interface Use {
  /** Which sentence tells it. */
  how:
    | 'card'
    | 'relation'
    | 'loop'
    | 'refers'
    | 'speaks_for'
    | 'speaks_against'
    | 'first'
    | 'before'
    | 'goal'
    | 'help'
    | 'agreement'
    | 'event'
    | 'agenda'
    | 'answer'
    | 'answer_refers';
  /** What it was used in: opens when it has a place of its own. */
  id: string | null;
  words: string;
}

/** One thing that was said. */
export interface Said {
  row: Row;
  uses: Use[];
  /** Whether a thing like this waits for something to be done with it. */
  asks: boolean;
}

/** What was said of one sort. */
export interface SaidGroup {
  id: (typeof GROUPS)[number];
  things: Said[];
}

/** What someone said of another's words. */
export interface Remark {
  row: Row;
  /** Which mark it was: a standpoint, what it meant, how help worked. */
  field: string;
  is: string;
  words: string | null;
  stale: boolean;
  /** The day they left the room, when they did. */
  leftOn: string | null;
}

/** One person's page. */
export interface PersonView {
  said: SaidGroup[];
  remarks: Remark[];
  /** What this person puts first, by room. */
  orders: { room: string; label: string; rows: Row[] }[];
  /** What others say that is about this person too. */
  about: Row[];
  /** What this person will do, and what they want to reach. */
  doing: Row[];
}

const GROUPS = [
  'question',
  'story',
  'helps',
  'hard',
  'relation',
  'wish',
  'event',
  'help',
  'network_person',
  'tie',
  'comment',
] as const;
const SMALL: Partial<Record<Item['kind'], (typeof GROUPS)[number]>> = {
  advice: 'comment',
  warning_sign: 'comment',
  rating: 'comment',
};

/** Makes the page of one person, out of what is looked at of a picture (`pictureIn`); names come from all of it. */
export function personView(picture: Picture, person: string, names: Names = namesIn(picture)): PersonView {
  const own = new Set(picture.rooms.filter((room) => room.kind === 'self').map((room) => room.id));
  const items = sharedItems(picture);
  const used = usesIn(picture, items, names);
  const author = (item: Item) => item.words_of ?? item.by;
  const things = items.filter((item) => author(item) === person && !item.withdrawn);
  const groups = new Map<string, Said[]>();
  for (const item of things) {
    const id = groupOf(item);
    const uses = used.get(item.id) ?? [];
    const asks = id === 'wish' || id === 'helps' || id === 'hard';
    groups.set(id, [...(groups.get(id) ?? []), { row: describe(item, names), uses, asks }]);
  }
  return {
    said: GROUPS.flatMap((id) => {
      const here = groups.get(id);
      return here === undefined ? [] : [{ id, things: here }];
    }),
    remarks: remarksOf(items, names, person),
    orders: picture.own_orders
      .filter((order) => order.by === person && order.items.length > 0 && !own.has(order.room))
      .map((order) => ({
        room: order.room,
        label: picture.rooms.find((room) => room.id === order.room)?.label ?? '',
        rows: order.items.flatMap((id) => rowOf(names, id)),
      })),
    about: items
      .filter((item) => author(item) !== person && !item.withdrawn && aboutWhom(item).includes(person))
      .map((item) => describe(item, names)),
    doing: items
      .filter(
        (item) =>
          (item.kind === 'goal' && item.fields?.owner === person) ||
          (item.kind === 'step' && item.fields?.who === person),
      )
      .sort((a, b) => a.kind.localeCompare(b.kind))
      .map((item) => describe(item, names)),
  };
}

/** What of somebody's own words doesn't stand in the overview: folded on their own page, for who looks along on the screen. */
export function toldApart(whole: PersonView, overview: PersonView): Pick<PersonView, 'said' | 'orders'> {
  const there = new Set(overview.said.flatMap((group) => group.things.map((one) => one.row.id)));
  const rooms = new Set(overview.orders.map((one) => one.room));
  return {
    said: whole.said.flatMap(({ id, things }) => {
      const apart = things.filter((one) => !there.has(one.row.id));
      return apart.length === 0 ? [] : [{ id, things: apart }];
    }),
    orders: whole.orders.filter((one) => !rooms.has(one.room)),
  };
}

function groupOf(item: Item): (typeof GROUPS)[number] {
  if (item.kind === 'factor') return item.fields?.roles.includes('protective') ? 'helps' : 'hard';
  return SMALL[item.kind] ?? GROUPS.find((one) => one === item.kind) ?? 'comment';
}

function rowOf(names: Names, id: string): Row[] {
  const item = names.items.get(id);
  return item === undefined ? [] : [describe(item, names)];
}

/** Whom something is about, besides who said it. */
function aboutWhom(item: Item): readonly string[] {
  switch (item.kind) {
    case 'factor':
    case 'card':
      return item.fields?.holder ?? [];
    case 'event':
      return item.fields?.persons ?? [];
    case 'help':
      return item.fields?.for_whom ?? [];
    // A tie is how someone feels near another: it stays with who feels it.
    default:
      return [];
  }
}

/** What someone said of what others said: with words, or as how help worked. */
function remarksOf(items: readonly Item[], names: Names, person: string): Remark[] {
  return items.flatMap((item) =>
    item.marks.flatMap((mark): Remark[] => {
      if (mark.by !== person || (item.words_of ?? item.by) === person) return [];
      const told = mark.words !== null && mark.words !== '' ? mark.words : null;
      const says = told !== null || CHOSEN.has(mark.field);
      if (!says || !FIELDS.has(mark.field)) return [];
      return [
        {
          row: describe(item, names),
          field: mark.field,
          is: String(mark.is),
          words: told,
          stale: mark.stale,
          leftOn: mark.left_on,
        },
      ];
    }),
  );
}
/** What says something without words too. */
const CHOSEN: ReadonlySet<string> = new Set(['outcome', 'acknowledged', 'reached']);
const FIELDS: ReadonlySet<string> = new Set([
  'standpoint',
  'meaning',
  'own_words',
  'outcome',
  'acknowledged',
  'reached',
]);

/** What was done with one thing, as far as the viewer may see. */
export function usesOf(picture: Picture, id: string, names: Names): Use[] {
  return usesIn(picture, sharedItems(picture), names).get(id) ?? [];
}

/** Everything but what stands only in someone's own room. */
function sharedItems(picture: Picture): Item[] {
  const own = new Set(picture.rooms.filter((room) => room.kind === 'self').map((room) => room.id));
  return picture.items.filter((item) => !own.has(item.room));
}

/** What was done with each thing, by its id. */
function usesIn(picture: Picture, items: readonly Item[], names: Names): Map<string, Use[]> {
  const found = new Map<string, Use[]>();
  const note = (id: string | null | undefined, use: Use) => {
    if (id) found.set(id, [...(found.get(id) ?? []), use]);
  };
  const each = (ids: readonly string[], use: Use) => {
    for (const id of ids) note(id, use);
  };
  for (const item of items) {
    if (item.withdrawn) continue;
    const words = names.item(item.id);
    const use = (how: Use['how']): Use => ({ how, id: item.id, words });
    switch (item.kind) {
      case 'card':
        if (item.fields?.off_table !== true) each(item.fields?.gathers ?? [], use('card'));
        if (item.fields?.shape === 'relation' && item.fields.off_table !== true) {
          each([item.fields.from ?? '', item.fields.to ?? ''], use('relation'));
        }
        break;
      case 'relation': {
        if (item.fields === null) break;
        const { from, kind, to } = item.fields;
        const sentence = say('client-use-sentence', {
          from: names.item(from),
          verb: say(`relation_kind-${kind}`),
          to: names.item(to),
        });
        each([from, to], { how: 'relation', id: item.id, words: sentence });
        break;
      }
      case 'explanation':
        each(item.fields?.refers ?? [], { ...use('refers'), words: storyName(item.fields?.kind) });
        each(item.fields?.speaks_for ?? [], { ...use('speaks_for'), words: storyName(item.fields?.kind) });
        each(item.fields?.speaks_against ?? [], { ...use('speaks_against'), words: storyName(item.fields?.kind) });
        break;
      case 'goal':
        each(item.fields?.based_on ?? [], use('goal'));
        break;
      case 'help':
        each(item.fields?.targets ?? [], use('help'));
        break;
      case 'agreement':
        note(item.fields?.wish_of_child, use('agreement'));
        break;
      case 'before':
        if (item.fields !== null) {
          const { a, b } = item.fields;
          const told = say('client-before', { a: names.item(a), b: names.item(b) });
          each([a, b], { how: 'before', id: item.id, words: told });
        }
        break;
      case 'event':
        each(item.fields?.factor_ids ?? [], use('event'));
        break;
      case 'agenda':
        each(item.fields?.about ?? [], { ...use('agenda'), id: null });
        break;
      case 'answer':
        note(item.fields?.wish, { ...use('answer'), id: null });
        each(item.fields?.refers ?? [], { ...use('answer_refers'), id: item.fields?.wish ?? null });
        break;
    }
  }
  for (const loop of picture.loops) {
    each(loop.relations, { how: 'loop', id: loop.id, words: loop.name ?? say('client-loop-unnamed') });
  }
  for (const order of picture.joint_orders) {
    const room = picture.rooms.find((one) => one.id === order.room)?.label ?? '';
    each(order.items, { how: 'first', id: null, words: room });
  }
  return found;
}

function storyName(kind: string | undefined): string {
  return say(`client-explanation-${kind ?? 'stuck'}`);
}
