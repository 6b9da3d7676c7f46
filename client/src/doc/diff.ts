// Plain text changes in UTF-16 units, as both Yjs and <textarea> count. Pure functions; a surrogate pair is never split.

/** One change: at `index`, `remove` units go and `insert` comes. */
export interface TextChange {
  index: number;
  remove: number;
  insert: string;
}

/** A step of a Yjs text event. */
export interface TextStep {
  retain?: number | undefined;
  delete?: number | undefined;
  insert?: unknown;
}

function isHigh(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0xd800 && unit <= 0xdbff;
}
function isLow(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff;
}
/** Whether a cut before `at` goes through a character. */
function splits(text: string, at: number): boolean {
  return at > 0 && at < text.length && isHigh(text, at - 1) && isLow(text, at);
}

/**
 * What was typed to come from `before` to `after`: as little as possible. Where several answers are right ("aa" to "aaa")
 * the caret after typing decides: what stands behind it was not touched.
 */
export function changeBetween(before: string, after: string, caret: number = after.length): TextChange | undefined {
  if (before === after) return undefined;
  const shortest = Math.min(before.length, after.length);
  let prefix = 0;
  while (prefix < shortest && before[prefix] === after[prefix]) prefix += 1;
  let suffix = 0;
  while (suffix < shortest && before[before.length - 1 - suffix] === after[after.length - 1 - suffix]) suffix += 1;
  if (prefix + suffix > shortest) {
    suffix = Math.min(suffix, Math.max(shortest - prefix, after.length - caret));
    prefix = shortest - suffix;
  }
  while (splits(before, before.length - suffix) || splits(after, after.length - suffix)) suffix -= 1;
  while (splits(before, prefix) || splits(after, prefix)) prefix -= 1;
  return { index: prefix, remove: before.length - prefix - suffix, insert: after.slice(prefix, after.length - suffix) };
}

/** Which neighbour a position keeps when something comes exactly there. */
export type Side = 'left' | 'right';

/** Where a position goes when the steps of a remote change are taken. */
export function moved(position: number, steps: readonly TextStep[], side: Side): number {
  let at = 0;
  let result = position;
  for (const step of steps) {
    if (step.retain !== undefined) {
      at += step.retain;
    } else if (step.delete !== undefined) {
      // `at` counts in the new text, where what is deleted takes no room.
      if (result > at) result = Math.max(at, result - step.delete);
    } else if (typeof step.insert === 'string') {
      if (at < result || (at === result && side === 'right')) result += step.insert.length;
      at += step.insert.length;
    }
    if (at > result) break;
  }
  return result;
}

/** A selection after a remote change: it neither grows nor leaves its characters. A bare caret stays behind its left one. */
export function movedSelection(start: number, end: number, steps: readonly TextStep[]): { start: number; end: number } {
  if (start === end) {
    const caret = moved(start, steps, 'left');
    return { start: caret, end: caret };
  }
  const from = moved(start, steps, 'right');
  return { start: from, end: Math.max(from, moved(end, steps, 'left')) };
}
