import { expect, it } from 'vitest';
import { caseNumber, isReason, shownNumber } from './emergency';

it('reads a number as it is shown, and as somebody types it', () => {
  const id = '00112233445566778899aabbccddeeff';
  expect(shownNumber(id)).toBe('0011 2233 4455 6677 8899 aabb ccdd eeff');
  for (const typed of [shownNumber(id), id.toUpperCase(), ` ${shownNumber(id)}\n`]) expect(caseNumber(typed)).toBe(id);
  expect(caseNumber(shownNumber('gezin-tuinder-kaspers'))).toBe('gezin-tuinder-kaspers');
});

it('asks for a reason that says something, as the server does', () => {
  expect(isReason('De politie staat nu bij dit gezin.')).toBe(true);
  expect(isReason('Ağır şiddet ihbarı geldi, bakıyorum.')).toBe(true);
  for (const nothing of [
    '',
    'spoed nu snel',
    '.'.repeat(30),
    'spoedspoedspoedspoedspoed',
    'a b c d e f g h i j k l m',
  ]) {
    expect(isReason(nothing), nothing).toBe(false);
  }
});
