import { describe, expect, it } from 'vitest';
import { authorByRun, readRuns } from './authors';

describe('words that somebody put back', () => {
  it('are whose the run says, and only within it', () => {
    const runs = readRuns([
      [12, 3, 2, 'noor'],
      [12, 5, 1, 'jeroen'],
    ]);
    expect([2, 3, 4, 5, 6].map((clock) => authorByRun(runs, 12, clock))).toEqual([
      undefined,
      'noor',
      'noor',
      'jeroen',
      undefined,
    ]);
    expect(authorByRun(runs, 13, 3)).toBe(undefined);
  });

  it('are nobody’s when what the server says is not understood', () => {
    expect([null, {}, [7], [[1, 2, 3]], [[1, 2, '3', 'noor']], [[1.5, 2, 3, 'noor']]].flatMap(readRuns)).toEqual([]);
  });
});
