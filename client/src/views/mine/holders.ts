// Whom something is about ("gaat over"): people of the case, or a group with a name of its own.
import type { CaseStore, DraftView } from '../store';
import { say } from '../words.svelte';

/** The groups something may be about, besides persons. */
export const GROUPS = ['family', 'school', 'network', 'helpers', 'cooperation', 'society'] as const;

/** How a holder is named on screen. */
export function holderName(store: CaseStore, holder: string): string {
  if ((GROUPS as readonly string[]).includes(holder)) return say(`holder-${holder}`);
  return store.face(holder).name;
}

/** Whether a draft says enough to be shared: its words, and of a factor whom it is about and whether it helps. */
export function ready(draft: DraftView): boolean {
  const told = draft.kind === 'story' || (draft.tone !== null && draft.about.length > 0);
  return draft.words.trim() !== '' && told;
}
