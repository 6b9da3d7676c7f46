// Where things stand on the map that nobody put anywhere: on a wide grid, what hangs together close together, causes to the
// left of what they cause, what helps below. Nothing random, nothing measured: the same things get the same places on every
// screen. What has a place keeps it; the rest is laid out around it.
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
const COLUMN = 360;
const ROW_GAP = 80;
/** Things never come closer to each other than this. */
const APART = 28;
/** A screen is so much wider than it is high. */
const SHAPE = 1.7;
/** With more things than this only lengths count: crossings can't be kept few anyhow. */
const MANY = 40;
/** Most comparisons of a line with a line or a thing. A bound in work, not in time: all get the same. */
const WORK = 90_000;
/** Less than any difference that counts, and more than what numbers lose when they are added. */
const HAIR = 1e-6;
/** So many times it is shaken to find something better. */
const SHAKES = 24;

/** The middle of each thing; those in `kept` stay where they are. */
export function layout(
  things: readonly Placeable[],
  pulls: readonly Pull[],
  kept: ReadonlyMap<string, Point>,
): Map<string, Point> {
  const search = new Search(things, pulls, kept);
  search.fill();
  search.improve();
  if (things.length <= MANY) search.shake();
  if (kept.size === 0) search.tighten();
  return search.places();
}

/** The box round a thing with its middle there. */
export function boxAround(size: Size, at: Point): Box {
  return { x: at.x - size.width / 2, y: at.y - size.height / 2, width: size.width, height: size.height };
}

interface Cell extends Point {
  /** Beyond what is needed: taken when it is worth a larger drawing. */
  price: number;
}

/** One search. Things are numbered in the order given; arrays by that number keep it fast on a slow phone. */
class Search {
  private readonly count: number;
  private readonly x: Float64Array;
  private readonly y: Float64Array;
  private readonly placed: Uint8Array;
  /** Those that may be moved. */
  private readonly free: number[] = [];
  /** The lines: from, to, and whether it leads. */
  private readonly from: number[] = [];
  private readonly to: number[] = [];
  private readonly leads: boolean[] = [];
  private readonly linesOf: number[][];
  private readonly row: number;
  private readonly cells: Cell[] = [];
  private readonly middle: Point;
  private work = 0;
  private seed = 7;
  /** How bad each stands where it stands, and the work it was to find out; kept while nothing moves. */
  private readonly standing: Float64Array;
  private readonly workOf: Float64Array;
  /** How things stood when that was found out; every move makes it another. */
  private readonly stoodAt: Int32Array;
  private stand = 0;
  private stands = 0;

  constructor(
    private readonly things: readonly Placeable[],
    pulls: readonly Pull[],
    kept: ReadonlyMap<string, Point>,
  ) {
    this.count = things.length;
    this.x = new Float64Array(this.count);
    this.y = new Float64Array(this.count);
    this.placed = new Uint8Array(this.count);
    this.standing = new Float64Array(this.count);
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
    this.middle = this.makeCells();
  }

  /** The middles found. */
  places(): Map<string, Point> {
    return new Map(this.things.map((thing, n) => [thing.id, { x: this.x[n] ?? 0, y: this.y[n] ?? 0 }]));
  }

  private put(n: number, at: Point): void {
    this.x[n] = at.x;
    this.y[n] = at.y;
    this.placed[n] = 1;
    this.moved();
  }

  private moved(): void {
    this.stands += 1;
    this.stand = this.stands;
  }

  /** How bad it is to have this thing where it stands. */
  private costHere(n: number): number {
    if (this.stoodAt[n] === this.stand) {
      // It counts as found out again: where a search ends does not depend on what is remembered.
      this.work += this.workOf[n] ?? 0;
      return this.standing[n] ?? 0;
    }
    const before = this.work;
    const cost = this.cost(n, this.x[n] ?? 0, this.y[n] ?? 0);
    this.standing[n] = cost;
    this.workOf[n] = this.work - before;
    this.stoodAt[n] = this.stand;
    return cost;
  }

  /** Cells enough for all, round what has its place already; answers their middle. */
  private makeCells(): Point {
    const columns = Math.max(1, Math.round(Math.sqrt((this.count * SHAPE * this.row) / COLUMN)));
    const rows = Math.max(1, Math.ceil(this.count / columns));
    let [left, top, right, bottom] = [0, 0, columns - 1, rows - 1];
    for (let n = 0; n < this.count; n += 1) {
      if (this.placed[n] === 0) continue;
      const [column, row] = [(this.x[n] ?? 0) / COLUMN, (this.y[n] ?? 0) / this.row];
      left = Math.min(left, Math.floor(column));
      right = Math.max(right, Math.ceil(column));
      top = Math.min(top, Math.floor(row));
      bottom = Math.max(bottom, Math.ceil(row));
    }
    const spare = this.free.length === this.count ? 0 : 1;
    for (let r = top - spare; r <= bottom + 1; r += 1) {
      for (let c = left - spare; c <= right + 1; c += 1) {
        const beyond = Number(c < left || c > right) + Number(r < top || r > bottom);
        this.cells.push({ x: c * COLUMN, y: r * this.row, price: beyond * 1.6 });
      }
    }
    if (this.count <= MANY) this.lineUp();
    return { x: ((left + right) / 2) * COLUMN, y: ((top + bottom) / 2) * this.row };
  }

  /** Cells in the rows and columns of what stands already: what comes later stands in line with it. */
  private lineUp(): void {
    const near = (one: number, other: number) => Math.abs(one - other) < APART;
    const [columns, rows]: [number[], number[]] = [[], []];
    for (let n = 0; n < this.count; n += 1) {
      if (this.placed[n] === 0) continue;
      const [x, y] = [this.x[n] ?? 0, this.y[n] ?? 0];
      if (!columns.some((one) => near(one, x))) columns.push(x);
      if (!rows.some((one) => near(one, y))) rows.push(y);
    }
    // A little dear: only where a cell of the grid is not as good.
    for (const y of rows) for (const x of columns) this.cells.push({ x, y, price: 0.05 });
  }

  private clashes(n: number, x: number, y: number): boolean {
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

  /** One after the other: what hangs together most with what stands already. */
  fill(): void {
    const waiting = [...this.free];
    const ties = this.linesOf.map((lines, n) => lines.filter((line) => this.placed[this.beyond(line, n)] === 1).length);
    while (waiting.length > 0) {
      let next = 0;
      for (const [turn, n] of waiting.entries()) if ((ties[n] ?? 0) > (ties[waiting[next] ?? 0] ?? 0)) next = turn;
      const [n = 0] = waiting.splice(next, 1);
      this.put(n, this.bestCell(n) ?? this.below(n));
      for (const line of this.linesOf[n] ?? []) ties[this.beyond(line, n)] = (ties[this.beyond(line, n)] ?? 0) + 1;
    }
  }

  /** The other end of a line. */
  private beyond(line: number, n: number): number {
    return (this.from[line] === n ? this.to[line] : this.from[line]) ?? n;
  }

  private bestCell(n: number): Cell | undefined {
    let best: Cell | undefined;
    let least = Infinity;
    for (const cell of this.cells) {
      if (this.clashes(n, cell.x, cell.y)) continue;
      const cost = this.cost(n, cell.x, cell.y, least - cell.price + HAIR) + cell.price;
      if (cost < least) [best, least] = [cell, cost];
    }
    return best;
  }

  /** Under everything: there is always room. */
  private below(n: number): Point {
    let bottom = 0;
    for (const [other, thing] of this.things.entries()) {
      if (this.placed[other] === 1) bottom = Math.max(bottom, (this.y[other] ?? 0) + thing.height / 2);
    }
    return { x: this.middle.x, y: bottom + ROW_GAP + (this.things[n]?.height ?? 0) / 2 };
  }

  /** Rows as high as what stands in them, and not higher. */
  tighten(): void {
    const rows = [...new Set(this.y)].sort((a, b) => a - b);
    let top = 0;
    const middles = new Map<number, number>();
    for (const row of rows) {
      const height = Math.max(...this.things.map((thing, n) => (this.y[n] === row ? thing.height : 0)));
      middles.set(row, Math.round(top + height / 2));
      top += height + ROW_GAP;
    }
    for (const n of this.free) this.y[n] = middles.get(this.y[n] ?? 0) ?? 0;
  }

  /** Moves and swaps things while that makes it better. */
  improve(): void {
    for (let better = true; better && this.work < WORK; ) {
      better = false;
      for (const n of this.free) {
        if (this.tryCells(n)) better = true;
        if (this.count <= MANY) {
          for (const other of this.free) if (other > n && this.trySwap(n, other)) better = true;
        }
        if (this.work >= WORK) return;
      }
    }
  }

  /** What can't become better by one step may by several: stirs a little, and keeps what turns out better. */
  shake(): void {
    const movable = this.free.length;
    if (movable < 3) return;
    let least = this.total();
    for (let turn = 0; turn < SHAKES && this.work < WORK; turn += 1) {
      const before = [this.x.slice(), this.y.slice()] as const;
      for (let swap = 0; swap < 3; swap += 1) {
        const [one, two] = [this.free[this.next(movable)] ?? 0, this.free[this.next(movable)] ?? 0];
        if (one !== two) this.swap(one, two);
      }
      this.improve();
      const now = this.clean() ? this.total() : Infinity;
      if (now < least - 0.01) least = now;
      else {
        this.x.set(before[0]);
        this.y.set(before[1]);
        this.moved();
      }
    }
  }

  /** A number below `most`; always the same ones after each other. */
  private next(most: number): number {
    this.seed = (Math.imul(this.seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.seed / 2 ** 32) * most);
  }

  private clean(): boolean {
    return this.free.every((n) => !this.clashes(n, this.x[n] ?? 0, this.y[n] ?? 0));
  }

  private total(): number {
    let total = 0;
    for (const n of this.free) {
      const [x, y] = [this.x[n] ?? 0, this.y[n] ?? 0];
      total += this.costHere(n) + (this.cells.find((cell) => cell.x === x && cell.y === y)?.price ?? 0);
    }
    return total;
  }

  private priceAt(n: number): number {
    return this.cells.find((cell) => cell.x === this.x[n] && cell.y === this.y[n])?.price ?? 0;
  }

  private tryCells(n: number): boolean {
    const now = this.costHere(n) + this.priceAt(n);
    const best = this.bestCell(n);
    if (best === undefined || this.cost(n, best.x, best.y) + best.price > now - 0.01) return false;
    this.put(n, best);
    return true;
  }

  private swap(one: number, two: number): void {
    const at = { x: this.x[one] ?? 0, y: this.y[one] ?? 0 };
    this.put(one, { x: this.x[two] ?? 0, y: this.y[two] ?? 0 });
    this.put(two, at);
  }

  private trySwap(one: number, two: number): boolean {
    // Swapping two that hang together with nothing changes nothing.
    if ((this.linesOf[one]?.length ?? 0) + (this.linesOf[two]?.length ?? 0) === 0) return false;
    const before = this.costHere(one) + this.costHere(two);
    const stood = this.stand;
    this.swap(one, two);
    const first = this.cost(one, this.x[one] ?? 0, this.y[one] ?? 0);
    const better =
      first + this.cost(two, this.x[two] ?? 0, this.y[two] ?? 0, before - first) < before - 0.01 &&
      !this.clashes(one, this.x[one] ?? 0, this.y[one] ?? 0) &&
      !this.clashes(two, this.x[two] ?? 0, this.y[two] ?? 0);
    if (!better) {
      this.swap(one, two);
      // All stands as it stood.
      this.stand = stood;
    }
    return better;
  }

  /** How bad it is to have this thing there, as far as the others stand already; from `enough` on nobody asks how much worse. */
  private cost(n: number, x: number, y: number, enough = Infinity): number {
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
