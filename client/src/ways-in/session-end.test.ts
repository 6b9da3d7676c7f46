import { beforeEach, expect, it } from 'vitest';
import { ANNOUNCED_MS, type Ends, SessionEnd } from './session-end';

const HOUR = 3_600_000;
let now: number;
let waiting: { at: number; run: () => void }[];
let told: number[];
/** What the server answers when it is asked again; nothing while it can't be reached. */
let answer: Ends | null;
let asked: number;

/** Time goes by, and who waits is woken when it is theirs. */
async function pass(ms: number): Promise<void> {
  const end = now + ms;
  for (;;) {
    waiting.sort((a, b) => a.at - b.at);
    const next = waiting[0];
    if (next === undefined || next.at > end) break;
    waiting.shift();
    now = next.at;
    next.run();
    // What was asked is answered.
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  }
  now = end;
}

function watch(ends: Ends): SessionEnd {
  const later = (ms: number, run: () => void) => {
    const one = { at: now + ms, run };
    waiting.push(one);
    return () => {
      waiting = waiting.filter((other) => other !== one);
    };
  };
  const page = {
    ask: async () => {
      asked += 1;
      if (answer === null) throw new Error('offline');
      return answer;
    },
    tell: (left: number) => void told.push(left),
  };
  return new SessionEnd({ now: () => now, later }, page, ends);
}

beforeEach(() => {
  now = 1_000;
  waiting = [];
  told = [];
  answer = null;
  asked = 0;
});

it('is announced two minutes before, once, and not earlier', async () => {
  watch({ until: now + HOUR });
  await pass(HOUR - ANNOUNCED_MS - 1);
  expect([told, asked]).toEqual([[], 0]);
  await pass(HOUR);
  expect([told, asked]).toEqual([[ANNOUNCED_MS], 1]);
});

it('goes by what is left rather than by a clock that is wrong', async () => {
  watch({ until: now - HOUR, left: HOUR });
  await pass(HOUR - ANNOUNCED_MS);
  expect(told).toEqual([ANNOUNCED_MS]);
});

it('is announced later when the session began anew meanwhile', async () => {
  watch({ left: HOUR });
  answer = { left: HOUR };
  await pass(HOUR);
  expect(told).toEqual([]);
  answer = null;
  await pass(HOUR - ANNOUNCED_MS);
  expect(told).toEqual([ANNOUNCED_MS]);
});

it('is not announced where the server does not tell, after it was stopped, nor when it is over already', async () => {
  watch({});
  watch({ left: HOUR }).stop();
  await pass(2 * HOUR);
  watch({ until: now - 1 });
  await pass(HOUR);
  expect(told).toEqual([]);
});

it('is announced at once to who opens a page in its last minutes', async () => {
  watch({ left: 50_000 });
  await pass(0);
  expect(told).toEqual([50_000]);
});

it('knows a session that ended by its time from one that somebody ended', async () => {
  const session = watch({ left: HOUR });
  await pass(HOUR / 2);
  expect(session.timeIsUp()).toBe(false);
  await pass(HOUR / 2);
  expect(session.timeIsUp()).toBe(true);
  expect(watch({}).timeIsUp()).toBe(false);
});
