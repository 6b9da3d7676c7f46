import { expect, it } from 'vitest';
import type { Looked } from '../../api';
import { firstDay, lastIn, placesOf, weekday } from './readers';

const TODAY = new Date(2026, 10, 30);
const looked: Looked = {
  day: '2026-11-24',
  person: 'youssef',
  name: 'Youssef Haddou',
  role: 'wijkteam',
  organisation: null,
  rooms: ['core', 'school', 'gone'],
  what: ['room_read'],
  grounds: ['involved'],
  emergency: false,
};

it('counts today as a day of the week', () => {
  expect(firstDay('week', TODAY)).toBe('2026-11-24');
  expect(firstDay('month', TODAY)).toBe('2026-11-01');
  expect(firstDay('week', new Date(2026, 0, 3))).toBe('2025-12-28');
  expect(firstDay('all', TODAY)).toBeNull();
});

it('says a day as people do, with the year only when it is another', () => {
  expect(weekday('2026-11-24', TODAY)).toBe('dinsdag 24 november');
  expect(weekday('2025-11-24', TODAY)).toBe('maandag 24 november 2025');
});

it('names rooms this person knows, each once', () => {
  const labels: Record<string, string> = { core: 'Ons beeld', school: 'Ons beeld' };
  expect(placesOf(looked, (room) => labels[room] ?? null)).toEqual(['Ons beeld']);
  expect(placesOf({ ...looked, rooms: [] }, () => 'Ons beeld')).toEqual([]);
});

it('tells of one room who looked there, each with the last day, and not of who asks', () => {
  const on = (day: string, person: string, ...rooms: string[]): Looked => ({ ...looked, day, person, rooms });
  const all = [
    on('2026-11-29', 'youssef', 'school'),
    on('2026-11-27', 'ilse', 'core'),
    on('2026-11-24', 'youssef', 'school', 'core'),
    on('2026-11-20', 'ilse', 'core'),
    on('2026-11-28', 'femke', 'core'),
  ];
  const found = lastIn(all, 'core', 'femke').map((one) => `${one.person} ${one.day}`);
  expect(found).toEqual(['ilse 2026-11-27', 'youssef 2026-11-24']);
});
