// Why something on *Wie leest mee* could not be done.
import { ApiError } from '../../api';
import { say } from '../words.svelte';

export function whyUndone(fault: unknown): string {
  const refused = fault instanceof ApiError && (fault.code === 'not-yours' || fault.code === 'write-forbidden');
  return say(refused ? 'client-along-not-yours' : 'client-along-undone');
}
