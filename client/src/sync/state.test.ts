import { describe, expect, it } from 'vitest';
import { warnBeforeLeaving } from './persist';
import { type DocumentStatus, judge } from './state';

const joined: DocumentStatus = { waiting: 0, waitingSince: undefined, joined: true, apartSince: 0, stopped: undefined };

describe('the state of the whole app', () => {
  it.each<[string, DocumentStatus[], ReturnType<typeof judge>]>([
    ['saved when all are joined and nothing waits', [joined, joined], { state: { kind: 'saved' }, again: undefined }],
    [
      'saving when one edit of one document waits',
      [joined, { ...joined, waiting: 1, waitingSince: 99_000 }],
      { state: { kind: 'saving', waiting: 1 }, again: 109_000 },
    ],
    [
      'local when the oldest has waited ten seconds',
      [
        { ...joined, waiting: 2, waitingSince: 99_000 },
        { ...joined, waiting: 1, waitingSince: 90_000 },
      ],
      { state: { kind: 'local', waiting: 3 }, again: undefined },
    ],
    [
      'joining at first',
      [{ ...joined, joined: false, apartSince: 95_000 }],
      { state: { kind: 'joining' }, again: 103_000 },
    ],
    [
      'local when joining takes ten seconds, also with nothing written',
      [joined, { ...joined, joined: false, apartSince: 80_000 }],
      { state: { kind: 'local', waiting: 0 }, again: undefined },
    ],
    [
      'saved when one document of several went away',
      [joined, { ...joined, joined: false, stopped: 'not-found' }],
      { state: { kind: 'saved' }, again: undefined },
    ],
    [
      'stopped when all went away',
      [{ ...joined, joined: false, stopped: 'not-found' }],
      { state: { kind: 'stopped', reason: 'not-found' }, again: undefined },
    ],
    [
      'not saved when words stand in a document that went away',
      [joined, { ...joined, joined: false, stopped: 'not-found', waiting: 1, waitingSince: 0 }],
      { state: { kind: 'local', waiting: 1 }, again: undefined },
    ],
  ])('is %s', (_what, documents, judged) => {
    expect(judge(documents, undefined, 100_000)).toEqual(judged);
  });

  it('is stopped when the session ended, whatever waits', () => {
    expect(judge([{ ...joined, waiting: 1, waitingSince: 0 }], 'session-ended', 5).state).toEqual({
      kind: 'stopped',
      reason: 'session-ended',
    });
  });
});

describe('leaving the page', () => {
  it('asks only while words are unsent, and not after it was let go', () => {
    const page = new EventTarget() as unknown as Parameters<typeof warnBeforeLeaving>[0] & EventTarget;
    let unsent = false;
    const stop = warnBeforeLeaving(page, () => unsent);
    const leave = () => {
      const event = new Event('beforeunload', { cancelable: true });
      // A real BeforeUnloadEvent lets it be written.
      Object.defineProperty(event, 'returnValue', { writable: true, value: '' });
      page.dispatchEvent(event);
      return event.defaultPrevented;
    };
    expect(leave()).toBe(false);
    unsent = true;
    expect(leave()).toBe(true);
    stop();
    expect(leave()).toBe(false);
  });
});
