// Who reads a room, besides the one who looks at it, in a sentence. Pure, apart from the language.
import type { CaseStore } from '../store';
import { say, sayNames } from '../words.svelte';
import { apartRooms } from './select';

/** Says it, and of a room for few that nobody else does; empty for a room that the reader does not have. */
export function readBy(store: Pick<CaseStore, 'me' | 'rooms'>, id: string): string {
  const room = store.rooms.find((one) => one.id === id);
  if (room === undefined) return '';
  const names = room.readers.filter((one) => one.id !== store.me.person).map((one) => one.name);
  if (names.length === 0) return say('client-only-you');
  const few = apartRooms(store.rooms).has(id);
  return say(few ? 'client-read-only-by' : 'client-read-by', { names: sayNames(names) });
}
