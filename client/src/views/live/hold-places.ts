// Places on the map that nobody chose follow from all there is: with one thing more they could come out differently. So before
// someone changes what the map is made of, what stands there is kept where it stands, as far as they may write that.
import { putPosition } from '../../doc/position';
import type { Kind } from '../../schema.gen';
import { graphOf } from '../drawings/map/graph';
import { placesOn, putOn } from '../drawings/map/places';
import type { WritingActions } from '../store';
import type { Workplace } from './actions';

/** What the map is made of. */
const ON_MAP: ReadonlySet<Kind> = new Set(['factor', 'card', 'relation', 'event']);
/** Actions on a thing, whose id comes first. */
const ON_THINGS = [
  'share',
  'widen',
  'change',
  'reword',
  'withdraw',
  'adopt',
  'setJoint',
  'changeJointSet',
  'putAway',
] as const;

type Place = Pick<Workplace, 'documents' | 'picture' | 'writable'>;

/** Keeps everything on the map where it stands now; answers how much had no place of its own yet. */
export function holdPlaces(at: Place): number {
  const picture = at.picture();
  const graph = graphOf(picture);
  const put = putOn(picture, graph);
  const loose = graph.things.filter(
    (thing) => !put.has(thing.id) && at.writable(at.documents.name(thing.room, 'board')),
  );
  if (loose.length === 0) return 0;
  const places = placesOn(picture, graph);
  for (const { id, room } of loose) {
    const place = places.get(id);
    const board = at.documents.board(room);
    if (place !== undefined && board !== undefined) putPosition(board, id, 'map', place);
  }
  return loose.length;
}

/** The same actions; those that change what the map is made of first keep what stands there. */
export function holdingPlaces(at: Place, actions: WritingActions): WritingActions {
  const kindOf = (id: string) => {
    const { items, drafts } = at.picture();
    return items.find((one) => one.id === id)?.kind ?? drafts.find((one) => one.id === id)?.kind ?? null;
  };
  const held = ON_THINGS.map((name) => [
    name,
    (...given: [string, ...never[]]) => {
      const kind = kindOf(given[0]);
      if (kind !== null && ON_MAP.has(kind)) holdPlaces(at);
      return (actions[name] as (...all: unknown[]) => unknown)(...given);
    },
  ]);
  return {
    ...actions,
    ...(Object.fromEntries(held) as Partial<WritingActions>),
    startJoint: (kind, ...given) => {
      if (ON_MAP.has(kind)) holdPlaces(at);
      return actions.startJoint(kind, ...given);
    },
    bringBack: (away) => {
      if (ON_MAP.has(away.kind)) holdPlaces(at);
      actions.bringBack(away);
    },
    place: (room, id, drawing, point) => {
      if (drawing === 'map') holdPlaces(at);
      actions.place(room, id, drawing, point);
    },
    placeJoint: (...given) => {
      holdPlaces(at);
      actions.placeJoint(...given);
    },
    unplaceJoint: (...given) => {
      holdPlaces(at);
      actions.unplaceJoint(...given);
    },
  };
}
