// What every part of leading a case gets: the case as it is now, how to do something, and what to say when it is done.
import type { Face } from '../people';
import type { LeadApi, Led } from './lead-api';

export interface At {
  led: Led;
  api: LeadApi;
  /** Who leads, in this case; nobody at the office, where there are only accounts. */
  me: string | null;
  face(person: string): Face;
  /** Something was done: it is said once, and all is asked anew. */
  done(words: string): Promise<void>;
}
