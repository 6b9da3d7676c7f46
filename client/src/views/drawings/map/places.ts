// Where everything of the map stands, whatever part of it is shown: what people put somewhere stands there, what this screen
// showed already stays there (`memory.ts`), the rest is laid out around it. Without a memory it follows from the picture alone,
// so that screens that open have the same places, for every choice. Room by room, the core first with all that its readers
// read: what only some of them may read never decides where the others see something, nor what is remembered to be written
// down. Who reads less than the core lays out what they read, until somebody who writes keeps the places
// (`live/hold-places.ts`). Pure but for the memory, and apart from the language.
import type { Picture } from '../../../schema.gen';
import { facesOf } from '../../people';
import { MOST } from '../most';
import type { Box, Point, Size } from '../stage/view';
import { boxOf } from './boxes';
import { graphOf, type MapGraph, type MapThing } from './graph';
import { boxAround, freeNear, layout } from './layout';
import { MapMemory, type Placed } from './memory';
import { EVERYTHING, pick } from './pick';
import type { Placeable, Pull } from './standing';

/** Between what comes first and what comes after it. */
const BETWEEN = 120;
/** So many layouts are remembered: each is asked for again with every word that somebody writes. */
const REMEMBERED = 48;

const remembered = new Map<string, ReadonlyMap<string, Point>>();

/** A layout that was made before is not made again. */
function laidOut(
  things: readonly Placeable[],
  pulls: readonly Pull[],
  kept: ReadonlyMap<string, Point>,
  together: readonly (readonly string[])[] = [],
) {
  const key = JSON.stringify([things, pulls, [...kept], together]);
  const found = remembered.get(key) ?? layout(things, pulls, kept, together);
  remembered.delete(key);
  remembered.set(key, found);
  for (const oldest of remembered.keys()) {
    if (remembered.size <= REMEMBERED) break;
    remembered.delete(oldest);
  }
  return found;
}

/** Where people put things themselves. */
export function putOn(picture: Picture, graph: MapGraph): Map<string, Point> {
  const rooms = new Map(graph.things.map((thing) => [thing.id, thing.room]));
  return new Map(
    picture.positions.flatMap((place): [string, Point][] =>
      place.map !== null && rooms.get(place.id) === place.room ? [[place.id, place.map]] : [],
    ),
  );
}

/** The middle of everything the map could show; `memory` is of this screen, and is brought up to date. */
export function placesOn(
  picture: Picture,
  graph?: MapGraph,
  memory: MapMemory = new MapMemory(),
): ReadonlyMap<string, Point> {
  if (memory.picture !== null && saysTheSame(memory.picture, picture)) return memory.shown;
  return new Placing(picture, graph ?? graphOf(picture), memory).done();
}

/** Whether nothing differs that could move something: what someone drafts for themselves does not. */
function saysTheSame(one: Picture, other: Picture): boolean {
  return (
    one.items === other.items &&
    one.loops === other.loops &&
    one.joint_orders === other.joint_orders &&
    one.positions === other.positions &&
    one.rooms === other.rooms &&
    one.persons === other.persons
  );
}

/** The rooms in the order in which they are placed, each with those whose things all of its readers read. */
function audiences(picture: Picture): { id: string; among: string[] }[] {
  const rooms = picture.rooms
    .filter((room) => room.kind !== 'self')
    .sort(
      (a, b) =>
        Number(b.kind === 'core') - Number(a.kind === 'core') ||
        b.members.length - a.members.length ||
        (a.id < b.id ? -1 : 1),
    );
  return rooms.map((room) => {
    const wider = rooms.filter(
      (other) =>
        other.id === room.id ||
        (other.members.length > room.members.length && room.members.every((one) => other.members.includes(one))),
    );
    return { id: room.id, among: wider.map((one) => one.id) };
  });
}

/** Places everything once. */
class Placing {
  private readonly faces;
  private readonly put: ReadonlyMap<string, Point>;
  /** Room by room. */
  private readonly placed = new Map<string, Placed>();
  private readonly made: Map<string, string>;

  constructor(
    private readonly picture: Picture,
    private readonly graph: MapGraph,
    private readonly memory: MapMemory,
  ) {
    this.faces = facesOf(picture.persons);
    this.put = putOn(picture, graph);
    this.made = new Map(memory.made);
  }

  /** Everything, and remembered. */
  done(): ReadonlyMap<string, Point> {
    const { memory, put, graph } = this;
    const loose = graph.things.filter((thing) => !put.has(thing.id));
    const rooms = audiences(this.picture);
    if (loose.length > 0) for (const room of rooms) this.placeRoom(room);
    const shown = loose.length === 0 ? put : apart(graph, this.placed, put, memory.shown, this.sizeOf);
    const ids = new Set(loose.map((thing) => thing.id));
    for (const id of memory.owed) if (!ids.has(id)) memory.owed.delete(id);
    for (const { id, room, rooms: said } of graph.things) {
      const at = put.get(id);
      const among = rooms.find((one) => said.some((name) => one.among.includes(name)))?.among ?? [room];
      // Somebody put it there on the board of its room: all who read it know.
      if (at !== undefined) this.placed.set(id, { at, by: [room], among });
    }
    memory.picture = this.picture;
    memory.shown = shown;
    memory.placed = this.placed;
    memory.made = this.made;
    return shown;
  }

  /** What has no place yet of all that the readers of a room read. */
  private placeRoom({ id: room, among }: { id: string; among: string[] }): void {
    const { memory, placed, picture } = this;
    const seen = graphOf(within(picture, new Set(among)));
    if (seen.things.every((thing) => placed.has(thing.id))) return;
    const stood = new Map<string, Placed>();
    for (const { id } of seen.things) {
      const known = placed.get(id) ?? memory.placed.get(id);
      // What was said to fewer people and has come to more stood where others of the fewer left room.
      if (known !== undefined && (placed.has(id) || known.by.every((one) => among.includes(one)))) stood.set(id, known);
    }
    const put = putOn(picture, seen);
    const known = new Map([...[...stood].map(([id, { at }]) => [id, at] as const), ...put]);
    this.takeOver(seen, known, among);
    const things = seen.things.filter((thing) => !placed.has(thing.id));
    const found = placedIn(seen, known, this.sizeOf);
    for (const { id } of things) {
      const at = found.get(id);
      if (at !== undefined) placed.set(id, { at, by: stood.get(id)?.by ?? among, among });
    }
    const made = JSON.stringify([placeable(seen.things, this.sizeOf), pullsOf(seen)]);
    const before = memory.made.get(room);
    this.made.set(room, made);
    if (memory.picture === null || (before === made && !this.wasMoved(put))) return;
    // Until now nothing here had to be placed: then only what is new does not stand where others would place it.
    for (const { id } of things) if (before !== undefined || !memory.shown.has(id)) memory.owed.add(id);
  }

  /** A samen-kaartje without a place of its own stands where what it gathers stood: in the middle of that, and on nothing else. */
  private takeOver(seen: MapGraph, known: Map<string, Point>, among: readonly string[]): void {
    const cards = seen.things.filter((thing) => thing.gathered.length > 0 && !known.has(thing.id));
    for (const card of cards.sort((a, b) => (a.id < b.id ? -1 : 1))) {
      const stood = card.gathered.flatMap(({ id }) => this.stoodAt(id, among) ?? []);
      if (stood.length === 0) continue;
      const boxes = seen.things.flatMap((thing) => {
        const at = known.get(thing.id);
        return at === undefined ? [] : [boxAround(this.sizeOf(thing), at)];
      });
      const middle = (of: (at: Point) => number) =>
        Math.round(stood.reduce((sum, at) => sum + of(at), 0) / stood.length);
      const at = freeNear({ x: middle((one) => one.x), y: middle((one) => one.y) }, this.sizeOf(card), boxes);
      if (at !== null) known.set(card.id, at);
    }
  }

  /** Where something stands, or stood before it was gathered, as far as readers of these rooms know. */
  private stoodAt(id: string, among: readonly string[]): Point | undefined {
    const room = this.picture.items.find((item) => item.id === id)?.room;
    const put = this.picture.positions.find((place) => place.id === id && place.room === room);
    if (room !== undefined && among.includes(room) && put?.map) return put.map;
    const known = this.placed.get(id) ?? this.memory.placed.get(id);
    return known?.by.every((one) => among.includes(one)) === true ? known.at : undefined;
  }

  /** Whether somebody put something elsewhere than it was shown. */
  private wasMoved(put: ReadonlyMap<string, Point>): boolean {
    return [...put].some(([id, at]) => {
      const shown = this.memory.shown.get(id);
      return shown !== undefined && (shown.x !== at.x || shown.y !== at.y);
    });
  }

  private readonly sizes = new Map<MapThing, Size>();

  private readonly sizeOf = (thing: MapThing): Size => {
    const known = this.sizes.get(thing);
    if (known !== undefined) return known;
    // What people say of a thing makes it a little higher, and moves nothing: between things there is room for that.
    const { width, height } = boxOf({ ...thing, state: null }, (person) => this.faces.get(person)?.name ?? '');
    const size = { width, height };
    this.sizes.set(thing, size);
    return size;
  };
}

/** What a reader of these rooms and no others has of a picture. */
function within(picture: Picture, rooms: ReadonlySet<string>): Picture {
  const items = picture.items.filter((item) => item.rooms.some((room) => rooms.has(room)));
  const ids = new Set(items.map((item) => item.id));
  return {
    ...picture,
    items,
    loops: picture.loops.filter((loop) => loop.relations.every((id) => ids.has(id))),
    joint_orders: picture.joint_orders.filter((order) => rooms.has(order.room)),
  };
}

/** Helping by helping, the most important first: each fits a screen. */
function placedIn(
  graph: MapGraph,
  known: ReadonlyMap<string, Point>,
  sizeOf: (thing: MapThing) => Size,
): Map<string, Point> {
  const placed = new Map(known);
  const first = pick(graph, EVERYTHING).things;
  const rest = graph.things.filter((thing) => !first.includes(thing));
  const helpings = [[...first]];
  for (let from = 0; from < rest.length; from += MOST) helpings.push(rest.slice(from, from + MOST));
  const pulls = pullsOf(graph);
  for (const helping of helpings) {
    if (helping.every((thing) => placed.has(thing.id))) continue;
    const fresh = !helping.some((thing) => placed.has(thing.id));
    const here = fresh ? helping : graph.things.filter((thing) => placed.has(thing.id) || helping.includes(thing));
    const ids = new Set(here.map((thing) => thing.id));
    const kept = new Map([...placed].filter(([id]) => ids.has(id)).sort(([a], [b]) => (a < b ? -1 : 1)));
    const found = laidOut(
      placeable(here, sizeOf),
      pulls.filter(({ from, to }) => ids.has(from) && ids.has(to)),
      kept,
      // What comes new stands close to what it is shown with, and to what comes first: whoever says it sees it among that.
      fresh ? [] : [first, helping].map((shown) => shown.map((thing) => thing.id)),
    );
    const shift = fresh ? under(placed, graph, found, sizeOf) : { x: 0, y: 0 };
    for (const [id, at] of found) {
      if (!placed.has(id)) placed.set(id, { x: Math.round(at.x + shift.x), y: Math.round(at.y + shift.y) });
    }
  }
  return placed;
}

const pullsOf = (graph: MapGraph): Pull[] =>
  graph.links.map(({ from, to, kind }) => ({ from, to, leads: kind !== 'linked' }));

const placeable = (things: readonly MapThing[], sizeOf: (thing: MapThing) => Size): Placeable[] =>
  things.map((thing) => ({
    id: thing.id,
    ...sizeOf(thing),
    helps: thing.helps,
    begins: thing.roles.includes('origin'),
  }));

/** How far a helping goes down to stand under all there is. */
function under(
  placed: ReadonlyMap<string, Point>,
  graph: MapGraph,
  found: ReadonlyMap<string, Point>,
  sizeOf: (thing: MapThing) => Size,
): Point {
  const boxes = (of: ReadonlyMap<string, Point>) =>
    graph.things.flatMap((thing) => {
      const at = of.get(thing.id);
      return at === undefined ? [] : [boxAround(sizeOf(thing), at)];
    });
  const [above, below] = [boxes(placed), boxes(found)];
  if (above.length === 0) return { x: 0, y: 0 };
  const left = (all: typeof above) => Math.min(...all.map((box) => box.x));
  return {
    x: left(above) - left(below),
    y: Math.max(...above.map((box) => box.y + box.height)) + BETWEEN - Math.min(...below.map((box) => box.y)),
  };
}

/**
 * Two rooms that know nothing of each other may use the same place: for who reads both, what came later gives way. What comes in
 * a wider room gives way to nothing that fewer read: its other readers have it there, and may write that down.
 */
function apart(
  graph: MapGraph,
  placed: ReadonlyMap<string, Placed>,
  put: ReadonlyMap<string, Point>,
  shown: ReadonlyMap<string, Point>,
  sizeOf: (thing: MapThing) => Size,
): ReadonlyMap<string, Point> {
  const sizes = new Map(graph.things.map((thing) => [thing.id, sizeOf(thing)]));
  const standing = new Map([...shown, ...put].filter(([id]) => sizes.has(id)));
  const boxes = new Map([...standing].map(([id, at]) => [id, boxAround(sizes.get(id) ?? { width: 0, height: 0 }, at)]));
  for (const [id, { at, among }] of placed) {
    const size = sizes.get(id);
    if (size === undefined || standing.has(id)) continue;
    const box = boxAround(size, at);
    const yields = (other: string) => !among.every((room) => placed.get(other)?.among.includes(room));
    if ([...boxes].some(([other, one]) => overlap(one, box) && yields(other))) continue;
    boxes.set(id, box);
    standing.set(id, at);
  }
  if (standing.size === sizes.size) return standing;
  const things = [...sizes]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, size]) => ({ id, ...size, helps: false, begins: false }));
  return laidOut(things, [], standing);
}

const overlap = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
