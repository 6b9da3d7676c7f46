// Time and chance for tests: a clock that only moves when told, and numbers from a seed.
import type { Clock } from '../src/sync/surroundings';

/** A seeded generator of numbers from 0 up to 1 (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A clock without a world behind it. */
export class VirtualClock implements Clock {
  private time = 0;
  private count = 0;
  private waiting: Array<{ at: number; order: number; run: () => void }> = [];

  now(): number {
    return this.time;
  }

  after(ms: number, run: () => void): () => void {
    this.count += 1;
    const entry = { at: this.time + Math.max(0, ms), order: this.count, run };
    this.waiting.push(entry);
    return () => {
      this.waiting = this.waiting.filter((other) => other !== entry);
    };
  }

  /** Lets time pass, and every promise that settles on the way. */
  async pass(ms: number): Promise<void> {
    const until = this.time + ms;
    for (;;) {
      await settle();
      const next = this.waiting.sort((a, b) => a.at - b.at || a.order - b.order)[0];
      if (next === undefined || next.at > until) break;
      this.waiting.shift();
      this.time = Math.max(this.time, next.at);
      next.run();
    }
    this.time = until;
  }
}

async function settle(): Promise<void> {
  for (let i = 0; i < 4; i += 1) await Promise.resolve();
}
