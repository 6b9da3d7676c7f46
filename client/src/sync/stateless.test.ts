import { describe, expect, it } from 'vitest';
import { readNews } from './stateless';

describe('news of the server', () => {
  it('tells of a version, and of a restore point as that only', () => {
    expect(readNews('{"kind":"facts"}')).toEqual([{ kind: 'facts' }]);
    expect(readNews('{"version":"v1"}')).toEqual([{ kind: 'version', version: 'v1' }]);
    expect(readNews('{"kind":"restore_point","version":"v2","document":"g/core/board","by":"jeroen"}')).toEqual([
      { kind: 'restore_point', version: 'v2', by: 'jeroen' },
    ]);
    expect(readNews('{"kind":"restore_point","version":"v2"}')).toEqual([
      { kind: 'restore_point', version: 'v2', by: null },
    ]);
  });

  it('tells which own edits do not count', () => {
    expect(readNews('{"overruled":{"5":[[0,1],[3,2],[4],"x"],"6":7}}')).toEqual([
      {
        kind: 'overruled',
        ranges: new Map([
          [
            5,
            [
              [0, 1],
              [3, 2],
            ],
          ],
        ]),
      },
    ]);
  });

  it('is nothing when it is not understood', () => {
    expect(['', '[]', '{"kind":"restore_point"}', '{"version":7}', 'null'].map(readNews)).toEqual([[], [], [], [], []]);
  });
});
