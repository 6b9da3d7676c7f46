import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BoxGrid, overlap, PointGrid } from './grid';

const place = fc.integer({ min: -900, max: 900 });
const point = fc.record({ x: place, y: place });
const box = fc.record({
  x: place,
  y: place,
  width: fc.integer({ min: 1, max: 400 }),
  height: fc.integer({ min: 1, max: 400 }),
});
const margin = fc.integer({ min: 0, max: 20 });

it('counts the places in a box as looking at all of them would', () => {
  fc.assert(
    fc.property(fc.array(point), box, margin, (points, { x, y, width, height }, more) => {
      const grid = new PointGrid();
      for (const one of points) grid.add(one);
      const within = points.filter(
        (at) => at.x > x - more && at.x < x + width + more && at.y > y - more && at.y < y + height + more,
      );
      expect(grid.countIn({ x, y, width, height }, more)).toBe(within.length);
    }),
  );
});

it('finds how much of a box others lie on as looking at all of them would, each once', () => {
  fc.assert(
    fc.property(fc.array(box), fc.array(box, { minLength: 1 }), margin, (boxes, asked, more) => {
      const grid = new BoxGrid(boxes);
      for (const one of asked) {
        expect(grid.overlap(one, more)).toBe(boxes.reduce((area, other) => area + overlap(one, other, more), 0));
      }
    }),
  );
});
