import { expect, it } from 'vitest';
import { KINDS } from '../schema.gen';
import { PARTS } from './picture/rows';
import { addressAs, say, sayDate } from './words.svelte';

it('says je to the youth and u to everyone else', () => {
  addressAs('youth');
  expect(say('client-only-you')).toBe('Alleen jij leest dit.');
  addressAs('parent');
  expect(say('client-only-you')).toBe('Alleen u leest dit.');
});

it('says a date as precise as it is known', () => {
  expect(sayDate('2026-10-21')).toBe('21 oktober 2026');
  expect(sayDate('2021-11', 'month')).toBe('november 2021');
  expect(sayDate('2016', 'year')).toBe('2016');
  expect(sayDate('2016-03', 'about')).toBe('rond maart 2016');
});

it('has a word for every kind and every part', () => {
  for (const kind of [...Object.keys(KINDS), 'order']) expect(say(`client-kind-${kind}`)).not.toBe('');
  for (const part of PARTS) expect(say(`client-part-${part}-intro`)).not.toBe('');
});

it('says who sees it differently in the number that fits', () => {
  addressAs('parent');
  expect(say('client-stand-disagree', { names: 'Jeroen', count: 1, you: 'no' })).toBe('Jeroen ziet het anders');
  expect(say('client-stand-disagree', { names: 'Jeroen en Femke', count: 2, you: 'no' })).toContain('zien het anders');
  expect(say('client-stand-disagree', { names: 'U', count: 1, you: 'yes' })).toBe('U ziet het anders');
});
