// Where someone looks at a drawing, on their screen: fitted when something else is shown, and when something new would be out of
// sight of who looks at all of it; moved and zoomed by people, and never beside the drawing altogether.
import {
  type Box,
  fitting,
  isInSight,
  kept,
  lookingAt,
  type Point,
  panned,
  revealing,
  type View,
  zoomAt,
} from './view';

/** Where someone looks. */
export class Sight {
  view: View = $state.raw({ x: 0, y: 0, scale: 1 });
  /** The screen there is for the drawing, in pixels; 0 until it is known. */
  width = $state(0);
  height = $state(0);
  readonly size = $derived({ width: this.width, height: this.height });
  /** All of it, as shown last; something else is in view once people looked elsewhere. */
  private fitted: View | null = null;

  /** `whole` is all there is to see. */
  constructor(private readonly whole: () => Box | null) {}

  get middle(): Point {
    return { x: this.width / 2, y: this.height / 2 };
  }

  /** What is in sight of the drawing, and a little round it. */
  get seen(): Box {
    const { x, y, scale } = this.view;
    const [width, height] = [this.width / scale, this.height / scale];
    return { x: -x / scale - width / 10, y: -y / scale - height / 10, width: width * 1.2, height: height * 1.2 };
  }

  /** All of it when it can be read, else what comes first, large enough to read. */
  begin(start: Box | undefined, readable: number): void {
    const whole = this.whole();
    if (this.width === 0 || whole === null) return;
    const all = fitting(whole, this.size);
    if (all.scale >= readable || start === undefined) this.see(all);
    else this.view = lookingAt(start, whole, this.size, readable);
  }

  fit(): void {
    const whole = this.whole();
    if (whole !== null) this.see(fitting(whole, this.size));
  }

  /** There is more to see: who looks at all of it has that in sight too, as long as it can be read. */
  follow(readable: number): void {
    const whole = this.whole();
    if (this.width === 0 || whole === null || this.fitted !== this.view || isInSight(whole, this.view, this.size))
      return;
    const all = fitting(whole, this.size);
    if (all.scale >= readable) this.see(all);
  }

  /** Someone arranges things themselves: nothing moves under their hands, nor afterwards. */
  leave(): void {
    this.fitted = null;
  }

  private see(all: View): void {
    this.view = all;
    this.fitted = all;
  }

  pan(dx: number, dy: number): void {
    this.look(panned(this.view, dx, dy));
  }

  zoom(factor: number, at: Point = this.middle): void {
    this.look(zoomAt(this.view, factor, at));
  }

  /** Two fingers move and zoom at the same time. */
  pinch(factor: number, at: Point, dx: number, dy: number): void {
    this.look(panned(zoomAt(this.view, factor, at), dx, dy));
  }

  /** Moves as little as possible to have it on the screen. */
  reveal(box: Box): void {
    this.look(revealing(this.view, box, this.size));
  }

  private look(next: View): void {
    const whole = this.whole();
    this.view = whole === null ? next : kept(next, whole, this.size);
  }
}
