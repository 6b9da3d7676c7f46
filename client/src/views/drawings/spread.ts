// Putting things in a row where each wants to be, or as near to it as the others allow. Pure.

/** One thing that wants a place and takes some room from there on. */
export interface Spreading {
  /** Where it wants to begin. */
  wish: number;
  room: number;
}

/**
 * Places for things in the order given, none over the next, all within `from` to `to`, together moved as little as can be
 * (least squares). When they do not fit at all they begin at `from`, one after the other.
 */
export function spread(things: readonly Spreading[], from: number, to: number): number[] {
  const offsets: number[] = [];
  let total = 0;
  for (const thing of things) {
    offsets.push(total);
    total += thing.room;
  }
  const slack = Math.max(0, to - from - total);
  // Without the room of those before, the order is all that is left to keep: what is out of order shares a place.
  const blocks: { sum: number; count: number }[] = [];
  for (const [index, thing] of things.entries()) {
    let block = { sum: thing.wish - from - (offsets[index] ?? 0), count: 1 };
    for (
      let last = blocks.at(-1);
      last !== undefined && last.sum / last.count > block.sum / block.count;
      last = blocks.at(-1)
    ) {
      block = { sum: block.sum + last.sum, count: block.count + last.count };
      blocks.pop();
    }
    blocks.push(block);
  }
  const places: number[] = [];
  for (const { sum, count } of blocks) {
    const at = Math.max(0, Math.min(slack, sum / count));
    for (let index = 0; index < count; index++) places.push(from + at + (offsets[places.length] ?? 0));
  }
  return places;
}
