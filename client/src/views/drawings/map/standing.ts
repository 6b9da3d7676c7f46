// How things stand on the map while a place is sought for them, and how bad that is: lines that are long, go back, cross, or run
// through what has nothing to do with them. Pure.
import type { Box, Point, Size } from '../stage/view';
import { crosses, through } from './meeting';

/** A thing to be placed, the most important first. */
export interface Placeable extends Size {
  id: string;
  /** Stands rather below. */
  helps: boolean;
  /** Stands rather at the left, where the story begins. */
  begins: boolean;
}

/** That two things hang together. */
export interface Pull {
  from: string;
  to: string;
  /** It has a direction. */
  leads: boolean;
}

/** From the middle of a column to that of the next: words stand beside the lines between. */
export const COLUMN = 400;
export const ROW_GAP = 74;
/** Things never come closer to each other than this. */
export const APART = 28;
/** A screen is so much wider than it is high. */
const SHAPE = 1.7;
/** With more things than this only lengths count: crossings can't be kept few anyhow. */
export const MANY = 40;

/** Cells from and to which things may stand, counted in columns and rows. */
export interface Grid {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Things with their lines, wherever they stand now. Numbered in the order given; arrays by that number keep it fast on a slow phone. */
export class Standing {
  readonly count: number;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly placed: Uint8Array;
  /** Those that may be moved. */
  readonly free: number[] = [];
  readonly linesOf: number[][];
  /** From the middle of a row to that of the next. */
  readonly row: number;
  readonly grid: Grid;
  readonly middle: Point;
  /** What was compared so far. */
  work = 0;
  /** The lines: from, to, and whether it leads. */
  private readonly from: number[] = [];
  private readonly to: number[] = [];
  private readonly leads: boolean[] = [];
  /** How bad each stands where it stands, and the work it was to find out; kept while nothing moves. */
  private readonly badness: Float64Array;
  private readonly workOf: Float64Array;
  /** How things stood when that was found out; every move makes it another. */
  private readonly stoodAt: Int32Array;
  private stand = 0;
  private stands = 0;

  constructor(
    readonly things: readonly Placeable[],
    pulls: readonly Pull[],
    kept: ReadonlyMap<string, Point>,
    /** What comes new is shown with these: it stands rather round them than round all there is. */
    private readonly near: ReadonlySet<string> = new Set(),
  ) {
    this.count = things.length;
    this.x = new Float64Array(this.count);
    this.y = new Float64Array(this.count);
    this.placed = new Uint8Array(this.count);
    this.badness = new Float64Array(this.count);
    this.workOf = new Float64Array(this.count);
    this.stoodAt = new Int32Array(this.count).fill(-1);
    this.linesOf = things.map(() => []);
    for (const [n, thing] of things.entries()) {
      const at = kept.get(thing.id);
      if (at === undefined) this.free.push(n);
      else this.put(n, at);
    }
    const number = new Map(things.map((thing, n) => [thing.id, n]));
    for (const pull of pulls) {
      const [a, b] = [number.get(pull.from), number.get(pull.to)];
      if (a === undefined || b === undefined || a === b) continue;
      this.linesOf[a]?.push(this.from.length);
      this.linesOf[b]?.push(this.from.length);
      this.from.push(a);
      this.to.push(b);
      this.leads.push(pull.leads);
    }
    // A few high things do not pull all rows apart: they take the room of two.
    const heights = things.map((thing) => thing.height).sort((a, b) => a - b);
    this.row = (heights[Math.floor(heights.length * 0.8)] ?? 0) + ROW_GAP;
    this.grid = this.makeGrid();
    const { left, top, right, bottom } = this.grid;
    this.middle = { x: ((left + right) / 2) * COLUMN, y: ((top + bottom) / 2) * this.row };
  }

  /** Wide enough for all, round what has its place already. */
  private makeGrid(): Grid {
    const columns = Math.max(1, Math.round(Math.sqrt((this.count * SHAPE * this.row) / COLUMN)));
    const rows = Math.max(1, Math.ceil(this.count / columns));
    let [left, top, right, bottom] = [0, 0, columns - 1, rows - 1];
    const isNear = (n: number) => this.near.has(this.things[n]?.id ?? '');
    const some = this.things.some((_, n) => this.placed[n] === 1 && isNear(n));
    if (some) [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let n = 0; n < this.count; n += 1) {
      if (this.placed[n] === 0 || (some && !isNear(n))) continue;
      const [column, row] = [(this.x[n] ?? 0) / COLUMN, (this.y[n] ?? 0) / this.row];
      left = Math.min(left, Math.floor(column));
      right = Math.max(right, Math.ceil(column));
      top = Math.min(top, Math.floor(row));
      bottom = Math.max(bottom, Math.ceil(row));
    }
    return { left, top, right, bottom };
  }

  /** The middles found. */
  places(): Map<string, Point> {
    return new Map(this.things.map((thing, n) => [thing.id, { x: this.x[n] ?? 0, y: this.y[n] ?? 0 }]));
  }

  /** The boxes of what stands; of these, when given. */
  boxesOf(ids?: ReadonlySet<string>): Box[] {
    return this.things.flatMap(({ id, width, height }, n) => {
      if (this.placed[n] === 0 || ids?.has(id) === false) return [];
      return [{ x: (this.x[n] ?? 0) - width / 2, y: (this.y[n] ?? 0) - height / 2, width, height }];
    });
  }

  /** Puts a thing there. */
  put(n: number, at: Point): void {
    this.x[n] = at.x;
    this.y[n] = at.y;
    this.placed[n] = 1;
    this.moved();
  }

  private moved(): void {
    this.stands += 1;
    this.stand = this.stands;
  }

  /** Two things in each other's place. */
  swap(one: number, two: number): void {
    const at = { x: this.x[one] ?? 0, y: this.y[one] ?? 0 };
    this.put(one, { x: this.x[two] ?? 0, y: this.y[two] ?? 0 });
    this.put(two, at);
  }

  /** Swaps two things back that were just swapped: all stands as it stood at `stood`. */
  swapBack(one: number, two: number, stood: number): void {
    this.swap(one, two);
    this.stand = stood;
  }

  /** Which standing this is: the same as long as nothing moves. */
  get now(): number {
    return this.stand;
  }

  /** Puts all back to places taken down before. */
  back(x: Float64Array, y: Float64Array): void {
    this.x.set(x);
    this.y.set(y);
    this.moved();
  }

  /** How bad it is to have this thing where it stands. */
  costHere(n: number): number {
    if (this.stoodAt[n] === this.stand) {
      // It counts as found out again: where a search ends does not depend on what is remembered.
      this.work += this.workOf[n] ?? 0;
      return this.badness[n] ?? 0;
    }
    const before = this.work;
    const cost = this.cost(n, this.x[n] ?? 0, this.y[n] ?? 0);
    this.badness[n] = cost;
    this.workOf[n] = this.work - before;
    this.stoodAt[n] = this.stand;
    return cost;
  }

  /** Whether it would stand on another there, or all but. */
  clashes(n: number, x: number, y: number): boolean {
    const one = this.things[n];
    if (one === undefined) return true;
    this.work += this.count / 16;
    for (let other = 0; other < this.count; other += 1) {
      if (other === n || this.placed[other] === 0) continue;
      const two = this.things[other];
      if (two === undefined) continue;
      if (
        Math.abs((this.x[other] ?? 0) - x) < (one.width + two.width) / 2 + APART &&
        Math.abs((this.y[other] ?? 0) - y) < (one.height + two.height) / 2 + APART
      ) {
        return true;
      }
    }
    return false;
  }

  /** Whether it would stand on another where it stands. */
  clashesHere(n: number): boolean {
    return this.clashes(n, this.x[n] ?? 0, this.y[n] ?? 0);
  }

  /** The other end of a line. */
  beyond(line: number, n: number): number {
    return (this.from[line] === n ? this.to[line] : this.from[line]) ?? n;
  }

  /** How bad it is to have this thing there, as far as the others stand already; from `enough` on nobody asks how much worse. */
  cost(n: number, x: number, y: number, enough = Infinity): number {
    const thing = this.things[n];
    if (thing === undefined) return Infinity;
    const [oldX, oldY, was] = [this.x[n] ?? 0, this.y[n] ?? 0, this.placed[n] ?? 0];
    this.x[n] = x;
    this.y[n] = y;
    this.placed[n] = 1;
    let cost = 0.06 * Math.hypot((x - this.middle.x) / COLUMN, (y - this.middle.y) / this.row);
    if (thing.helps) cost -= (0.3 * y) / this.row;
    if (thing.begins) cost += (0.25 * x) / COLUMN;
    for (const line of this.linesOf[n] ?? []) {
      const other = this.beyond(line, n);
      this.work += 1;
      if (this.placed[other] === 0) continue;
      const dx = ((this.x[other] ?? 0) - x) / COLUMN;
      const dy = ((this.y[other] ?? 0) - y) / this.row;
      const far = Math.sqrt(dx * dx + dy * dy);
      cost += far + 0.25 * far * far;
      // Straight up or down there is little room for words beside the line.
      if (this.leads[line]) cost += 0.45 * Math.max(0, this.from[line] === n ? -dx : dx) + (dx === 0 ? 0.15 : 0);
    }
    if (this.count <= MANY) {
      if (cost < enough) cost += this.tangle(n, enough - cost);
      this.work += this.workOfTangle(n);
    }
    this.x[n] = oldX;
    this.y[n] = oldY;
    this.placed[n] = was;
    return cost;
  }

  /** Lines of this thing through others, lines of others through it, and lines that cross; from `enough` on no more. */
  private tangle(n: number, enough: number): number {
    const { x, y, from, to, placed } = this;
    const lines = from.length;
    const self = this.things[n];
    if (self === undefined) return 0;
    let cost = 0;
    for (let line = 0; line < lines; line += 1) {
      const [a, b] = [from[line] ?? 0, to[line] ?? 0];
      if (a === n || b === n || placed[a] === 0 || placed[b] === 0) continue;
      if (through(x[a] ?? 0, y[a] ?? 0, x[b] ?? 0, y[b] ?? 0, x[n] ?? 0, y[n] ?? 0, self)) cost += 2.5;
    }
    if (cost >= enough) return cost;
    for (const line of this.linesOf[n] ?? []) {
      const [a, b] = [from[line] ?? 0, to[line] ?? 0];
      if (placed[a] === 0 || placed[b] === 0) continue;
      const [ax, ay, bx, by] = [x[a] ?? 0, y[a] ?? 0, x[b] ?? 0, y[b] ?? 0];
      for (let other = 0; other < this.count; other += 1) {
        const thing = this.things[other];
        if (other === a || other === b || placed[other] === 0 || thing === undefined) continue;
        if (through(ax, ay, bx, by, x[other] ?? 0, y[other] ?? 0, thing)) cost += 2.5;
      }
      for (let second = 0; second < lines; second += 1) {
        const [c, d] = [from[second] ?? 0, to[second] ?? 0];
        if (c === a || c === b || d === a || d === b || placed[c] === 0 || placed[d] === 0) continue;
        if (crosses(ax, ay, bx, by, x[c] ?? 0, y[c] ?? 0, x[d] ?? 0, y[d] ?? 0)) cost += 1.4;
      }
      if (cost >= enough) return cost;
    }
    return cost;
  }

  /** What it is to find out a tangle, found out or not: where a search ends does not depend on what was not asked. */
  private workOfTangle(n: number): number {
    const lines = this.from.length;
    let work = lines;
    for (const line of this.linesOf[n] ?? []) if (this.placed[this.beyond(line, n)] === 1) work += this.count + lines;
    return work;
  }
}
