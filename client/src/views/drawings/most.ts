// How much one drawing shows at once: no more than people who look at it together can take in. The list has all of it. Pure.

/** So many things are shown at once at most. */
export const MOST = 15;

/** One helping of things, in the order given, and how many helpings there are. */
export function helpingOf<T>(things: readonly T[], page: number, most = MOST): { shown: readonly T[]; pages: number } {
  const pages = Math.max(1, Math.ceil(things.length / most));
  const from = Math.min(Math.max(0, page), pages - 1) * most;
  return { shown: things.slice(from, from + most), pages };
}
