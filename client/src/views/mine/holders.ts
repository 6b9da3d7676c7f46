// Whom something is about ("gaat over"): people of the case, or a group with a name of its own.
import type { CaseStore } from '../store';
import { say } from '../words.svelte';

/** The groups something may be about, besides persons. */
export const GROUPS = ['family', 'school', 'network', 'helpers', 'cooperation', 'society'] as const;

/** How a holder is named on screen. */
export function holderName(store: CaseStore, holder: string): string {
  if ((GROUPS as readonly string[]).includes(holder)) return say(`holder-${holder}`);
  return store.face(holder).name;
}
