import { expect, it } from 'vitest';
import type { CaseFacts } from '../../schema.gen';
import { leads } from './leads';

const facts = (regisseur: string | null, legal_frame: CaseFacts['legal_frame']): CaseFacts => ({
  id: 'c',
  title: null,
  legal_frame,
  status: null,
  regisseur,
  opened_on: null,
});

it('lets the regisseur lead, and who carries out a measure of the court', () => {
  expect(leads(facts('a', 'voluntary'), { person: 'a', role: 'wijkteam' })).toBe(true);
  expect(leads(facts('a', 'voluntary'), { person: 'b', role: 'wijkteam' })).toBe(false);
  expect(leads(facts('a', 'voluntary'), { person: 'b', role: 'gi' })).toBe(false);
  expect(leads(facts('a', 'supervision'), { person: 'b', role: 'gi' })).toBe(true);
  expect(leads(facts('a', 'voluntary'), { person: 'a', role: 'parent' })).toBe(false);
});
