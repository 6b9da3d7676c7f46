// Finding what lies near a place without looking at everything: squares of the sheet, each with what touches it. Pure.
import type { Box, Point } from '../stage/view';

/** The side of a square: the words of a line touch few of them. */
const SIDE = 160;

const square = (column: number, row: number) => column * 65_536 + row;

/** Places, found by the box they are in. */
export class PointGrid {
  private readonly squares = new Map<number, Point[]>();

  add(point: Point): void {
    const key = square(Math.floor(point.x / SIDE), Math.floor(point.y / SIDE));
    const there = this.squares.get(key);
    if (there === undefined) this.squares.set(key, [point]);
    else there.push(point);
  }

  /** How many lie in a box, its borders not counted. */
  countIn({ x, y, width, height }: Box, margin: number): number {
    const [left, right, top, bottom] = [x - margin, x + width + margin, y - margin, y + height + margin];
    let count = 0;
    for (let column = Math.floor(left / SIDE); column <= Math.floor(right / SIDE); column += 1) {
      for (let row = Math.floor(top / SIDE); row <= Math.floor(bottom / SIDE); row += 1) {
        for (const at of this.squares.get(square(column, row)) ?? [])
          if (at.x > left && at.x < right && at.y > top && at.y < bottom) count += 1;
      }
    }
    return count;
  }
}

/** Boxes, found by what they lie on. */
export class BoxGrid {
  private readonly squares = new Map<number, number[]>();
  private readonly boxes: Box[] = [];
  /** In which question each was met last: what touches several squares counts once. */
  private readonly met: number[] = [];
  private question = 0;

  constructor(boxes: Iterable<Box> = []) {
    for (const box of boxes) this.add(box);
  }

  add(box: Box): void {
    const number = this.boxes.push(box) - 1;
    this.met.push(0);
    this.each(box, 0, (key) => {
      const there = this.squares.get(key);
      if (there === undefined) this.squares.set(key, [number]);
      else there.push(number);
    });
  }

  /** How much of a box the others lie on, in square units; a little round them counts as theirs. */
  overlap(box: Box, margin: number): number {
    this.question += 1;
    let area = 0;
    this.each(box, margin, (key) => {
      for (const number of this.squares.get(key) ?? []) {
        if (this.met[number] === this.question) continue;
        this.met[number] = this.question;
        const other = this.boxes[number];
        if (other !== undefined) area += overlap(box, other, margin);
      }
    });
    return area;
  }

  private each({ x, y, width, height }: Box, margin: number, visit: (key: number) => void): void {
    const [right, bottom] = [Math.floor((x + width + margin) / SIDE), Math.floor((y + height + margin) / SIDE)];
    for (let column = Math.floor((x - margin) / SIDE); column <= right; column += 1) {
      for (let row = Math.floor((y - margin) / SIDE); row <= bottom; row += 1) visit(square(column, row));
    }
  }
}

/** How much of one box another lies on, in square units, with a margin round the second. */
export const overlap = (a: Box, b: Box, margin: number): number =>
  Math.max(0, Math.min(a.x + a.width, b.x + b.width + margin) - Math.max(a.x, b.x - margin)) *
  Math.max(0, Math.min(a.y + a.height, b.y + b.height + margin) - Math.max(a.y, b.y - margin));
