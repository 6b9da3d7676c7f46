// Trying again with growing pauses: one rule for sockets, tickets and single documents.
import type { Surroundings } from './surroundings';

/** The first pause is drawn from 0 up to this, doubled with each attempt … */
export const PAUSE_FIRST_MS = 1_000;
/** … up to this. */
export const PAUSE_MAX_MS = 15_000;
/** `wait` in the table of errors: the pause is at least this. */
export const WAIT_MIN_MS = 10_000;

/** Draws a pause with full jitter: a whole town that lost its network must not come back in one beat. */
export function pauseBefore(attempt: number, random: number, least = 0): number {
  const most = Math.min(PAUSE_MAX_MS, PAUSE_FIRST_MS * 2 ** Math.min(attempt, 10));
  return least + random * most;
}

/** Pauses that grow until `reset`; at most one is running. */
export class Backoff {
  /** Attempts since things last went well. */
  attempts = 0;
  private stop = () => {};
  private due = 0;
  private run = () => {};

  constructor(private readonly around: Pick<Surroundings, 'clock' | 'random'>) {}

  /** Runs something after the next pause, instead of what waited before. */
  later(run: () => void, least = 0): void {
    this.run = run;
    this.start(pauseBefore(this.attempts, this.around.random(), least));
    this.attempts += 1;
  }

  /** Ends the pause that is running no later than after `most`. */
  within(most: number): void {
    if (this.due > this.around.clock.now() + most) this.start(most);
  }

  cancel(): void {
    this.stop();
    this.due = 0;
  }

  reset(): void {
    this.attempts = 0;
  }

  private start(pause: number): void {
    this.stop();
    this.due = this.around.clock.now() + pause;
    this.stop = this.around.clock.after(pause, this.run);
  }
}
