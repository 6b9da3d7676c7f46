import { expect, it } from 'vitest';
import { SameThing } from './same-thing';

const at = (clientX: number, clientY: number, detail = 1) => ({ clientX, clientY, detail });

it('means the same thing by a second press in one place, when another row came to stand there', () => {
  const rows = new SameThing();
  expect(rows.pressed('a', 2, at(100, 100), 0)).toBe('this');
  expect(rows.pressed('b', 2, at(102, 99, 2), 200)).toEqual({ instead: 'a', button: 2 });
  // Also the third, of somebody who keeps on pressing.
  expect(rows.pressed('c', 2, at(101, 100, 3), 700)).toEqual({ instead: 'a', button: 2 });
});

it('means what was pressed when that is elsewhere, later, or by the keyboard', () => {
  const rows = new SameThing();
  rows.pressed('a', 2, at(100, 100), 0);
  expect(rows.pressed('b', 2, at(100, 160), 200)).toBe('this');
  expect(rows.pressed('a', 2, at(100, 160), 1200)).toBe('this');
  expect(rows.pressed('b', 2, at(0, 0, 0), 1300)).toBe('this');
  expect(rows.pressed('a', 2, at(0, 0, 0), 1400)).toBe('this');
});
