// When a page is left alone: nobody touches it, or nobody can see it. Knows no page and no clock of its own; what is done then
// is the caller's.

/** So long without a touch, in milliseconds: 15 minutes. */
export const IDLE_MS = 900_000;
/** So long out of sight: 5 minutes. */
export const HIDDEN_MS = 300_000;

/** The time, and being woken later; answers how not to be. */
export interface Clock {
  now(): number;
  later(ms: number, run: () => void): () => void;
}

/** What is watched. */
export interface Watched {
  hidden(): boolean;
  /** People write together on it now: a wall that nobody touches is read. */
  together(): boolean;
  /** It is left alone. Called once. */
  left(): void;
}

/** Watches one page until it is left alone. */
export class Idle {
  private touchedAt: number;
  private hiddenAt: number | null;
  private cancel: () => void = () => undefined;
  private over = false;

  constructor(
    private readonly clock: Clock,
    private readonly page: Watched,
  ) {
    this.touchedAt = clock.now();
    this.hiddenAt = page.hidden() ? this.touchedAt : null;
    this.look();
  }

  /** Somebody did something. A device that slept may tell this before any timer: then it comes too late. */
  touched(): void {
    if (this.left() <= 0) this.look();
    else this.touchedAt = this.clock.now();
  }

  /** It came in sight, or went out of it. */
  turned(): void {
    const hidden = this.page.hidden();
    // How long it was out of sight counts before it is seen again.
    if (!hidden) this.look();
    this.hiddenAt = hidden ? (this.hiddenAt ?? this.clock.now()) : null;
    this.look();
  }

  stop(): void {
    this.over = true;
    this.cancel();
  }

  /** How long it may stay as it is. */
  private left(): number {
    const now = this.clock.now();
    if (this.page.together()) this.touchedAt = now;
    // A clock that was set back counts as no time at all.
    const since = (at: number) => Math.max(0, now - at);
    const idle = IDLE_MS - since(this.touchedAt);
    return this.hiddenAt === null ? idle : Math.min(idle, HIDDEN_MS - since(this.hiddenAt));
  }

  private look(): void {
    if (this.over) return;
    this.cancel();
    const left = this.left();
    if (left > 0) {
      this.cancel = this.clock.later(left, () => this.look());
      return;
    }
    this.stop();
    this.page.left();
  }
}
