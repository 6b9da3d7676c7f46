// How much this person took lately out of what others wrote, counted as the server does (docs/protocol.md R1): before it
// becomes much, they are asked. Pure but for the clock.
import { LIMITS } from '../schema.gen';

interface Taken {
  at: number;
  characters: number;
  things: readonly string[];
}

/** What one person took out, by document. */
export class RemovedLately {
  private readonly taken = new Map<string, Taken[]>();

  constructor(private readonly now: () => number = Date.now) {}

  /** Whether so many characters of others, on top of what went before, are asked about first. */
  muchText(document: string, characters: number): boolean {
    return characters > 0 && this.characters(document) + characters > LIMITS.removed_characters_max;
  }

  /** Whether one more thing of others is asked about first. */
  manyThings(document: string, thing: string): boolean {
    return new Set([...this.things(document), thing]).size > LIMITS.removed_things_max;
  }

  /** Characters of others go. When that was much they were asked, and counting begins anew. */
  tookText(document: string, characters: number): void {
    if (characters === 0) return;
    if (this.muchText(document, characters)) {
      this.keep(document, (one) => ({ ...one, characters: 0 }));
    } else this.lately(document).push({ at: this.now(), characters, things: [] });
  }

  /** A thing of others goes; after many, counting begins anew. */
  tookThing(document: string, thing: string): void {
    if (this.manyThings(document, thing)) this.keep(document, (one) => ({ ...one, things: [] }));
    else this.lately(document).push({ at: this.now(), characters: 0, things: [thing] });
  }

  private characters(document: string): number {
    return this.lately(document).reduce((sum, one) => sum + one.characters, 0);
  }

  private things(document: string): string[] {
    return this.lately(document).flatMap((one) => one.things);
  }

  private keep(document: string, what: (one: Taken) => Taken): void {
    this.taken.set(document, this.lately(document).map(what));
  }

  /** What still counts. */
  private lately(document: string): Taken[] {
    const since = this.now() - LIMITS.removed_within_ms;
    const counts = (this.taken.get(document) ?? []).filter(
      (one) => one.at >= since && (one.characters > 0 || one.things.length > 0),
    );
    this.taken.set(document, counts);
    return counts;
  }
}
