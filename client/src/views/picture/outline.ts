// The whole picture as parts and rows: what goes where, and in which order. Pure, apart from the language.
import { EXPLANATION_KIND, type Picture } from '../../schema.gen';
import { alphabetical, byCode } from '../sort';
import { say, sayDate, sayNames } from '../words.svelte';
import { describe, lookBack, reachedDetails } from './describe';
import { type Names, namesIn, wordsOf } from './names';
import { type Detail, type Item, PARTS, type Part, type PartId, type Row, row } from './rows';

type Of<K extends Item['kind']> = Extract<Item, { kind: K }>;
const ROLES = ['problem', 'trigger', 'maintaining', 'origin', 'protective'];

/** Makes the outline of a picture, as it is read on a day; of a version it is the same on every day. */
export function outline(picture: Picture, today: string | null = null): Part[] {
  const names = namesIn(picture, today);
  const selfRooms = new Set(picture.rooms.filter((one) => one.kind === 'self').map((one) => one.id));
  // What is joint and was put away is found at its part, apart from the rest.
  const shown = picture.items.filter((item) => !selfRooms.has(item.room) && !(item.withdrawn && item.by === null));
  const of = <K extends Item['kind']>(kind: K) => shown.filter((item): item is Of<K> => item.kind === kind);
  const rank = ranks(picture);
  const loose = (item: Item) => item.gathered_by.length === 0;
  const cards = of('card').filter((card) => card.fields?.off_table !== true);
  const factors = [...cards.filter((card) => card.fields?.shape !== 'relation'), ...of('factor').filter(loose)];
  const helps = (item: Item) =>
    (item.kind === 'factor' || item.kind === 'card') && item.fields?.roles.includes('protective') === true;
  const byWeight = (a: Item, b: Item) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1);
  const rows = (items: readonly Item[]) => items.map((item) => withGathered(item, names));
  const others = keptByOthers(picture.items);
  const goals = new Set(of('goal').map((goal) => goal.id));

  const parts: Record<PartId, Row[]> = {
    questions: [...of('joint_question'), ...of('question')].map((item) => describe(item, names)),
    helps: rows(factors.filter(helps).sort(byWeight)),
    wishes: rows(of('wish')),
    hard: rows(factors.filter((item) => !helps(item)).sort(byWeight)),
    relations: rows([
      ...cards.filter((card) => card.fields?.shape === 'relation'),
      ...of('relation')
        .filter(loose)
        .filter((item) => !item.withdrawn || others(item)),
    ]),
    loops: picture.loops.map((loop) => loopRow(loop, names, picture)),
    story: [...of('explanation')].sort(byExplanation).map((item) => ({
      ...describe(item, names),
      heading: say(`client-explanation-${item.fields?.kind ?? 'stuck'}`),
    })),
    told: of('story').map((item) => {
      const room = picture.rooms.find((one) => one.id === item.room);
      const readers = room === undefined ? [] : room.members.map((person) => names.face(person).name);
      const read = { label: '', text: say('client-read-by', { names: readers.join(', ') }), lead: true };
      const told = describe(item, names);
      return { ...told, details: [read, ...told.details] };
    }),
    first: firstRows(picture, names, of('before')),
    plan: [
      ...of('goal').map((goal) => ({
        ...describe(goal, names),
        rows: rows(of('step').filter((step) => step.fields?.goal === goal.id)),
      })),
      ...rows(of('step').filter((step) => !goals.has(step.fields?.goal ?? ''))),
      ...rows(of('agreement')),
    ],
    review: [
      ...of('goal').flatMap((goal) => reviewRow(goal, names)),
      ...of('agreement').flatMap((agreement) => reviewAgreement(agreement, names)),
    ],
    timeline: [
      ...rows(
        [...of('event'), ...of('placement')].sort((a, b) => byCode(a.fields?.start ?? '9', b.fields?.start ?? '9')),
      ),
      ...of('agenda').map((item) =>
        row({
          id: item.id,
          kind: 'agenda',
          room: item.room,
          rooms: names.foundIn(item.rooms),
          words: wordsOf(item),
          joint: true,
          details: item.fields?.date
            ? [{ label: say('client-planned'), text: sayDate(item.fields.date), lead: true }]
            : [],
        }),
      ),
    ],
    people: peopleRows(names, of('network_person'), of('tie'), of('union'), of('descent')),
    help: rows([...of('help')].sort((a, b) => byCode(a.fields?.start ?? '9', b.fields?.start ?? '9'))),
    advice: rows([...of('advice'), ...of('warning_sign').filter((item) => item.fields?.on === null)]),
  };
  return PARTS.map((id) => ({ id, rows: parts[id] }));
}

/** What keeps it going before what gets it moving. */
function byExplanation(a: Of<'explanation'>, b: Of<'explanation'>): number {
  // What was set aside stays, behind what people go by.
  const place = (item: Of<'explanation'>) =>
    EXPLANATION_KIND.indexOf(item.fields?.kind ?? 'for_child') * 2 + (item.fields?.standing === 'set_aside' ? 1 : 0);
  return place(a) - place(b) || byCode(a.room, b.room);
}

/** What is first together comes first; then the problem, what sets it off, what keeps it going, where it began. */
function ranks(picture: Picture): (item: Item) => number {
  const first = new Map<string, number>();
  for (const order of picture.joint_orders) {
    for (const [index, id] of order.items.entries()) first.set(id, Math.min(index, first.get(id) ?? index));
  }
  const known = new Map<string, number>();
  const rankOf = (item: Item): number => {
    const placed = first.get(item.id);
    if (placed !== undefined) return placed;
    const roles = item.kind === 'factor' || item.kind === 'card' ? (item.fields?.roles ?? []) : [];
    const role = Math.min(ROLES.length, ...roles.map((one) => ROLES.indexOf(one)));
    return 1000 + role * 10 - (item.kind === 'card' ? 5 : 0);
  };
  return (item) => {
    const rank = known.get(item.id) ?? rankOf(item);
    known.set(item.id, rank);
    return rank;
  };
}

/** Whether others said or made something of what was taken back: then it stays, under who took it back. */
function keptByOthers(items: readonly Item[]): (item: Item) => boolean {
  // Only looked through when something was taken back.
  let used: Set<unknown> | null = null;
  // Whatever a field is called: what holds the id of a thing, points at it.
  const pointedAt = () => new Set<unknown>(items.flatMap((item) => Object.values(item.fields ?? {}).flat()));
  return (item) => {
    used ??= pointedAt();
    return used.has(item.id) || item.marks.some((mark) => mark.by !== item.by);
  };
}

function withGathered(item: Item, names: Names): Row {
  const here = describe(item, names);
  if (item.kind !== 'card') return here;
  const gathered = (item.fields?.gathers ?? []).flatMap((id) => {
    const one = names.items.get(id);
    return one === undefined ? [] : [describe(one, names)];
  });
  return { ...here, rows: gathered };
}

/** A goal to look back at: when, and how far each finds it reached. None while nobody said either. */
function reviewRow(goal: Of<'goal'>, names: Names): Row[] {
  const when = lookBack(goal.fields?.review_on ?? null, names);
  const reached = reachedDetails(goal, names);
  if (when.length + reached.length === 0) return [];
  const nobody = { label: '', text: say('client-reached-nobody'), lead: true };
  return [lookedBackAt(goal, names, [...when, ...(reached.length === 0 ? [nobody] : reached)])];
}

/** An agreement to look back at, on its day; none while nobody said when. Nobody reaches one. */
function reviewAgreement(agreement: Of<'agreement'>, names: Names): Row[] {
  const when = lookBack(agreement.fields?.review_on ?? null, names);
  return when.length === 0 ? [] : [lookedBackAt(agreement, names, when)];
}

/** Something people made, with only what looking back at it says. */
function lookedBackAt(item: Item, names: Names, details: readonly Detail[]): Row {
  return { ...describe(item, names), id: `review-${item.id}`, state: null, standings: [], details };
}

function loopRow(loop: Picture['loops'][number], names: Names, picture: Picture): Row {
  const relations = loop.relations.flatMap((id) => {
    const item = names.items.get(id);
    return item === undefined ? [] : [item];
  });
  const verb = (item: Item | undefined) =>
    (item?.kind === 'relation' || item?.kind === 'card') && item.fields?.kind
      ? say(`relation_kind-${item.fields.kind}`)
      : '';
  // A round is seen as a whole only by who reads all of its relations: in the narrowest of their rooms.
  const readers = (id: string) => picture.rooms.find((one) => one.id === id)?.members.length ?? 0;
  const room = [...new Set(relations.map((item) => item.room))].sort((a, b) => readers(a) - readers(b))[0] ?? '';
  return row({
    id: loop.id,
    kind: 'loop',
    room,
    words: loop.name ?? say('client-loop-unnamed'),
    chain: loop.nodes.map((id, index) => ({ words: names.item(id), verb: verb(relations[index]) })),
    tags: loop.effect === null ? [] : [say(`loop_effect-${loop.effect}`)],
  });
}

function firstRows(picture: Picture, names: Names, before: readonly Of<'before'>[]): Row[] {
  const list = (id: string, room: string, items: readonly string[], heading: Partial<Row>): Row =>
    row({
      id,
      kind: 'order',
      room,
      words: '',
      target: null,
      ...heading,
      rows: items.map((item, index) =>
        row({
          id: `${id}-${item}`,
          target: item,
          kind: 'order',
          room,
          words: say('client-order-place', { number: index + 1, words: names.item(item) }),
        }),
      ),
    });
  const roomLabel = (id: string) => picture.rooms.find((one) => one.id === id)?.label ?? '';
  return [
    ...picture.joint_orders
      .filter((order) => order.items.length > 0)
      .map((order) =>
        list(`order-${order.room}`, order.room, order.items, {
          words: say('client-order-joint', { room: roomLabel(order.room) }),
        }),
      ),
    ...before.map((item) => ({
      ...describe(item, names),
      words: item.fields
        ? say('client-before', { a: names.item(item.fields.a), b: names.item(item.fields.b) })
        : say('client-withdrawn'),
      details: item.fields?.why ? [{ label: say('client-why'), text: item.fields.why, lead: true }] : [],
    })),
    ...picture.own_orders
      .filter((order) => order.items.length > 0)
      .map((order) =>
        list(`order-${order.room}-${order.by}`, order.room, order.items, {
          words: say('client-order-own', { name: names.face(order.by).name, room: roomLabel(order.room) }),
          by: order.by,
        }),
      ),
  ];
}

function peopleRows(
  names: Names,
  people: readonly Of<'network_person'>[],
  ties: readonly Of<'tie'>[],
  unions: readonly Of<'union'>[],
  descents: readonly Of<'descent'>[],
): Row[] {
  const known = new Set<string>(people.map((one) => one.id));
  const sorted = [...people].sort((a, b) => alphabetical(wordsOf(a), wordsOf(b)));
  return [
    ...unions.flatMap((item) =>
      item.fields === null
        ? []
        : [
            {
              ...describe(item, names),
              words: sayNames(item.fields.partners.map(names.node)),
              tags: [say(`union_status-${item.fields.status}`)],
            },
          ],
    ),
    ...descents.flatMap((item) =>
      item.fields === null
        ? []
        : [
            {
              ...describe(item, names),
              words: say('client-descent', {
                child: names.node(item.fields.child),
                parents: sayNames(item.fields.parents.map(names.node)),
              }),
            },
          ],
    ),
    ...sorted.map((one) => ({
      ...describe(one, names),
      rows: ties.filter((tie) => tie.fields?.other === one.id).map((tie) => describe(tie, names)),
    })),
    ...ties.filter((tie) => !known.has(tie.fields?.other ?? '')).map((tie) => describe(tie, names)),
  ];
}
