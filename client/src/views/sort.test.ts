import fc from 'fast-check';
import { expect, it } from 'vitest';
import { alphabetical, byCode } from './sort';

it('sorts words as the language does', () => {
  const words = fc.string({ unit: fc.constantFrom(...'aAbBzZ09 éë-’') });
  fc.assert(
    fc.property(words, words, (one, other) => {
      expect(Math.sign(alphabetical(one, other))).toBe(Math.sign(one.localeCompare(other, 'nl')));
    }),
  );
});

it('puts a vague day before the days in it', () => {
  expect(['9', '2016-03', '2016', '2016-03-01'].sort(byCode)).toEqual(['2016', '2016-03', '2016-03-01', '9']);
});
