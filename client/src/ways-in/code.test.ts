import { expect, it } from 'vitest';
import { isWhole, shownCode, signsIn } from './code';

it('shows a code in groups of four, however it was typed or pasted', () => {
  expect(['7', '7qk4', '7qk4m', '7qk4-m2xp', ' 7QK4 M2XP ', '7qk4m2xp'].map(shownCode)).toEqual([
    '7',
    '7QK4',
    '7QK4-M',
    '7QK4-M2XP',
    '7QK4-M2XP',
    '7QK4-M2XP',
  ]);
});

it('keeps what is too long as it was typed', () => {
  expect(shownCode('7qk4-m2xp-9')).toBe('7QK4-M2XP-9');
  expect(isWhole('7qk4-m2xp-9')).toBe(false);
});

it('is whole with eight signs', () => {
  expect([isWhole('7qk4m2x'), isWhole('7qk4 m2xp')]).toEqual([false, true]);
  expect(signsIn('7qk4 – m2xp')).toBe('7QK4M2XP');
});
