// Where someone lived one after the other, and how often they moved. Pure.
import type { Picture } from '../../../schema.gen';
import type { Item } from '../../picture/rows';

type Placement = Extract<Item, { kind: 'placement' }>;

/** How often someone moved. */
export interface Moves {
  person: string;
  count: number;
}

/** Where each lived, in order of time; what has no date comes last. */
function byPerson(picture: Picture): Map<string, Placement[]> {
  const found = new Map<string, Placement[]>();
  for (const item of picture.items) {
    if (item.kind !== 'placement' || item.withdrawn || item.fields === null) continue;
    found.set(item.fields.person, [...(found.get(item.fields.person) ?? []), item]);
  }
  for (const one of found.values()) {
    one.sort((a, b) => (a.fields?.start ?? '9').localeCompare(b.fields?.start ?? '9') || (a.id < b.id ? -1 : 1));
  }
  return found;
}

/** How often each moved: to every place but a home where it began. */
export function movesOf(picture: Picture): Moves[] {
  return [...byPerson(picture)].map(([person, places]) => ({
    person,
    count: places.length - (places[0]?.fields?.kind === 'home' ? 1 : 0),
  }));
}

/** When each place that nobody gave an end ended all the same: when the next one began. */
export function endsOf(picture: Picture): ReadonlyMap<string, string> {
  const ends = new Map<string, string>();
  for (const places of byPerson(picture).values()) {
    for (const [index, place] of places.entries()) {
      const next = places[index + 1]?.fields?.start ?? null;
      if (place.fields?.end === null && next !== null) ends.set(place.id, next);
    }
  }
  return ends;
}
