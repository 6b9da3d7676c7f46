// What stands ready to be shared, as its author meets it. Pure.
import type { CaseStore } from '../store';

/** Something that waits to be shared. */
export interface ReadyView {
  id: string;
  words: string;
  room: string;
  /** Who was named when it was pressed. */
  readers: readonly string[];
}

/** All that waits: drafts, and what is said elsewhere and is to be read by more people. */
export function readyOf(store: Pick<CaseStore, 'picture' | 'drafts' | 'voice'>): ReadyView[] {
  return store.picture.drafts.flatMap(({ id, ready }): ReadyView[] => {
    if (ready === undefined) return [];
    const draft = store.drafts.find((one) => one.id === id && one.sharedIn === null);
    const words = draft?.words ?? (store.voice.piece(id) === null ? '' : store.voice.nameOf(id));
    return [{ id, words, room: ready.room, readers: ready.readers }];
  });
}
