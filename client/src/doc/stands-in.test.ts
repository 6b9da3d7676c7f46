import { expect, it } from 'vitest';
import { standsIn } from './stands-in';

it('finds words that stand in a text whole, and not those that are part of others', () => {
  expect(standsIn('Er is ruzie.\nWeinig slaap', 'Weinig slaap ')).toBe(true);
  expect(standsIn('Ruziemaken, en ruzie', 'Ruzie')).toBe(false);
  expect(standsIn('Ruziemaken, en Ruzie', 'Ruzie')).toBe(true);
  expect(standsIn('Oruzie', 'ruzie')).toBe(false);
  expect(standsIn('Alles', '')).toBe(false);
});
