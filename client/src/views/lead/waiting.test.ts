import { expect, it } from 'vitest';
import type { Led, LedEmergency, LedObjection } from './lead-api';
import { doneOf, parentsByRoom, waitingOf } from './waiting';

const emergency = (id: string, changes: Partial<LedEmergency>): LedEmergency => ({
  id,
  name: 'Sanne Crisis',
  role: 'gi',
  organisation: null,
  reason: 'De politie staat nu bij dit gezin.',
  from: 0,
  until: 0,
  running: false,
  stopped: null,
  mine: false,
  due: '2026-12-02',
  late: false,
  untold: false,
  review: null,
  ...changes,
});
const objection = (id: string, stands: LedObjection['stands']): LedObjection => ({
  id,
  by: 'noor',
  reader: 'marloes',
  rooms: ['core'],
  why: null,
  day: '2026-11-30',
  stands,
  answer: null,
  answered_on: null,
  ended_on: null,
  ended_because: null,
});
const review = { by: 'youssef', day: '2026-12-01', remark: 'Terecht.', officer: null };

function led(emergencies: LedEmergency[], objections: LedObjection[]): Led {
  return { persons: [], rooms: [], safety: null, colleagues: [], emergencies, objections, birthdays: [] };
}

it('shows what waits longest first, and what nobody may be told yet until somebody says so', () => {
  const all = led(
    [
      emergency('new', {}),
      emergency('hidden', { review, untold: true }),
      emergency('running', { review, running: true }),
      emergency('done', { review }),
    ],
    [
      objection('holds', 'honoured'),
      objection('later', 'waiting'),
      objection('first', 'waiting'),
      objection('no', 'declined'),
    ],
  );
  const waiting = waitingOf(all);
  expect(waiting.emergencies.map((one) => one.id)).toEqual(['running', 'hidden', 'new']);
  expect(waiting.objections.map((one) => one.id)).toEqual(['first', 'later', 'holds']);
  const done = doneOf(all);
  expect([...done.emergencies, ...done.objections].map((one) => one.id)).toEqual(['done', 'no']);
});

it('names the parents of a room together who read on, and those who do not', () => {
  const one = (room: string, person: string, reads_on: boolean) => ({ room, person, reads_on });
  const parents = [one('core', 'marloes', true), one('core', 'jeroen', false), one('school', 'jeroen', false)];
  const rooms = parentsByRoom({ person: 'noor', age: 16, day: '2027-03-14', parents, opens: [] });
  expect(rooms).toEqual([
    { room: 'core', readsOn: true, persons: ['marloes'] },
    { room: 'core', readsOn: false, persons: ['jeroen'] },
    { room: 'school', readsOn: false, persons: ['jeroen'] },
  ]);
});
