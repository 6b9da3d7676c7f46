// Moving one thing in a list. Pure.

/** The list with the thing at this place one further up or down; the same list where there is no further. */
export function moved<T>(list: readonly T[], at: number, by: 1 | -1): T[] {
  const next = [...list];
  const [thing] = next.splice(at, 1);
  if (thing === undefined || at + by < 0 || at + by >= list.length) return [...list];
  next.splice(at + by, 0, thing);
  return next;
}

/** The list with this thing right behind another one, or first. */
export function putBehind<T>(list: readonly T[], thing: T, after: T | null): T[] {
  const next = list.filter((one) => one !== thing);
  next.splice(after === null ? 0 : next.indexOf(after) + 1, 0, thing);
  return next;
}
