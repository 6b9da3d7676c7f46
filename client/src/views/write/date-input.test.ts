import { render } from 'svelte/server';
import { expect, it } from 'vitest';
import DateInput from './DateInput.svelte';
import { besideOf, clashOf } from './dates';

const shown = (props: object) =>
  render(DateInput, { props: { label: 'Wanneer was dit?', value: null, ongive: () => undefined, ...props } }).body;

it('does not take an end before its beginning, as far as both are known', () => {
  const clash = (field: string, date: string, other: string) =>
    clashOf(date, besideOf(field, { start: other, end: other, from: other, to: other }));
  expect(clash('end', '2019', '2031')).toBe('start');
  expect(clash('start', '2031', '2019')).toBe('end');
  expect(clash('to', '2019-04', '2019-05-02')).toBe('start');
  // In one year the one may well be after the other.
  expect([clash('end', '2019', '2019-05'), clash('end', '2019-05-02', '2019'), clash('end', '2020', '2019')]).toEqual([
    null,
    null,
    null,
  ]);
  // A thing something comes from is no date, and a birthday has no end.
  expect(besideOf('from', { to: 'f01' })).toEqual({ end: null });
  expect(besideOf('birth_date', { start: '2019' })).toEqual({});
});

it('says at the date why it is not taken', () => {
  expect(shown({ value: '2019', beside: { start: '2031' } })).toContain('Dit is eerder dan het begin: 2031.');
  expect(shown({ value: '2031', beside: { end: '2019' } })).toContain('Dit is later dan het einde: 2019.');
  expect(shown({ value: '2019', beside: { end: '2031' } })).not.toContain('Kijk de datum nog eens na');
});

it('can be emptied with one press where something stands and that is offered', () => {
  expect(shown({ value: '2019', empties: true })).toContain('Geen datum');
  expect(shown({ value: null, empties: true })).not.toContain('Geen datum');
  expect(shown({ value: '2019' })).not.toContain('Geen datum');
});

it('asks about a day of the past that is still to come', () => {
  expect(shown({ value: '2999-03', past: true })).toContain('Dit is nog niet gebeurd. Klopt de dag?');
  expect(shown({ value: '2019', past: true })).not.toContain('nog niet gebeurd');
  expect(shown({ value: '2999' })).not.toContain('nog niet gebeurd');
});
