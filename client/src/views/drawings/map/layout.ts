// Where things stand on the map that nobody put anywhere: on a wide grid, what hangs together close together, causes to the
// left of what they cause, what helps below. Nothing random, nothing measured: the same things get the same places on every
// screen. What has a place keeps it; the rest is laid out around it. How bad a place is, `standing.ts` says.
import { type Box, boundsOf, type Point, type Size } from '../stage/view';
import { APART, COLUMN, MANY, type Placeable, type Pull, ROW_GAP, Standing } from './standing';

/** Most comparisons of a line with a line or a thing. A bound in work, not in time: all get the same. */
const WORK = 90_000;
/** Less than any difference that counts, and more than what numbers lose when they are added. */
const HAIR = 1e-6;
/** So many times it is shaken to find something better. */
const SHAKES = 24;
/** What a wall leaves for the drawing, in pixels. */
const SHEET = { width: 1243, height: 721 };
/** Smaller than this nobody draws it for being small: letters are large enough. */
const LARGE = 0.8;
/** How bad it is that the letters of what is shown together become smaller. */
const SMALLER = 8;
/** How finely free room is sought, and how far. */
const [STEP, REACH] = [24, 48];

/** The middle of each thing; those in `kept` stay where they are. What is shown together (`together`) stays close together. */
export function layout(
  things: readonly Placeable[],
  pulls: readonly Pull[],
  kept: ReadonlyMap<string, Point>,
  together: readonly (readonly string[])[] = [],
): Map<string, Point> {
  const search = new Search(new Standing(things, pulls, kept, new Set(together.flat())), together);
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

/** The place nearest to one that is wished for where a thing of this size stands free of these boxes; nothing when all is full. */
export function freeNear(wish: Point, size: Size, boxes: readonly Box[]): Point | null {
  const isFree = (at: Point) => {
    const box = boxAround(size, at);
    return !boxes.some(
      (one) =>
        box.x < one.x + one.width + APART &&
        one.x < box.x + box.width + APART &&
        box.y < one.y + one.height + APART &&
        one.y < box.y + box.height + APART,
    );
  };
  let [best, least]: [Point | null, number] = [null, Infinity];
  for (let ring = 0; ring <= REACH && ring * STEP < least; ring += 1) {
    for (let row = -ring; row <= ring; row += 1) {
      const step = Math.abs(row) === ring || ring === 0 ? 1 : 2 * ring;
      for (let column = -ring; column <= ring; column += step) {
        const far = Math.hypot(column, row) * STEP;
        const at = { x: wish.x + column * STEP, y: wish.y + row * STEP };
        if (far < least && isFree(at)) [best, least] = [at, far];
      }
    }
  }
  return best;
}

/** How small everything in a box comes on a wall; what is large enough counts the same. */
const smallness = ({ width, height }: Size) => Math.max(LARGE, width / SHEET.width, height / SHEET.height);

interface Cell extends Point {
  /** Beyond what is needed: taken when it is worth a larger drawing. */
  price: number;
}

/** One search for places. */
class Search {
  private readonly cells: Cell[] = [];
  private seed = 7;
  /** Round what stands of each that is shown together. */
  private readonly bounds: readonly Box[];

  constructor(
    readonly all: Standing,
    together: readonly (readonly string[])[],
  ) {
    this.bounds = together.flatMap((ids) => boundsOf(all.boxesOf(new Set(ids))) ?? []);
    const dear = this.bounds.length > 0 ? 0.1 : 1.6;
    const { left, top, right, bottom } = all.grid;
    const spare = all.free.length === all.count ? 0 : 1;
    for (let r = top - spare; r <= bottom + 1; r += 1) {
      for (let c = left - spare; c <= right + 1; c += 1) {
        const beyond = Number(c < left || c > right) + Number(r < top || r > bottom);
        this.cells.push({ x: c * COLUMN, y: r * all.row, price: beyond * dear });
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
      this.all.put(n, this.bestCell(n) ?? this.beside(n) ?? this.below(n));
      for (const line of this.all.linesOf[n] ?? [])
        ties[this.all.beyond(line, n)] = (ties[this.all.beyond(line, n)] ?? 0) + 1;
    }
  }

  private bestCell(n: number): Cell | undefined {
    let best: Cell | undefined;
    let least = Infinity;
    for (const cell of this.cells) {
      const price = cell.price + this.grows(n, cell);
      if (this.all.clashes(n, cell.x, cell.y)) continue;
      const cost = this.all.cost(n, cell.x, cell.y, least - price + HAIR) + price;
      if (cost < least) [best, least] = [cell, cost];
    }
    return best;
  }

  /** What it costs that letters become smaller with a thing there. */
  private grows(n: number, at: Point): number {
    const thing = this.all.things[n];
    let cost = 0;
    for (const box of thing === undefined ? [] : this.bounds) {
      const more = boundsOf([box, boxAround(thing as Size, at)]) ?? box;
      cost += (smallness(more) - smallness(box)) * SMALLER;
    }
    return cost;
  }

  /** Near what is shown with it, between the cells. */
  private beside(n: number): Point | null {
    const [box, size] = [this.bounds[0], this.all.things[n]];
    if (box === undefined || size === undefined) return null;
    return freeNear({ x: box.x + box.width / 2, y: box.y + box.height / 2 }, size, this.all.boxesOf());
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
      total += this.all.costHere(n) + this.priceAt(n);
    }
    return total;
  }

  private priceAt(n: number): number {
    const at = { x: this.all.x[n] ?? 0, y: this.all.y[n] ?? 0 };
    return (this.cells.find((cell) => cell.x === at.x && cell.y === at.y)?.price ?? 0) + this.grows(n, at);
  }

  private tryCells(n: number): boolean {
    const now = this.all.costHere(n) + this.priceAt(n);
    const best = this.bestCell(n);
    if (best === undefined) return false;
    if (this.all.cost(n, best.x, best.y) + best.price + this.grows(n, best) > now - 0.01) return false;
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
