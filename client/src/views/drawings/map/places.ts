// Where everything of the map stands, whatever part of it is shown: what people put somewhere stands there, the rest is laid
// out. Out of the picture alone, so that every screen and every choice has the same places. Room by room, the core first with
// all that its readers read: what only some of them may read never decides where the others see something. Who reads less than
// the core lays out what they read, until somebody who writes keeps the places (`live/hold-places.ts`). Pure, apart from the
// language.
import type { Picture } from '../../../schema.gen';
import { facesOf } from '../../people';
import { MOST } from '../most';
import type { Box, Point, Size } from '../stage/view';
import { boxOf } from './boxes';
import { graphOf, type MapGraph, type MapThing } from './graph';
import { boxAround, layout, type Placeable, type Pull } from './layout';
import { EVERYTHING, pick } from './pick';

/** Between what comes first and what comes after it. */
const BETWEEN = 120;
/** So many layouts are remembered: each is asked for again with every word that somebody writes. */
const REMEMBERED = 48;

const remembered = new Map<string, ReadonlyMap<string, Point>>();

/** A layout that was made before is not made again. */
function laidOut(things: readonly Placeable[], pulls: readonly Pull[], kept: ReadonlyMap<string, Point>) {
  const key = JSON.stringify([things, pulls, [...kept]]);
  const found = remembered.get(key) ?? layout(things, pulls, kept);
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

/** The middle of everything the map could show. */
export function placesOn(picture: Picture, graph: MapGraph = graphOf(picture)): ReadonlyMap<string, Point> {
  const put = putOn(picture, graph);
  if (graph.things.every((thing) => put.has(thing.id))) return put;
  const faces = facesOf(picture.persons);
  const sizeOf = (thing: MapThing): Size => {
    // What people say of a thing makes it a little higher, and moves nothing: between things there is room for that.
    const { width, height } = boxOf({ ...thing, state: null }, (person) => faces.get(person)?.name ?? '');
    return { width, height };
  };
  const placed = new Map<string, Point>();
  const rooms = picture.rooms
    .filter((room) => room.kind !== 'self')
    .sort(
      (a, b) =>
        Number(b.kind === 'core') - Number(a.kind === 'core') ||
        b.members.length - a.members.length ||
        (a.id < b.id ? -1 : 1),
    );
  for (const room of rooms) {
    const wider = rooms.filter(
      (other) =>
        other.id === room.id ||
        (other.members.length > room.members.length && room.members.every((one) => other.members.includes(one))),
    );
    const seen = graphOf(within(picture, new Set(wider.map((one) => one.id))));
    const known = new Map(
      [...placed, ...putOn(picture, seen)].filter(([id]) => seen.things.some((one) => one.id === id)),
    );
    for (const [id, at] of placedIn(seen, known, sizeOf)) placed.set(id, at);
  }
  return apart(graph, placed, put, sizeOf);
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
  const first = new Set(pick(graph, EVERYTHING).things);
  const rest = graph.things.filter((thing) => !first.has(thing));
  const helpings = [[...first]];
  for (let from = 0; from < rest.length; from += MOST) helpings.push(rest.slice(from, from + MOST));
  const pulls = graph.links.map(({ from, to, kind }) => ({ from, to, leads: kind !== 'linked' }));
  const placeable = (things: readonly MapThing[]) =>
    things.map((thing) => ({
      id: thing.id,
      ...sizeOf(thing),
      helps: thing.helps,
      begins: thing.roles.includes('origin'),
    }));
  for (const helping of helpings) {
    if (helping.every((thing) => placed.has(thing.id))) continue;
    const fresh = !helping.some((thing) => placed.has(thing.id));
    const here = fresh ? helping : graph.things.filter((thing) => placed.has(thing.id) || helping.includes(thing));
    const ids = new Set(here.map((thing) => thing.id));
    const kept = new Map([...placed].filter(([id]) => ids.has(id)).sort(([a], [b]) => (a < b ? -1 : 1)));
    const found = laidOut(
      placeable(here),
      pulls.filter(({ from, to }) => ids.has(from) && ids.has(to)),
      kept,
    );
    const shift = fresh ? under(placed, graph, found, sizeOf) : { x: 0, y: 0 };
    for (const [id, at] of found) {
      if (!placed.has(id)) placed.set(id, { x: Math.round(at.x + shift.x), y: Math.round(at.y + shift.y) });
    }
  }
  return placed;
}

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

/** Two rooms that know nothing of each other may use the same place: for who reads both, the later one gives way. */
function apart(
  graph: MapGraph,
  placed: ReadonlyMap<string, Point>,
  put: ReadonlyMap<string, Point>,
  sizeOf: (thing: MapThing) => Size,
): ReadonlyMap<string, Point> {
  const sizes = new Map(graph.things.map((thing) => [thing.id, sizeOf(thing)]));
  const standing = new Map([...put].filter(([id]) => sizes.has(id)));
  const boxes = [...standing].map(([id, at]) => boxAround(sizes.get(id) ?? { width: 0, height: 0 }, at));
  for (const [id, at] of placed) {
    const size = sizes.get(id);
    if (size === undefined || standing.has(id)) continue;
    const box = boxAround(size, at);
    if (boxes.some((one) => overlap(one, box))) continue;
    boxes.push(box);
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
