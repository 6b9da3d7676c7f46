// What a screen remembers of the map while someone visits: where it showed everything. What others say then moves nothing
// that stood, also when its place is on no board. `places.ts` fills it in; in memory alone, gone with the page.
import type { Me } from '../../../api';
import type { Picture } from '../../../schema.gen';
import type { Point } from '../stage/view';

/** Where a thing stands among what is read together, which may be told to all of its readers. */
export interface Placed {
  at: Point;
  /** The rooms that had a say in it. */
  by: readonly string[];
  /** The rooms with which it would be placed now. */
  among: readonly string[];
}

/** The memory of one screen. */
export class MapMemory {
  /** The picture it is of. */
  picture: Picture | null = null;
  /** Where each thing was shown. */
  shown: ReadonlyMap<string, Point> = new Map();
  /** Where each stands room by room: elsewhere than shown when it had to give way to what not all of its readers read. */
  placed: ReadonlyMap<string, Placed> = new Map();
  /** What the places of each room were made of. */
  made: ReadonlyMap<string, string> = new Map();
  /**
   * What has no place on its board and stands where it stands because of what this screen showed before: a screen that opens
   * later can't know that.
   */
  readonly owed = new Set<string>();
}

/** By who visits: that is made once a visit, and both what shows the map and what writes places have it. */
const memories = new WeakMap<Me, MapMemory>();

/** The memory of this visit; nothing when the map was not looked at yet. */
export function memoryOf(me: Me): MapMemory | undefined {
  return memories.get(me);
}

/** The memory of this visit, which begins here. */
export function remember(me: Me): MapMemory {
  const memory = memories.get(me) ?? new MapMemory();
  memories.set(me, memory);
  return memory;
}
