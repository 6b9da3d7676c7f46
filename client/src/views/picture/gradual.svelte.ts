// Drawing a long list bit by bit: what fits a screen at once, the rest while nothing else is to be done, so that the first
// rows can be read and touched at once on a slow phone.
import { printing } from '../../ui/printing.svelte';

/** More than a screen shows. */
const AT_ONCE = 10;
/** So many take a slow phone no longer than a key may. */
const BIT = 12;

/**
 * How many rows of a list are drawn. Made in a component; `total` is reactive. A list that stands `under` something large comes
 * after that is painted; where nothing is painted, all at once.
 */
export class Gradual {
  private drawn = $state(AT_ONCE);

  constructor(
    private readonly total: () => number,
    under = false,
  ) {
    if (under) {
      $effect.pre(() => {
        this.drawn = 0;
      });
    }
    $effect(() => {
      if (this.drawn >= this.total()) return;
      // A frame first: what is there is shown before more comes.
      let timer: ReturnType<typeof setTimeout> | undefined;
      const frame = requestAnimationFrame(() => {
        timer = setTimeout(() => {
          this.drawn += BIT;
        }, 0);
      });
      return () => {
        cancelAnimationFrame(frame);
        clearTimeout(timer);
      };
    });
  }

  /** Paper waits for all of it. */
  get count(): number {
    return printing() ? this.total() : this.drawn;
  }
}
