import { expect, it } from 'vitest';
import { KINDS } from '../schema.gen';
import { PARTS } from './picture/rows';
import { addressAs, say, sayDate, sayNames } from './words.svelte';

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

it('says every day and every row of names as the language does', () => {
  const days = new Intl.DateTimeFormat('nl-NL', { day: 'numeric', month: 'long', year: 'numeric' });
  const rows = new Intl.ListFormat('nl-NL', { type: 'conjunction' });
  for (let month = 1; month <= 12; month += 1) {
    const date = `2027-${String(month).padStart(2, '0')}-0${1 + (month % 9)}`;
    expect(sayDate(date)).toBe(days.format(new Date(`${date}T12:00`)));
  }
  const names = ['Noor', 'Marloes', 'Jeroen', 'Femke'];
  for (let some = 0; some <= names.length; some += 1) {
    expect(sayNames(names.slice(0, some))).toBe(rows.format(names.slice(0, some)));
  }
});

it('keeps to the year of a date that names no month', () => {
  expect(sayDate('2026-00-01')).toBe('2026');
  expect(sayDate('2026-13-01')).toBe('2026');
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
