// *Eerst dit, dan dat*: what a room puts first together and which pairs come before each other, as steps with places. Pure.
import type { Picture } from '../../../schema.gen';
import { type Names, scribeOf } from '../../picture/names';
import type { MapGraph, MapThing } from '../map/graph';
import type { Point, Size } from '../stage/view';

/** One step: its turn in the joint order, or none when only a pair names it. */
export interface Step {
  id: string;
  turn: number | null;
  /** How far along, and how far aside. */
  level: number;
  row: number;
}

/** An arrow between two steps. */
export interface Arrow {
  id: string;
  from: string;
  to: string;
  /** `then` follows the order; `first` is a pair people named. */
  sort: 'then' | 'first';
}

/** What a room puts in order. */
export interface Steps {
  steps: readonly Step[];
  arrows: readonly Arrow[];
}

interface Pair {
  id: string;
  a: string;
  b: string;
}

/** The pairs people named in a room. */
export function pairsIn(picture: Picture, room: string): Pair[] {
  return picture.items.flatMap((item) =>
    item.kind === 'before' && item.fields !== null && item.rooms.includes(room)
      ? [{ id: item.id, a: item.fields.a, b: item.fields.b }]
      : [],
  );
}

/** The rooms that put something in order, in the order given. */
export function roomsWithOrder(picture: Picture, rooms: readonly string[]): string[] {
  return rooms.filter(
    (room) =>
      picture.joint_orders.some((order) => order.room === room && order.items.length > 0) ||
      pairsIn(picture, room).length > 0,
  );
}

/** The steps of a room and the arrows between them. */
export function stepsOf(picture: Picture, room: string): Steps {
  const order = picture.joint_orders.find((one) => one.room === room)?.items ?? [];
  const pairs = pairsIn(picture, room);
  const level = new Map(order.map((id, turn) => [id, turn]));
  const loose = [...new Set(pairs.flatMap((pair) => [pair.a, pair.b]))].filter((id) => !level.has(id));
  // What only a pair names stands as early as the pairs allow; pairs that go round in a circle stop at the last step.
  for (let turn = 0; turn < loose.length; turn += 1) {
    for (const id of loose) {
      const after = pairs.flatMap((pair) => (pair.b === id ? [(level.get(pair.a) ?? -1) + 1] : []));
      const before = pairs.flatMap((pair) => (pair.a === id ? [(level.get(pair.b) ?? 1) - 1] : []));
      const wanted = after.length > 0 ? Math.max(...after) : Math.max(0, Math.min(...before));
      level.set(id, Math.min(wanted, order.length + loose.length));
    }
  }
  const aside = new Map<number, number>();
  const steps = [
    ...order.map((id, turn): Step => ({ id, turn: turn + 1, level: turn, row: 0 })),
    ...loose.map((id): Step => {
      const at = level.get(id) ?? 0;
      const row = (aside.get(at) ?? 0) + 1;
      aside.set(at, row);
      return { id, turn: null, level: at, row };
    }),
  ];
  const arrows = [
    ...order.slice(1).map((id, turn): Arrow => ({ id: `then-${id}`, from: order[turn] ?? '', to: id, sort: 'then' })),
    ...pairs.map((pair): Arrow => ({ id: pair.id, from: pair.a, to: pair.b, sort: 'first' })),
  ];
  return { steps, arrows };
}

/** How a step is shown: as on the map, or, when it is no thing of the map, by its kind and its words. */
export function thingOf(id: string, graph: MapGraph, names: Names): MapThing {
  const known = graph.things.find((one) => one.id === id);
  if (known !== undefined) return known;
  const found = names.items.get(id);
  const kind = found?.kind;
  const fields = found?.kind === 'factor' || found?.kind === 'card' ? found.fields : null;
  return {
    id,
    kind: kind === 'goal' || kind === 'step' || kind === 'help' || kind === 'wish' || kind === 'card' ? kind : 'factor',
    words: names.item(id),
    roles: fields?.roles ?? [],
    helps: fields?.roles.includes('protective') === true,
    holder: [],
    domain: null,
    generation: null,
    by: found?.words_of ?? found?.by ?? null,
    scribe: found === undefined ? null : scribeOf(found),
    withdrawn: found?.withdrawn ?? false,
    state: found?.shared_state ?? null,
    room: found?.room ?? '',
    found: [],
    rooms: found?.rooms ?? [],
    gathered: [],
    rank: 0,
  };
}

const BETWEEN = 110;

/** The middle of each step: from left to right in rows of `across`, or from top to bottom when that is one. */
export function placesOf(steps: readonly Step[], size: (id: string) => Size, across: number): Map<string, Point> {
  const width = Math.max(0, ...steps.map((step) => size(step.id).width)) + BETWEEN;
  const height = Math.max(0, ...steps.map((step) => size(step.id).height)) + BETWEEN * 0.8;
  const rows = 1 + Math.max(0, ...steps.map((step) => step.row));
  return new Map(
    steps.map((step) => {
      const band = Math.floor(step.level / across);
      const at =
        across === 1
          ? { x: step.row * width, y: step.level * height }
          : { x: (step.level % across) * width, y: (band * rows + step.row) * height };
      return [step.id, at];
    }),
  );
}
