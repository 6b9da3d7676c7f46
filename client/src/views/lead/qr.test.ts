import { expect, it } from 'vitest';
import { qrPath } from './qr';

it('draws each run of dark squares once, inside a light margin', () => {
  expect(qrPath(['101', '011'])).toBe('M4 4h1v1h-1zM6 4h1v1h-1zM5 5h2v1h-2z');
  expect(qrPath([])).toBe('');
});
