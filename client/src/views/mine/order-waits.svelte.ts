// Own orders that were changed and wait for "Klaar", by whose they are: until then they are on this screen only, and nothing may
// say that all is stored.
import type { Me } from '../../api';

type Who = Pick<Me, 'case' | 'person'>;

let places: ReadonlySet<string> = $state.raw(new Set());
const ofWhom = ({ case: of, person }: Who): string => `${of}/${person}/`;

/** Whether an own order of this person waits in any room. */
export const orderWaits = (who: Who): boolean => [...places].some((one) => one.startsWith(ofWhom(who)));

/** The order in a room waits, or does no more. */
export function setOrderWaits(who: Who, room: string, waits: boolean): void {
  const place = ofWhom(who) + room;
  if (places.has(place) === waits) return;
  places = new Set(waits ? [...places, place] : [...places].filter((one) => one !== place));
}

/** Who was here left, and what they had not finished goes too. */
export function forgetOrders(): void {
  places = new Set();
}
