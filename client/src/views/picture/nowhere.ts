// Who is in rooms and reads none of them now may not think that nothing was said there.
import type { CaseStore } from '../store';

/** Whether a person reads in no room but their own. */
export function readsNowhere({ notices, rooms }: Pick<CaseStore, 'notices' | 'rooms'>): boolean {
  const unread = new Set(notices.flatMap((one) => (one.kind === 'not_read' ? [one.label] : [])));
  return unread.size > 0 && rooms.every((one) => one.kind === 'self' || unread.has(one.label));
}
