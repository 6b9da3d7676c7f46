// Rows move when one of their buttons is pressed: what is pressed again in that place soon after is meant for the same thing,
// not for the row that came to stand there.
import { inPlaceOf, type Press } from '../../ui/second-press';

/** So soon after. */
const SOON_MS = 800;

/** What is done with a press on a row. */
export type Meant = 'this' | { instead: string; button: number };

/** The presses on the rows of one list. */
export class SameThing {
  private last: { item: string; button: number; press: Press; at: number } | undefined;

  /** A button of a row was pressed: the how manieth of it, and when. Answers what was meant. */
  pressed(item: string, button: number, press: Press, at: number): Meant {
    const { last } = this;
    const again = last !== undefined && at - last.at < SOON_MS && inPlaceOf(press, last.press);
    if (again && last.item !== item) {
      this.last = { ...last, at };
      return { instead: last.item, button: last.button };
    }
    this.last = { item, button, press, at };
    return 'this';
  }
}
