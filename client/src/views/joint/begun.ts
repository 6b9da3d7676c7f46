// What was begun in a form: still there when the form is opened again, until it is finished or thrown away. Kept where other
// unfinished words are.
import { begun, unsaid } from '../standpoint/unsaid';
import type { CaseStore } from '../store';

/** A form that keeps what it holds. */
export interface BegunForm<Held> {
  /** What it held when it was left. */
  before: Held | undefined;
  /** Keeps what it holds now, with the words somebody typed of it. */
  keep(held: Held, words: readonly string[]): void;
  /** It was finished, or thrown away. */
  forget(): void;
}

/** The form at a place of somebody's case. */
export function begunForm<Held>({ me }: Pick<CaseStore, 'me'>, place: string): BegunForm<Held> {
  const key = `${me.case}/${me.person}/${place}`;
  const held = unsaid.has(key) ? begun.get(key) : undefined;
  return {
    before: held === undefined ? undefined : (JSON.parse(held) as Held),
    keep(now, words) {
      begun.set(key, JSON.stringify(now));
      unsaid.set(key, words.filter((one) => one.trim() !== '').join('\n'));
    },
    forget() {
      begun.delete(key);
      unsaid.delete(key);
    },
  };
}
