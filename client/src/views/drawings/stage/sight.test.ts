import { expect, it } from 'vitest';
import { Sight } from './sight.svelte';
import { type Box, isInSight } from './view';

/** Someone who looks at a drawing of which more comes. */
function looking(width = 1200, height = 700) {
  let whole: Box = { x: 0, y: 0, width: 1000, height: 600 };
  const sight = new Sight(() => whole);
  [sight.width, sight.height] = [width, height];
  sight.begin(whole, 0.62);
  const grow = (more: Partial<Box>) => {
    whole = { ...whole, ...more };
    sight.follow(0.62);
  };
  return { sight, grow, seesAll: () => isInSight(whole, sight.view, sight.size) };
}

it('has what others add in sight for who looks at all of it', () => {
  const { sight, grow, seesAll } = looking();
  const before = sight.view;
  grow({ width: 1005 });
  expect(sight.view).toBe(before);
  grow({ y: -200, height: 900 });
  expect(seesAll()).toBe(true);
});

it('moves nothing for who looked elsewhere, has something in hand, or would not be able to read it', () => {
  for (const turn of [
    (sight: Sight) => sight.zoom(1.3),
    (sight: Sight) => sight.pan(90, 0),
    (sight: Sight) => sight.leave(),
  ]) {
    const { sight, grow } = looking();
    turn(sight);
    const before = sight.view;
    grow({ height: 900 });
    expect(sight.view).toBe(before);
  }
  const { sight, grow } = looking();
  const before = sight.view;
  grow({ height: 9000 });
  expect(sight.view).toBe(before);
});
