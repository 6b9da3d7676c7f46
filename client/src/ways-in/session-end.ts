// When a session ends by its time: that is announced two minutes before. Knows no page and no clock of its own. Where the server
// doesn't tell until when a session is, nothing is announced.
import type { Clock } from './idle';

/** So long before its end it is announced, in milliseconds: 2 minutes. */
export const ANNOUNCED_MS = 120_000;
/** So near its end a session that ends does so by its time, and not because somebody ended it. */
const BY_ITS_TIME_MS = 5_000;

/** Until when a session is: a moment in milliseconds since 1970, and how long that was when it was answered. */
export interface Ends {
  until?: number;
  left?: number;
}

/** What is done about it. */
export interface Announcing {
  /** Asks again until when it is: it may have begun anew meanwhile. */
  ask(): Promise<Ends>;
  /** It ends in so long. */
  tell(left: number): void;
}

/** How long a session still is; nothing where nobody tells. The clock of a device may be wrong, what is left is not. */
export function leftOf({ until, left }: Ends, now: number): number | null {
  if (left !== undefined) return left;
  return until === undefined ? null : until - now;
}

/** Watches one session until it ends. */
export class SessionEnd {
  private endsAt: number | null = null;
  private cancel: () => void = () => undefined;
  private over = false;

  constructor(
    private readonly clock: Clock,
    private readonly page: Announcing,
    ends: Ends,
  ) {
    this.heard(ends);
    this.wait();
  }

  /** Whether it ended by its time, now that it ended. */
  timeIsUp(): boolean {
    return this.endsAt !== null && this.clock.now() >= this.endsAt - BY_ITS_TIME_MS;
  }

  stop(): void {
    this.over = true;
    this.cancel();
  }

  private heard(ends: Ends): void {
    const now = this.clock.now();
    const left = leftOf(ends, now);
    this.endsAt = left === null ? null : now + left;
  }

  private wait(): void {
    if (this.over || this.endsAt === null) return;
    this.cancel = this.clock.later(Math.max(0, this.endsAt - ANNOUNCED_MS - this.clock.now()), () => void this.look());
  }

  private async look(): Promise<void> {
    // Without an answer what was told before holds.
    const ends = await this.page.ask().catch(() => null);
    if (this.over) return;
    if (ends !== null) this.heard(ends);
    if (this.endsAt === null) return;
    const left = this.endsAt - this.clock.now();
    if (left > ANNOUNCED_MS) this.wait();
    else if (left > 0) this.page.tell(left);
  }
}
