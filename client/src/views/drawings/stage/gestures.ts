// What fingers and a mouse do on a drawing: press, drag a thing, move the sheet, pinch. A state machine without a DOM: it is
// told of pointers in places of the screen, and answers what should happen.
import type { Point } from './view';

/** So far a pointer may wander and still be a tap. */
const SLACK = 7;

/** What should happen. */
export type Move =
  | { kind: 'pan'; dx: number; dy: number }
  | { kind: 'pinch'; factor: number; at: Point; dx: number; dy: number }
  /** A thing begins to be dragged: from now on taps are no taps. */
  | { kind: 'grab'; thing: string }
  /** A thing is so far from where it was grabbed. */
  | { kind: 'drag'; thing: string; dx: number; dy: number }
  | { kind: 'drop'; thing: string; at: Point }
  | { kind: 'release'; thing: string };

interface Pressed {
  from: Point;
  thing: string | null;
}

/** The pointers on one drawing. */
export class Gestures {
  private readonly down = new Map<number, Point>();
  private pressed: Pressed | null = null;
  private doing: 'nothing' | 'pan' | 'drag' | 'pinch' = 'nothing';

  /** Whether more than a tap is going on. */
  get busy(): boolean {
    return this.doing !== 'nothing';
  }

  /** A pointer goes down, on a thing that may be moved or on the sheet. */
  press(pointer: number, at: Point, thing: string | null): Move[] {
    this.down.set(pointer, at);
    if (this.down.size === 1) {
      this.pressed = { from: at, thing };
      this.doing = 'nothing';
      return [];
    }
    const released = this.letGo();
    this.doing = 'pinch';
    return released;
  }

  /** A pointer goes somewhere. */
  move(pointer: number, at: Point): Move[] {
    const before = this.down.get(pointer);
    if (before === undefined) return [];
    if (this.doing === 'pinch') return this.pinch(pointer, before, at);
    this.down.set(pointer, at);
    const { pressed } = this;
    if (pressed === null) return [];
    const [dx, dy] = [at.x - pressed.from.x, at.y - pressed.from.y];
    if (this.doing === 'nothing') {
      if (Math.hypot(dx, dy) < SLACK) return [];
      this.doing = pressed.thing === null ? 'pan' : 'drag';
      if (pressed.thing === null) return [{ kind: 'pan', dx, dy }];
      return [
        { kind: 'grab', thing: pressed.thing },
        { kind: 'drag', thing: pressed.thing, dx, dy },
      ];
    }
    if (pressed.thing !== null) return [{ kind: 'drag', thing: pressed.thing, dx, dy }];
    return [{ kind: 'pan', dx: at.x - before.x, dy: at.y - before.y }];
  }

  /** A pointer goes up. */
  lift(pointer: number): Move[] {
    const at = this.down.get(pointer);
    if (at === undefined) return [];
    this.down.delete(pointer);
    const dropped = this.doing === 'drag' && this.pressed?.thing ? this.pressed.thing : null;
    if (this.down.size === 0) {
      this.doing = 'nothing';
      this.pressed = null;
    } else {
      // Of two fingers one stays: it goes on moving the sheet.
      const [rest] = this.down.values();
      this.pressed = rest === undefined ? null : { from: rest, thing: null };
      this.doing = 'pan';
    }
    return dropped === null ? [] : [{ kind: 'drop', thing: dropped, at }];
  }

  /** The browser takes the pointer away, or someone presses Escape: nothing of it counts. */
  cancel(pointer?: number): Move[] {
    if (pointer === undefined) this.down.clear();
    else this.down.delete(pointer);
    return this.letGo();
  }

  private letGo(): Move[] {
    const thing = this.doing === 'drag' ? this.pressed?.thing : null;
    this.pressed = null;
    this.doing = 'nothing';
    return thing ? [{ kind: 'release', thing }] : [];
  }

  private pinch(pointer: number, before: Point, at: Point): Move[] {
    const other = [...this.down].find(([id]) => id !== pointer)?.[1];
    this.down.set(pointer, at);
    if (other === undefined) return [];
    const apart = (one: Point) => Math.max(1, Math.hypot(one.x - other.x, one.y - other.y));
    const middle = { x: (before.x + other.x) / 2, y: (before.y + other.y) / 2 };
    return [
      {
        kind: 'pinch',
        factor: apart(at) / apart(before),
        at: middle,
        dx: (at.x - before.x) / 2,
        dy: (at.y - before.y) / 2,
      },
    ];
  }
}
