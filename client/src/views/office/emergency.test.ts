import { expect, it } from 'vitest';
import { caseNumber, shownNumber } from './emergency';

it('reads a number as it is shown, and as somebody types it', () => {
  const id = '00112233445566778899aabbccddeeff';
  expect(shownNumber(id)).toBe('0011 2233 4455 6677 8899 aabb ccdd eeff');
  for (const typed of [shownNumber(id), id.toUpperCase(), ` ${shownNumber(id)}\n`]) expect(caseNumber(typed)).toBe(id);
  expect(caseNumber(shownNumber('gezin-tuinder-kaspers'))).toBe('gezin-tuinder-kaspers');
});
