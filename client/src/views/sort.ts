// In which order things stand that have no order of their own. Pure.

/** Words of which the order is that of their letters alone. */
const PLAIN = /^[a-z0-9 ]*$/i;

/**
 * In the order of the alphabet, as a Dutch reader looks for it. The language is asked only about other signs than plain ones:
 * to read how it sorts takes a slow phone as long as a tenth of a first view.
 */
export function alphabetical(one: string, other: string): number {
  if (!PLAIN.test(one) || !PLAIN.test(other)) return one.localeCompare(other, 'nl');
  return byCode(one.toLowerCase(), other.toLowerCase()) || byCode(other, one);
}

/** By the signs as they are: days, of which the shorter is the vaguer, and ids. */
export function byCode(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}
