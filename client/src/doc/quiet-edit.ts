// Changing a joint text without anyone seeing a key typed: what was typed goes in as one change, beside what others changed
// meanwhile. Owns no field; the text on screen is the caller's.
import type * as Y from 'yjs';
import { changeBetween, type TextStep } from './diff';
import { Overlay } from './overlay';
import { changesBetween } from './word-diff';

/** One such edit, from opening the field to *Klaar*. */
export interface QuietEdit {
  /** The text as it was at the start. */
  readonly words: string;
  /** Which stretches of the text as it is now it would take out. */
  removals(now: string): [from: number, to: number][];
  /** Brings what changed between the start and `now` into the text as it is now, and ends; false when the text is gone. */
  keep(now: string): boolean;
  drop(): void;
}

/**
 * Starts one. `text` gives the live text, another one after its document was replaced; nothing when it isn't here, or when
 * it is empty and should not be.
 */
export function quietEdit(text: () => Y.Text | undefined, mayBeEmpty: boolean): QuietEdit | undefined {
  const started = text();
  const words = started?.toString() ?? '';
  if (started === undefined || (words === '' && !mayBeEmpty)) return undefined;
  let overlay = new Overlay(words.length);
  const follow = (event: Y.YTextEvent) => overlay.remote(event.delta);
  started.observe(follow);
  const drop = () => started.unobserve(follow);
  return {
    words,
    drop,
    removals(now) {
      const current = text();
      const trial = current === started ? overlay.copy() : new Overlay(words.length);
      if (current !== undefined && current !== started) trial.remote(stepsBetween(words, current.toString()));
      // From the last to the first, so that earlier places stay right.
      return changesBetween(words, now)
        .flatMap((change) => trial.local(change))
        .filter((change) => change.remove > 0)
        .map(({ index, remove }) => [index, index + remove]);
    },
    keep(now) {
      drop();
      const current = text();
      const typed = changesBetween(words, now);
      if (typed.length === 0) return true;
      if (current === undefined) return false;
      if (current !== started) {
        overlay = new Overlay(words.length);
        overlay.remote(stepsBetween(words, current.toString()));
      }
      current.doc?.transact(() => {
        for (const { index, remove, insert } of typed.flatMap((change) => overlay.local(change))) {
          if (remove > 0) current.delete(index, remove);
          if (insert !== '') current.insert(index, insert);
        }
      });
      return true;
    },
  };
}

function stepsBetween(before: string, after: string): TextStep[] {
  const change = changeBetween(before, after);
  if (change === undefined) return [];
  const { index, remove, insert } = change;
  return [{ retain: index }, ...(remove > 0 ? [{ delete: remove }] : []), ...(insert === '' ? [] : [{ insert }])];
}
