// Linking two things of a drawing, one after the other: what someone is asked now, and what was chosen first.
import { say } from '../../words.svelte';

/** Linking, while it goes on. */
export class Linking {
  on = $state(false);
  first: string | null = $state(null);

  /** What to do now, in a few words beside the drawing. */
  get asking(): string {
    return say(this.first === null ? 'client-drawing-link-first' : 'client-drawing-link-then');
  }

  /** Begins with a thing, or with nothing yet; answers what is said of it. */
  choose(thing: { id: string; name: string } | null): string {
    this.on = true;
    this.first = thing?.id ?? null;
    return thing === null ? say('client-drawing-link-first') : say('client-drawing-link-second', { name: thing.name });
  }

  end(): void {
    this.on = false;
    this.first = null;
  }
}
