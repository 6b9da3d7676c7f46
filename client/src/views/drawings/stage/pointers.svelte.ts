// Fingers, a mouse and a wheel on a stage: what they do is told to where someone looks, to what is held, and to who links.
import { Gestures, type Move } from './gestures';
import type { Held } from './held.svelte';
import type { Sight } from './sight.svelte';
import type { StageThing } from './thing';
import { type Point, toWorld } from './view';

/** The stage they are on. */
interface Stage {
  svg(): SVGSVGElement | undefined;
  things(): readonly StageThing[];
  thing(id: string): StageThing | undefined;
  /** Whether a press on this thing may become a drag. */
  drags(thing: StageThing): boolean;
  /** Links two things, where that can be done. */
  link: () => ((from: string, to: string) => void) | undefined;
  grabbed(thing: string): void;
  letGo(thing: string): void;
}

/** The thing an event is at. */
export function thingAt(event: Event): string | null {
  const found = event.target instanceof Element ? event.target.closest<SVGElement>('[data-thing]') : null;
  return found?.dataset.thing ?? null;
}

/** The pointers on one stage. */
export class Pointers {
  /** More than a tap goes on. */
  moving = $state(false);
  /** What is held is over this thing. */
  over: string | null = $state(null);
  /** Whether the last press moved nothing. */
  wasTap = true;
  private readonly gestures = new Gestures();
  /** Where the stage is on the screen, as measured last. */
  private corner: Point = { x: 0, y: 0 };

  constructor(
    private readonly stage: Stage,
    private readonly sight: Sight,
    private readonly held: Held,
  ) {}

  get busy(): boolean {
    return this.gestures.busy;
  }

  readonly down = (event: PointerEvent): void => {
    if (event.pointerType === 'mouse' && event.button !== 0) return;
    this.measure();
    this.wasTap = true;
    const thing = this.stage.thing(thingAt(event) ?? '');
    const drags = thing !== undefined && this.stage.drags(thing);
    this.act(this.gestures.press(event.pointerId, this.onScreen(event), drags ? thing.id : null), null);
  };

  readonly move = (event: PointerEvent): void => {
    const at = this.onScreen(event);
    this.act(this.gestures.move(event.pointerId, at), event.pointerId, at);
  };

  readonly up = (event: PointerEvent): void => {
    this.act(this.gestures.lift(event.pointerId), null);
    this.moving = this.gestures.busy;
  };

  readonly cancel = (event: PointerEvent): void => {
    this.act(this.gestures.cancel(event.pointerId), null);
    this.moving = false;
  };

  /** Listens to the wheel. Only a sheet that someone works on takes it; else the page goes on scrolling under it. */
  readonly wheel = (works: () => boolean) => (node: SVGSVGElement) => {
    const turned = (event: WheelEvent) => {
      if (!works() && !event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      this.measure();
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
      const by = Math.exp(-event.deltaY * lines * (event.ctrlKey ? 0.01 : 0.0016));
      this.sight.zoom(by, this.onScreen(event));
    };
    node.addEventListener('wheel', turned, { passive: false });
    return () => node.removeEventListener('wheel', turned);
  };

  /** Whatever is held goes back. */
  release(): void {
    const thing = this.held.now?.id;
    this.gestures.cancel();
    if (thing !== undefined) this.back(thing);
  }

  private measure(): void {
    const box = this.stage.svg()?.getBoundingClientRect();
    this.corner = { x: box?.left ?? 0, y: box?.top ?? 0 };
  }

  private onScreen(event: { clientX: number; clientY: number }): Point {
    return { x: event.clientX - this.corner.x, y: event.clientY - this.corner.y };
  }

  private act(moves: readonly Move[], pointer: number | null, at: Point | null = null): void {
    for (const move of moves) {
      if (move.kind === 'pan' || move.kind === 'grab') {
        this.wasTap = false;
        this.moving = true;
        if (pointer !== null) this.stage.svg()?.setPointerCapture(pointer);
      }
      if (move.kind === 'pan') this.sight.pan(move.dx, move.dy);
      else if (move.kind === 'pinch') {
        this.wasTap = false;
        this.sight.pinch(move.factor, move.at, move.dx, move.dy);
      } else if (move.kind === 'grab') this.stage.grabbed(move.thing);
      else if (move.kind === 'drag') this.drag(move.thing, move, at);
      else if (move.kind === 'drop') this.drop(move.thing, move.at);
      else this.back(move.thing);
    }
  }

  private drag(thing: string, by: { dx: number; dy: number }, at: Point | null): void {
    const there = this.stage.thing(thing);
    if (there === undefined) return;
    const { scale } = this.sight.view;
    this.held.put(thing, { x: there.x + by.dx / scale, y: there.y + by.dy / scale }, false);
    this.over = at === null || this.stage.link() === undefined ? null : this.under(at, thing);
  }

  private drop(thing: string, at: Point): void {
    const link = this.stage.link();
    const target = link === undefined ? null : this.under(at, thing);
    this.over = null;
    if (target === null) return this.stage.letGo(thing);
    this.held.back(thing);
    link?.(thing, target);
  }

  private back(thing: string): void {
    this.over = null;
    this.held.back(thing);
  }

  /** The other thing under a place of the screen. */
  private under(at: Point, not: string): string | null {
    const { x, y } = toWorld(this.sight.view, at);
    const found = this.stage
      .things()
      .find((one) => one.id !== not && x > one.x && x < one.x + one.width && y > one.y && y < one.y + one.height);
    return found?.id ?? null;
  }
}
