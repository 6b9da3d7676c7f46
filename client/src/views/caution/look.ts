// Looking at words before others read them: what seems to stand in them, and did not stand there for the same readers before.
import { type Found, findIn } from './find';
import { MustAsk, saidAnyway, sharing } from './sharing';

/** The words that would be shared, and those their readers have read there before. */
export type Words = { now: readonly string[]; before?: readonly string[] };

/** What is asked about: what stands in these words, and did not stand there for the same readers before. */
function toAsk({ now, before = [] }: Words): Found[] {
  const known = new Set(before.flatMap(findIn).map((one) => one.kind + one.plain));
  return now.flatMap(findIn).filter((one) => !known.has(one.kind + one.plain));
}

/** Refuses with {@link MustAsk} when something stands in the words that is asked about first. */
export function look(words: Words): void {
  if (saidAnyway()) return;
  const found = toAsk(words);
  if (found.length > 0) throw new MustAsk(found);
}

/** Sends what was typed in a form, and asks first where that is needed. `send` tells of its own faults; `failed` of all others. */
export function sendLooked(words: Words, send: () => Promise<void>, failed: (fault: unknown) => void): void {
  sharing(() => {
    look(words);
    return send();
  }, failed);
}
