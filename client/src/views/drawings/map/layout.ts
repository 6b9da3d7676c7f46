// Where things stand on the map that nobody put anywhere: on a wide grid, what hangs together close together, causes to the
// left of what they cause, what helps below. Nothing random, nothing measured: the same things get the same places on every
// screen. What has a place keeps it; the rest is laid out around it. How bad a place is, `standing.ts` says.
import type { Box, Point, Size } from '../stage/view';
import { APART, COLUMN, MANY, type Placeable, type Pull, ROW_GAP, Standing } from './standing';

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
  const search = new Search(new Standing(things, pulls, kept));
  search.fill();
  search.improve();
  if (things.length <= MANY) search.shake();
  if (kept.size === 0) search.tighten();
  return search.all.places();
}

/** The box round a thing with its middle there. */
export function boxAround(size: Size, at: Point): Box {
  return { x: at.x - size.width / 2, y: at.y - size.height / 2, width: size.width, height: size.height };
}

interface Cell extends Point {
  /** Beyond what is needed: taken when it is worth a larger drawing. */
  price: number;
}

/** One search for places. */
class Search {
  private readonly cells: Cell[] = [];
  private seed = 7;

  constructor(readonly all: Standing) {
    const { left, top, right, bottom } = all.grid;
    const spare = all.free.length === all.count ? 0 : 1;
    for (let r = top - spare; r <= bottom + 1; r += 1) {
      for (let c = left - spare; c <= right + 1; c += 1) {
        const beyond = Number(c < left || c > right) + Number(r < top || r > bottom);
        this.cells.push({ x: c * COLUMN, y: r * all.row, price: beyond * 1.6 });
      }
    }
    if (all.count <= MANY) this.lineUp();
  }

  /** Cells in the rows and columns of what stands already: what comes later stands in line with it. */
  private lineUp(): void {
    const near = (one: number, other: number) => Math.abs(one - other) < APART;
    const [columns, rows]: [number[], number[]] = [[], []];
    for (let n = 0; n < this.all.count; n += 1) {
      if (this.all.placed[n] === 0) continue;
      const [x, y] = [this.all.x[n] ?? 0, this.all.y[n] ?? 0];
      if (!columns.some((one) => near(one, x))) columns.push(x);
      if (!rows.some((one) => near(one, y))) rows.push(y);
    }
    // A little dear: only where a cell of the grid is not as good.
    for (const y of rows) for (const x of columns) this.cells.push({ x, y, price: 0.05 });
  }

  /** One after the other: what hangs together most with what stands already. */
  fill(): void {
    const waiting = [...this.all.free];
    const ties = this.all.linesOf.map(
      (lines, n) => lines.filter((line) => this.all.placed[this.all.beyond(line, n)] === 1).length,
    );
    while (waiting.length > 0) {
      let next = 0;
      for (const [turn, n] of waiting.entries()) if ((ties[n] ?? 0) > (ties[waiting[next] ?? 0] ?? 0)) next = turn;
      const [n = 0] = waiting.splice(next, 1);
      this.all.put(n, this.bestCell(n) ?? this.below(n));
      for (const line of this.all.linesOf[n] ?? [])
        ties[this.all.beyond(line, n)] = (ties[this.all.beyond(line, n)] ?? 0) + 1;
    }
  }

  private bestCell(n: number): Cell | undefined {
    let best: Cell | undefined;
    let least = Infinity;
    for (const cell of this.cells) {
      if (this.all.clashes(n, cell.x, cell.y)) continue;
      const cost = this.all.cost(n, cell.x, cell.y, least - cell.price + HAIR) + cell.price;
      if (cost < least) [best, least] = [cell, cost];
    }
    return best;
  }

  /** Under everything: there is always room. */
  private below(n: number): Point {
    let bottom = 0;
    for (const [other, thing] of this.all.things.entries()) {
      if (this.all.placed[other] === 1) bottom = Math.max(bottom, (this.all.y[other] ?? 0) + thing.height / 2);
    }
    return { x: this.all.middle.x, y: bottom + ROW_GAP + (this.all.things[n]?.height ?? 0) / 2 };
  }

  /** Rows as high as what stands in them, and not higher. */
  tighten(): void {
    const rows = [...new Set(this.all.y)].sort((a, b) => a - b);
    let top = 0;
    const middles = new Map<number, number>();
    for (const row of rows) {
      const height = Math.max(...this.all.things.map((thing, n) => (this.all.y[n] === row ? thing.height : 0)));
      middles.set(row, Math.round(top + height / 2));
      top += height + ROW_GAP;
    }
    for (const n of this.all.free) this.all.y[n] = middles.get(this.all.y[n] ?? 0) ?? 0;
  }

  /** Moves and swaps things while that makes it better. */
  improve(): void {
    for (let better = true; better && this.all.work < WORK; ) {
      better = false;
      for (const n of this.all.free) {
        if (this.tryCells(n)) better = true;
        if (this.all.count <= MANY) {
          for (const other of this.all.free) if (other > n && this.trySwap(n, other)) better = true;
        }
        if (this.all.work >= WORK) return;
      }
    }
  }

  /** What can't become better by one step may by several: stirs a little, and keeps what turns out better. */
  shake(): void {
    const movable = this.all.free.length;
    if (movable < 3) return;
    let least = this.total();
    for (let turn = 0; turn < SHAKES && this.all.work < WORK; turn += 1) {
      const before = [this.all.x.slice(), this.all.y.slice()] as const;
      for (let swap = 0; swap < 3; swap += 1) {
        const [one, two] = [this.all.free[this.next(movable)] ?? 0, this.all.free[this.next(movable)] ?? 0];
        if (one !== two) this.all.swap(one, two);
      }
      this.improve();
      const now = this.clean() ? this.total() : Infinity;
      if (now < least - 0.01) least = now;
      else this.all.back(...before);
    }
  }

  /** A number below `most`; always the same ones after each other. */
  private next(most: number): number {
    this.seed = (Math.imul(this.seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.seed / 2 ** 32) * most);
  }

  private clean(): boolean {
    return this.all.free.every((n) => !this.all.clashesHere(n));
  }

  private total(): number {
    let total = 0;
    for (const n of this.all.free) {
      const [x, y] = [this.all.x[n] ?? 0, this.all.y[n] ?? 0];
      total += this.all.costHere(n) + (this.cells.find((cell) => cell.x === x && cell.y === y)?.price ?? 0);
    }
    return total;
  }

  private priceAt(n: number): number {
    return this.cells.find((cell) => cell.x === this.all.x[n] && cell.y === this.all.y[n])?.price ?? 0;
  }

  private tryCells(n: number): boolean {
    const now = this.all.costHere(n) + this.priceAt(n);
    const best = this.bestCell(n);
    if (best === undefined || this.all.cost(n, best.x, best.y) + best.price > now - 0.01) return false;
    this.all.put(n, best);
    return true;
  }

  private trySwap(one: number, two: number): boolean {
    // Swapping two that hang together with nothing changes nothing.
    if ((this.all.linesOf[one]?.length ?? 0) + (this.all.linesOf[two]?.length ?? 0) === 0) return false;
    const before = this.all.costHere(one) + this.all.costHere(two);
    const stood = this.all.now;
    this.all.swap(one, two);
    const first = this.all.cost(one, this.all.x[one] ?? 0, this.all.y[one] ?? 0);
    const better =
      first + this.all.cost(two, this.all.x[two] ?? 0, this.all.y[two] ?? 0, before - first) < before - 0.01 &&
      !this.all.clashesHere(one) &&
      !this.all.clashesHere(two);
    if (!better) this.all.swapBack(one, two, stood);
    return better;
  }
}
