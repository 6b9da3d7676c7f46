// Whose yes it is, and who wrote it down, said to who reads it.
import { say, sayNames } from '../words.svelte';
import type { Agreement } from './along';

/** Who said yes; who reads this first, as themselves. */
export function givers({ by }: Pick<Agreement, 'by'>, me: string, name: (person: string) => string): string {
  const others = by.filter((person) => person !== me).map(name);
  return sayNames(by.includes(me) ? [say('client-along-you'), ...others] : others);
}

/** Who wrote a yes down, and how it was said; nothing of one that was said on the giver's own screen. */
export function writtenDown(
  { by, how, recordedBy }: Pick<Agreement, 'by' | 'how' | 'recordedBy'>,
  me: string,
  name: (person: string) => string,
): string {
  if (recordedBy === null) return '';
  const whose = recordedBy === me ? 'written' : by.includes(me) ? 'mine' : 'others';
  const fields = { whose, who: name(recordedBy) };
  return say(`client-along-written-${how === 'spoken' || how === 'paper' ? how : 'said'}`, fields);
}
