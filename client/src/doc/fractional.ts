// Keys for an order (docs/document-format.md D5): strings of `0-9A-Za-z`, compared by byte, with always room for one more
// between two. The twin of `schema/src/doc/fractional.rs`; both give the same key for the same input.

/** The digits, in the order in which they are compared. */
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const KEY = /^[0-9A-Za-z]{1,2000}$/;

/** Three random bytes. */
export type RandomBytes = readonly [number, number, number];

/** Whether a string is a key. */
export const isKey = (text: string): boolean => KEY.test(text);

const digit = (text: string, at: number): number => Math.max(0, DIGITS.indexOf(text.charAt(at) || '0'));

/**
 * A key after `before` and, where there is room, before `after`. The random bytes keep two people who place something at
 * the same spot at the same moment from making the same key.
 */
export function between(before: string | null, after: string | null, random: RandomBytes): string {
  const low = before ?? '';
  // Without room (equal, crossed or badly ended keys) the upper bound gives way.
  let high = after !== null && after > low ? after : null;
  let key = '';
  for (let at = 0; ; at += 1) {
    const from = at < low.length ? digit(low, at) : 0;
    const to = high !== null && at < high.length ? digit(high, at) : DIGITS.length;
    if (to - from > 1) {
      key += DIGITS.charAt(Math.floor((from + to) / 2));
      break;
    }
    key += DIGITS.charAt(from);
    if (to !== from) high = null;
  }
  // A key never ends in the lowest digit: there would be no room below it.
  return (
    key + DIGITS.charAt(random[0] % 62) + DIGITS.charAt(random[1] % 62) + DIGITS.charAt(1 + (random[2] % (62 - 1)))
  );
}

/** Three random bytes for {@link between}. */
export function randomBytes(): RandomBytes {
  const [a = 0, b = 0, c = 0] = crypto.getRandomValues(new Uint8Array(3));
  return [a, b, c];
}
