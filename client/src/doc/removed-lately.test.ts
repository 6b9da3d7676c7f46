import { describe, expect, it } from 'vitest';
import { LIMITS } from '../schema.gen';
import { RemovedLately } from './removed-lately';

const WITHIN = LIMITS.removed_within_ms;
const CHARACTERS = LIMITS.removed_characters_max;
const THINGS = LIMITS.removed_things_max;

function lately() {
  const clock = { now: 1_000_000 };
  return { clock, lately: new RemovedLately(() => clock.now) };
}

describe('what someone took out of what others wrote', () => {
  it('is asked about when it is much at once, and never when nothing of others goes', () => {
    const { lately: removed } = lately();
    expect([removed.muchText('board', CHARACTERS), removed.muchText('board', CHARACTERS + 1)]).toEqual([false, true]);
    removed.tookText('board', CHARACTERS);
    expect(removed.muchText('board', 0)).toBe(false);
  });

  it('counts together within ten minutes, for each document', () => {
    const { clock, lately: removed } = lately();
    removed.tookText('board', 300);
    clock.now += WITHIN;
    expect(removed.muchText('board', CHARACTERS - 299)).toBe(true);
    expect(removed.muchText('other', CHARACTERS - 299)).toBe(false);
    clock.now += 1;
    expect(removed.muchText('board', CHARACTERS - 299)).toBe(false);
  });

  it('is not asked again at the next letter after it was asked', () => {
    const { lately: removed } = lately();
    removed.tookText('board', CHARACTERS + 1);
    expect(removed.muchText('board', CHARACTERS)).toBe(false);
  });

  it('counts a thing once', () => {
    const { lately: removed } = lately();
    for (let n = 0; n < THINGS; n++) removed.tookThing('board', `thing ${n}`);
    expect([removed.manyThings('board', 'thing 3'), removed.manyThings('board', 'another')]).toEqual([false, true]);
    removed.tookThing('board', 'another');
    expect(removed.manyThings('board', 'one more')).toBe(false);
  });
});
