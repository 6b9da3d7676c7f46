// Places on the map that nobody chose follow from all there is: with one thing more they could come out differently. So before
// someone changes what the map is made of, what stands there is kept where it stands, as far as they may write that. And when
// others changed it, who looked at the map writes down where everything stands on their screen, for those that open later; if
// several do, one of them counts and nobody writes again. Only the rooms in which the change could move something are written:
// the others would learn from it that something was said elsewhere.
import { hasPosition, putPosition } from '../../doc/position';
import { type Kind, LIMITS } from '../../schema.gen';
import { graphOf, type MapThing } from '../drawings/map/graph';
import { MapMemory, memoryOf } from '../drawings/map/memory';
import { placesOn } from '../drawings/map/places';
import type { Unasked } from '../store';
import type { Workplace } from './actions';

/** What the map is made of. */
const ON_MAP: ReadonlySet<Kind> = new Set(['factor', 'card', 'relation', 'event']);
/** Actions on a thing, whose id comes first. */
const ON_THINGS = ['change', 'reword', 'withdraw', 'adopt', 'setJoint', 'changeJointSet', 'putAway'] as const;

type Place = Pick<Workplace, 'me' | 'documents' | 'picture' | 'writable'>;

/** Keeps everything on the map where it stands now that a change in these rooms could move. */
export function holdPlaces(at: Place, rooms: readonly string[]): void {
  const memory = memoryOf(at.me) ?? new MapMemory();
  const graph = graphOf(at.picture());
  placesOn(at.picture(), graph, memory);
  const touched = ({ id }: MapThing) => memory.placed.get(id)?.among.some((room) => rooms.includes(room)) === true;
  writeDown(at, memory, graph.things.filter(touched));
}

/**
 * Told of every picture: once the map was looked at, writes down where what has no place stands, when that no longer follows
 * from the picture alone. Only on boards that are `joined`: elsewhere others may have put it somewhere meanwhile.
 */
export function keepPlaces(at: Place, joined: (document: string) => boolean): void {
  const memory = memoryOf(at.me);
  if (memory === undefined) return;
  placesOn(at.picture(), undefined, memory);
  if (memory.owed.size === 0) return;
  const owed = graphOf(at.picture()).things.filter(
    ({ id, room }) => memory.owed.has(id) && joined(at.documents.name(room, 'board')),
  );
  for (const { id } of owed) memory.owed.delete(id);
  writeDown(at, memory, owed);
}

/** Writes down where these were shown, but for what has a place on its board, and what gave way to another room's things. */
function writeDown(at: Place, memory: MapMemory, things: readonly MapThing[]): void {
  for (const room of new Set(things.map((thing) => thing.room))) {
    const board = at.writable(at.documents.name(room, 'board')) ? at.documents.board(room) : undefined;
    board?.transact(() => {
      for (const { id } of things.filter((thing) => thing.room === room)) {
        const [shown, placed] = [memory.shown.get(id), memory.placed.get(id)];
        if (shown === undefined || placed === undefined || hasPosition(board, id, 'map')) continue;
        if (shown.x !== placed.at.x || shown.y !== placed.at.y || !placed.by.includes(room)) continue;
        if (Math.max(Math.abs(shown.x), Math.abs(shown.y)) < LIMITS.point_max) putPosition(board, id, 'map', shown);
      }
    });
  }
}

/** The same actions; those that change what the map is made of first keep what stands there. */
export function holdingPlaces(at: Place, actions: Unasked): Unasked {
  const find = (id: string) => at.picture().items.find((one) => one.id === id);
  const hold = (kind: Kind | null | undefined, rooms: readonly string[]) => {
    if (kind != null && ON_MAP.has(kind)) holdPlaces(at, rooms);
  };
  const held = ON_THINGS.map((name) => [
    name,
    (...given: [string, ...never[]]) => {
      const item = find(given[0]);
      hold(item?.kind, item?.rooms ?? []);
      return (actions[name] as (...all: unknown[]) => unknown)(...given);
    },
  ]);
  return {
    ...actions,
    ...(Object.fromEntries(held) as Partial<Unasked>),
    share: (id, room, leaveOut) => {
      hold(at.picture().drafts.find((one) => one.id === id)?.kind, [room]);
      return actions.share(id, room, leaveOut);
    },
    widen: (id, room, leaveOut) => {
      hold(find(id)?.kind, [...(find(id)?.rooms ?? []), room]);
      return actions.widen(id, room, leaveOut);
    },
    startJoint: (kind, room, fields, texts) => {
      hold(kind, [room]);
      return actions.startJoint(kind, room, fields, texts);
    },
    bringBack: (away) => {
      hold(away.kind, [away.room]);
      actions.bringBack(away);
    },
    place: (room, id, drawing, point) => {
      if (drawing === 'map') holdPlaces(at, [room]);
      actions.place(room, id, drawing, point);
    },
    placeJoint: (room, item, after) => {
      holdPlaces(at, [room]);
      actions.placeJoint(room, item, after);
    },
    unplaceJoint: (room, item) => {
      holdPlaces(at, [room]);
      actions.unplaceJoint(room, item);
    },
  };
}
