// Which things of a drawing are drawn already: all of a few things, and all of them on paper. Of a large drawing what is in sight
// comes at once, the others bit by bit while nothing else is to be done, the nearest first. Names, places and buttons of all
// of them are there from the start.
import { untrack } from 'svelte';
import { printing } from '../../../ui/printing.svelte';
import type { Sight } from './sight.svelte';
import type { StageThing } from './thing';

/** So many are drawn without ado. */
const AT_ONCE = 40;
/** So many take no longer than a frame may. */
const BIT = 8;

/** What is drawn. Made in a component, after what fits the drawing to the screen; `things` is reactive. */
export class Drawn {
  private ids: ReadonlySet<string> = $state.raw(new Set());
  /** Nothing waits: also before it is known how large the screen is. */
  private readonly whole: boolean = $derived.by(() => this.things().length <= AT_ONCE || printing());

  constructor(
    private readonly things: () => readonly StageThing[],
    private readonly sight: Sight,
  ) {
    $effect.pre(() => {
      const missing = this.missing();
      if (missing.length === 0) return;
      const { width, seen } = this.sight;
      const wanted = this.whole ? missing : width === 0 ? [] : missing.filter((thing) => meets(thing, seen));
      untrack(() => this.add(wanted));
    });
    $effect(() => {
      const missing = this.missing();
      if (missing.length === 0) return;
      // A frame first: what is there is shown before more comes.
      let timer: ReturnType<typeof setTimeout> | undefined;
      const frame = requestAnimationFrame(() => {
        timer = setTimeout(() => this.add(this.nearest(missing)), 0);
      });
      return () => {
        cancelAnimationFrame(frame);
        clearTimeout(timer);
      };
    });
  }

  /** Whether a thing is drawn. */
  has(id: string): boolean {
    return this.whole || this.ids.has(id);
  }

  private missing(): StageThing[] {
    return this.things().filter((thing) => !this.ids.has(thing.id));
  }

  private add(things: readonly StageThing[]): void {
    if (things.length > 0) this.ids = new Set([...this.ids, ...things.map((thing) => thing.id)]);
  }

  private nearest(things: readonly StageThing[]): StageThing[] {
    const { seen } = this.sight;
    const far = (thing: StageThing) =>
      Math.hypot(
        thing.x + thing.width / 2 - seen.x - seen.width / 2,
        thing.y + thing.height / 2 - seen.y - seen.height / 2,
      );
    return [...things].sort((a, b) => far(a) - far(b)).slice(0, BIT);
  }
}

const meets = (a: StageThing, b: Sight['seen']) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
