import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FIRST_MS, LONGEST_MS, longer, untilReached } from './reach';

describe('without a connection', () => {
  const page = new EventTarget();
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
    vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page));
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('it is tried with pauses that grow, up to half a minute', () => {
    const pauses = [FIRST_MS];
    while (pauses.length < 6) pauses.push(longer(pauses.at(-1) ?? 0));
    expect(pauses).toEqual([3_000, 6_000, 12_000, 24_000, LONGEST_MS, LONGEST_MS]);
  });

  it('it goes on by itself until somebody answers, and no longer', async () => {
    const answers = [false, false, true];
    const reach = vi.fn(async () => answers.shift() ?? true);
    untilReached(reach);
    await vi.advanceTimersByTimeAsync(10 * LONGEST_MS);
    expect(reach).toHaveBeenCalledTimes(3);
  });

  it('it is tried at once when the device has a connection again', async () => {
    const reach = vi.fn(async () => true);
    untilReached(reach);
    page.dispatchEvent(new Event('online'));
    await vi.advanceTimersByTimeAsync(0);
    expect(reach).toHaveBeenCalledTimes(1);
  });

  it('it is tried no more once that was stopped', async () => {
    const reach = vi.fn(async () => false);
    untilReached(reach)();
    page.dispatchEvent(new Event('online'));
    await vi.advanceTimersByTimeAsync(10 * LONGEST_MS);
    expect(reach).not.toHaveBeenCalled();
  });
});
