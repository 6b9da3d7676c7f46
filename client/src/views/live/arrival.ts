// Coming in: who is here and what they may see, asked before anything is on screen so that neither waits for the other.

import { ApiError, api, type Me, type PictureAnswer } from '../../api';
import type { Picture } from '../../schema.gen';
import { heard, leftUnheard } from '../../ui/leave';

/** Who is logged in, with their picture as the server composed it. */
export interface Arrival {
  me: Me;
  answer: PictureAnswer<Picture>;
}

/** Asks both, or takes what the page asked for ahead; without a session it fails as `api.me` does. */
export function arrive(asked?: 'ahead'): Promise<Arrival> {
  return api.arrival<Picture>(asked);
}

/** The same when a page begins: who left at once without a connection is first gone for the server too. */
export async function comeBack(): Promise<Arrival> {
  if (!leftUnheard()) return arrive('ahead');
  try {
    await api.logout();
  } catch (fault) {
    // Then it was heard after all.
    if (!(fault instanceof ApiError && fault.code === 'session-ended')) throw fault;
  }
  heard();
  return arrive();
}
