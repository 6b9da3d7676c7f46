// Drawing a long list bit by bit: what fits a screen at once, the rest while nothing else is to be done, so that the first
// rows can be read and touched at once on a slow phone.
import { printing } from '../../ui/printing.svelte';

/** More than a screen shows. */
const AT_ONCE = 10;
/** So many take a slow phone no longer than a key may. */
const BIT = 12;
/** A finger or a button of a mouse that goes down, and comes up or goes on to scroll. */
const PRESSES = ['pointerdown', 'pointerup', 'pointercancel'] as const;

/**
 * How many rows of a list are drawn. Made in a component; `total` is reactive. A list that stands `under` something large comes
 * after that is painted; where nothing is painted, all at once.
 */
export class Gradual {
  private drawn = $state(AT_ONCE);
  private reached = $state(false);

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
      if (this.drawn >= this.total()) {
        this.reached = true;
        return;
      }
      // A frame first: what is there is shown before more comes. Nothing moves under a finger: what was pressed would slip
      // away from it before it is let go, and the press be lost.
      let frame = 0;
      let timer: ReturnType<typeof setTimeout> | undefined;
      let pressed = false;
      const press = ({ type, button }: PointerEvent) => {
        pressed = type === 'pointerdown' && button === 0;
      };
      const wait = () => {
        frame = requestAnimationFrame(() => {
          timer = setTimeout(() => {
            if (pressed) wait();
            else this.drawn += BIT;
          }, 0);
        });
      };
      for (const type of PRESSES) addEventListener(type, press, true);
      wait();
      return () => {
        cancelAnimationFrame(frame);
        clearTimeout(timer);
        for (const type of PRESSES) removeEventListener(type, press, true);
      };
    });
  }

  /** Whether all of it has been drawn: from then on what stands under the list keeps its place, and stays. */
  get whole(): boolean {
    return this.reached || this.count >= this.total();
  }

  /** Paper waits for all of it. */
  get count(): number {
    return printing() ? this.total() : this.drawn;
  }
}
