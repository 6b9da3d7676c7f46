import { expect, it } from 'vitest';
import type { OwnCase } from '../lead/lead-api';
import { inOrder } from './cases';
import { officePart, PARTS } from './parts';

it('shows cases that run first, the newest at the top', () => {
  const own = (id: string, changes: Partial<OwnCase>): OwnCase => ({
    case: id,
    title: null,
    opened_on: null,
    status: 'open',
    leads: false,
    ...changes,
  });
  const cases = [
    own('over', { status: 'closed', opened_on: '2026-11-01' }),
    own('old', { opened_on: '2026-01-01' }),
    own('new', { opened_on: '2026-11-30' }),
  ];
  expect(inOrder(cases).map((one) => one.case)).toEqual(['new', 'old', 'over']);
});

it('takes a fragment it does not know for the cases', () => {
  expect(Object.values(PARTS).map(officePart)).toEqual(Object.keys(PARTS));
  expect(officePart('#/beeld')).toBe('cases');
});
