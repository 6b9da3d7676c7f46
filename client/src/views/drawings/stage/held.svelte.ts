// The thing of a drawing that someone is moving, by pointer or keyboard: lifted off the sheet until it is let go.
import type { Point } from './view';

/** What is moved now. */
export interface Moved {
  id: string;
  at: Point;
  /** It has the keyboard, and shows that. */
  ringed: boolean;
}

/** The sheet it is lifted off. */
interface Sheet {
  element(thing: string): SVGGElement | null;
  button(thing: string): SVGElement | null;
  /** Where it is told to be. */
  placeOf(thing: string): Point | undefined;
  /** It is somewhere now; `null` is back where it was. */
  moving(thing: string, at: Point | null): void;
  /** It is let go there; answers whether it stays. */
  moved(thing: string, at: Point): boolean;
}

/** Nothing, or one thing that is moved. */
export class Held {
  now: Moved | null = $state.raw(null);

  constructor(private readonly sheet: Sheet) {}

  /** Puts it somewhere. `follow`: on the sheet too, for what enlarges the screen round what has the keyboard. */
  put(thing: string, at: Point, follow: boolean): void {
    const before = this.now?.id === thing ? this.now : null;
    if (this.sheet.placeOf(thing) === undefined) return;
    const ringed = before?.ringed ?? this.sheet.button(thing)?.matches(':focus-visible') === true;
    this.now = { id: thing, at, ringed };
    if (follow) this.stand(thing, at);
    this.sheet.moving(thing, at);
  }

  /** Back to where it is told to be. */
  back(thing: string): void {
    const there = this.sheet.placeOf(thing);
    this.now = null;
    if (there !== undefined) this.stand(thing, there);
    this.sheet.moving(thing, null);
  }

  /** Lets it go where it is; answers whether it stays there. */
  letGo(thing: string): boolean {
    const at = this.now?.id === thing ? this.now.at : null;
    this.now = null;
    if (at === null) return false;
    if (!this.sheet.moved(thing, { x: Math.round(at.x), y: Math.round(at.y) })) {
      this.back(thing);
      return false;
    }
    // Until it is told to be there.
    this.stand(thing, at);
    return true;
  }

  private stand(thing: string, at: Point): void {
    this.sheet.element(thing)?.setAttribute('transform', `translate(${at.x} ${at.y})`);
  }
}
