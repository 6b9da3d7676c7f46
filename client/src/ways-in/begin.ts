// Where somebody begins who came in by their link: who said nothing yet is asked for a first sentence at once.
import type { Route } from '../routes';
import type { Arrival } from '../views/live/arrival';
import { isFamily } from '../views/write/questions';

/** The first thing to do: what goes well comes first. Nothing for who works here, and for who spoke before. */
export function beginsAt({ me, answer: { picture } }: Arrival): Route | null {
  const spoke = picture.drafts.length > 0 || picture.items.some((one) => one.by === me.person);
  return spoke || !isFamily(me.role) ? null : { view: 'mine', item: 'helps' };
}
