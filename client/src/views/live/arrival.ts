// Coming in: who is here and what they may see, asked before anything is on screen so that neither waits for the other.
import { api, type Me, type PictureAnswer } from '../../api';
import type { Picture } from '../../schema.gen';

/** Who is logged in, with their picture as the server composed it. */
export interface Arrival {
  me: Me;
  answer: PictureAnswer<Picture>;
}

/** Asks both, or takes what the page asked for ahead; without a session it fails as `api.me` does. */
export function arrive(asked?: 'ahead'): Promise<Arrival> {
  return api.arrival<Picture>(asked);
}
