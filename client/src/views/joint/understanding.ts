// Who understands what has to change, who does not, and who said nothing of it yet. Pure.
import type { Item } from '../picture/rows';

/** What is known of it, without the person who looks. */
export interface Understanding {
  /** Who understands it, with what it says in their own words. */
  said: readonly { by: string; words: string | null }[];
  /** To whom it is not clear. */
  unclear: readonly string[];
  /** Who read it, or may read it, and said nothing of the words as they are now. */
  silent: readonly string[];
}

/** What everyone else in the room said of understanding this. */
export function understandingOf(item: Item, readers: readonly { id: string }[], me: string): Understanding {
  const marks = item.marks.flatMap((mark) =>
    mark.field === 'understood' && !mark.stale && mark.by !== me ? [mark] : [],
  );
  const answered = new Set(marks.map((mark) => mark.by));
  return {
    said: marks.filter((mark) => mark.is).map(({ by, words }) => ({ by, words })),
    unclear: marks.filter((mark) => !mark.is).map((mark) => mark.by),
    silent: readers.map((one) => one.id).filter((one) => one !== me && !answered.has(one)),
  };
}
