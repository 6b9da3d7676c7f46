import { beforeEach, expect, it } from 'vitest';
import { HIDDEN_MS, IDLE_MS, Idle } from './idle';

const MINUTE = 60_000;
let now: number;
let waiting: { at: number; run: () => void }[];
let hidden: boolean;
let together: boolean;
let left: number;
let idle: Idle;

/** Time goes by, and who waits is woken when it is theirs. */
function pass(ms: number): void {
  const end = now + ms;
  for (;;) {
    waiting.sort((a, b) => a.at - b.at);
    const next = waiting[0];
    if (next === undefined || next.at > end) break;
    waiting.shift();
    now = next.at;
    next.run();
  }
  now = end;
}

/** A device that sleeps wakes nobody in time. */
function sleep(ms: number): void {
  now += ms;
}

function turn(to: 'away' | 'back'): void {
  hidden = to === 'away';
  idle.turned();
}

beforeEach(() => {
  now = 1_000;
  waiting = [];
  hidden = together = false;
  left = 0;
  const later = (ms: number, run: () => void) => {
    const one = { at: now + ms, run };
    waiting.push(one);
    return () => {
      waiting = waiting.filter((other) => other !== one);
    };
  };
  const page = {
    hidden: () => hidden,
    together: () => together,
    left: () => {
      left += 1;
    },
  };
  idle = new Idle({ now: () => now, later }, page);
});

it('is left alone after fifteen minutes without a touch, once', () => {
  pass(IDLE_MS - 1);
  expect(left).toBe(0);
  pass(1);
  expect(left).toBe(1);
  pass(IDLE_MS * 3);
  idle.touched();
  expect([left, waiting]).toEqual([1, []]);
});

it('is not left alone by who goes on', () => {
  for (let at = 0; at < 10; at += 1) {
    pass(10 * MINUTE);
    idle.touched();
  }
  expect(left).toBe(0);
  pass(IDLE_MS);
  expect(left).toBe(1);
});

it('is left alone after five minutes out of sight', () => {
  turn('away');
  pass(HIDDEN_MS - 1);
  expect(left).toBe(0);
  pass(1);
  expect(left).toBe(1);
});

it('that is looked at in between begins anew', () => {
  turn('away');
  pass(4 * MINUTE);
  turn('back');
  turn('away');
  pass(4 * MINUTE);
  expect(left).toBe(0);
  pass(MINUTE);
  expect(left).toBe(1);
});

it('that comes back into sight late is covered before it is seen, though its timer slept', () => {
  turn('away');
  sleep(HIDDEN_MS);
  turn('back');
  expect(left).toBe(1);
});

it('is not woken by a touch after a long sleep', () => {
  sleep(IDLE_MS);
  idle.touched();
  expect(left).toBe(1);
});

it('on which people write together is read, though nobody touches it', () => {
  together = true;
  pass(60 * MINUTE);
  expect(left).toBe(0);
  together = false;
  pass(IDLE_MS);
  expect(left).toBe(1);
});

it('on which people write together is left alone when nobody can see it', () => {
  together = true;
  turn('away');
  pass(HIDDEN_MS);
  expect(left).toBe(1);
});

it('does not take a clock that is set back for a long time', () => {
  now -= 60 * MINUTE;
  idle.touched();
  pass(IDLE_MS - 1);
  expect(left).toBe(0);
});

it('that nobody watches any more is not left alone', () => {
  idle.stop();
  pass(IDLE_MS * 2);
  expect([left, waiting]).toEqual([0, []]);
});
