import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Gestures } from './gestures';
import { neighbour } from './neighbour';
import { widthOf, wrapped } from './text';
import {
  boundsOf,
  evenly,
  fitting,
  kept,
  lookingAt,
  revealing,
  SCALE_MAX,
  SCALE_MIN,
  toWorld,
  viewBoxOf,
  zoomAt,
} from './view';

const number = fc.integer({ min: -2000, max: 2000 });
const point = fc.record({ x: number, y: number });
const view = fc.record({ x: number, y: number, scale: fc.double({ min: SCALE_MIN, max: SCALE_MAX, noNaN: true }) });
const length = fc.integer({ min: 10, max: 3000 });
const box = fc.record({ x: number, y: number, width: length, height: length });
const screen = { width: 800, height: 600 };

describe('a view', () => {
  it('keeps what is under the fingers there while zooming', () => {
    fc.assert(
      fc.property(view, point, fc.double({ min: 0.1, max: 10, noNaN: true }), (from, at, factor) => {
        const before = toWorld(from, at);
        const after = toWorld(zoomAt(from, factor, at), at);
        expect(after.x).toBeCloseTo(before.x, 4);
        expect(after.y).toBeCloseTo(before.y, 4);
      }),
    );
  });

  it('shows all of a drawing when it is fitted', () => {
    fc.assert(
      fc.property(box, (extent) => {
        const { x, y, scale } = fitting(extent, screen, evenly(20));
        expect(extent.x * scale + x).toBeGreaterThanOrEqual(19.9);
        expect((extent.x + extent.width) * scale + x).toBeLessThanOrEqual(screen.width - 19.9);
        expect(extent.y * scale + y).toBeGreaterThanOrEqual(19.9);
        expect((extent.y + extent.height) * scale + y).toBeLessThanOrEqual(screen.height - 19.9);
      }),
    );
  });

  it('holds all of a drawing where no size is known', () => {
    fc.assert(
      fc.property(box, (extent) => {
        const [x = NaN, y = NaN, width = NaN, height = NaN] = viewBoxOf(extent).split(' ').map(Number);
        expect(x).toBeLessThan(extent.x);
        expect(y).toBeLessThan(extent.y);
        expect(x + width).toBeGreaterThan(extent.x + extent.width);
        expect(y + height).toBeGreaterThan(extent.y + extent.height);
      }),
    );
  });

  it('never loses the drawing', () => {
    fc.assert(
      fc.property(view, box, (from, extent) => {
        const { x, scale } = kept(from, extent, screen, 80);
        expect((extent.x + extent.width) * scale + x).toBeGreaterThanOrEqual(79.9);
        expect(extent.x * scale + x).toBeLessThanOrEqual(screen.width - 79.9);
      }),
    );
  });

  it('begins without an empty edge of the screen when the drawing is larger', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4000 }), (x) => {
        const extent = { x: 0, y: 0, width: 4200, height: 400 };
        const at = lookingAt({ x, y: 0, width: 200, height: 100 }, extent, screen, 1, 10);
        expect(at.x).toBeLessThanOrEqual(10);
        expect(at.x + 4200).toBeGreaterThanOrEqual(screen.width - 10);
        expect(at.y).toBe(100);
      }),
    );
  });

  it('stays where it is when what gets the focus is in sight', () => {
    const here = { x: 0, y: 0, scale: 1 };
    expect(revealing(here, { x: 100, y: 100, width: 200, height: 100 }, screen)).toBe(here);
    expect(revealing(here, { x: 700, y: 100, width: 200, height: 100 }, screen)).toEqual({ x: -124, y: 0, scale: 1 });
  });

  it('has no bounds without things', () => {
    expect(boundsOf([])).toBeNull();
  });
});

describe('gestures', () => {
  const at = (x: number, y = 0) => ({ x, y });

  it('take a small wander for a tap', () => {
    const gestures = new Gestures();
    const moves = [gestures.press(1, at(0), 'a'), gestures.move(1, at(3, 3)), gestures.lift(1)].flat();
    expect(moves).toEqual([]);
  });

  it('drag a thing and drop it once', () => {
    const gestures = new Gestures();
    gestures.press(1, at(0), 'a');
    expect(gestures.move(1, at(20))).toEqual([
      { kind: 'grab', thing: 'a' },
      { kind: 'drag', thing: 'a', dx: 20, dy: 0 },
    ]);
    expect(gestures.move(1, at(30))).toEqual([{ kind: 'drag', thing: 'a', dx: 30, dy: 0 }]);
    expect(gestures.lift(1)).toEqual([{ kind: 'drop', thing: 'a', at: at(30) }]);
    expect(gestures.busy).toBe(false);
  });

  it('let go of a thing when a second finger comes, and pinch', () => {
    const gestures = new Gestures();
    gestures.press(1, at(0), 'a');
    gestures.move(1, at(20));
    expect(gestures.press(2, at(120), null)).toEqual([{ kind: 'release', thing: 'a' }]);
    expect(gestures.move(2, at(220))).toMatchObject([{ kind: 'pinch', factor: 2 }]);
    expect(gestures.lift(2)).toEqual([]);
    expect(gestures.move(1, at(25))).toEqual([{ kind: 'pan', dx: 5, dy: 0 }]);
  });

  it('drop nothing when the browser takes the pointer away', () => {
    const gestures = new Gestures();
    gestures.press(1, at(0), 'a');
    gestures.move(1, at(20));
    expect(gestures.cancel(1)).toEqual([{ kind: 'release', thing: 'a' }]);
    expect(gestures.lift(1)).toEqual([]);
  });
});

describe('arrow keys', () => {
  const thing = (id: string, x: number, y: number) => ({ id, x, y, width: 10, height: 10 });
  const things = [thing('middle', 0, 0), thing('right', 100, 5), thing('far', 300, 0), thing('below', 10, 100)];

  it('go to the nearest thing in their direction', () => {
    const from = things[0] as (typeof things)[number];
    expect(neighbour(things, from, { x: 1, y: 0 })?.id).toBe('right');
    expect(neighbour(things, from, { x: 0, y: 1 })?.id).toBe('below');
    expect(neighbour(things, from, { x: -1, y: 0 })).toBeNull();
  });
});

describe('lines of text', () => {
  it('are never wider than they may be, and keep every letter', () => {
    const words = fc.array(fc.stringMatching(/^[a-zA-Zë]{1,24}$/), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(words, fc.integer({ min: 80, max: 400 }), (given, width) => {
        const lines = wrapped(given.join(' '), 18, width);
        for (const line of lines) expect(widthOf(line, 18)).toBeLessThanOrEqual(width);
        expect(lines.join('').replaceAll('-', '').replaceAll(' ', '')).toBe(given.join(''));
      }),
    );
  });

  it('say with an ellipsis that more follows', () => {
    const lines = wrapped('Oma was vroeger lang somber, moeder zorgde toen als kind', 18, 160, 2);
    expect(lines).toHaveLength(2);
    expect(lines[1]?.endsWith('…')).toBe(true);
  });
});
