import { describe, expect, it } from 'vitest';
import noor from '../../../test/fixtures/picture.noor.json';
import type { Picture } from '../../schema.gen';
import { outline } from './outline';
import { PARTS, type Part, row } from './rows';
import { AROUND, firstOf, neighbours, promptOf, STEPS, stateOf, stepOf, stepsOf } from './steps';

const parts = outline(noor as unknown as Picture);
const thing = row({ id: 'a', kind: 'factor', room: 'core', words: 'Iets' });

describe('the way from question to plan', () => {
  it('has every part once, in a step or round the steps', () => {
    expect([...STEPS.flatMap((step) => step.parts), ...AROUND].sort()).toEqual([...PARTS].sort());
  });

  it('begins with the question and ends with looking back, what helps before what is hard', () => {
    expect(STEPS.map((step) => step.id)).toEqual([
      ...['question', 'helps', 'hard', 'together', 'why', 'first', 'plan', 'help', 'review'],
    ]);
  });

  it('says where something is and where people see it differently', () => {
    expect(stepsOf(parts).map((step) => [step.id, step.state])).toEqual([
      ['question', 'some'],
      ['helps', 'some'],
      ['hard', 'differ'],
      ['together', 'differ'],
      ['why', 'some'],
      ['first', 'some'],
      ['plan', 'some'],
      ['help', 'some'],
      ['review', 'some'],
    ]);
  });

  it('is empty in every step where nobody said anything', () => {
    const nothing: Part[] = PARTS.map((id) => ({ id, rows: [] }));
    expect(stepsOf(nothing).every((step) => step.state === 'empty')).toBe(true);
  });

  it('finds what is seen differently inside a joint card too', () => {
    const inner = { ...thing, state: 'disputed' as const };
    expect(stateOf([{ ...thing, state: 'shared', rows: [inner] }])).toBe('differ');
  });

  it('counts what was taken back only when others said something of it', () => {
    const gone = { ...thing, withdrawn: true };
    expect(stateOf([gone])).toBe('empty');
    expect(stateOf([{ ...gone, standings: [{ person: 'noor', is: 'agree', words: null, stale: true }] }])).toBe('some');
  });

  it('leads from the first part to the last, and back', () => {
    const walk = [];
    for (let part: (typeof PARTS)[number] | null = PARTS[0]; part !== null; part = neighbours(part).after)
      walk.push(part);
    expect(walk).toEqual([...PARTS]);
    expect(neighbours(PARTS[0]).before).toBeNull();
    for (const part of PARTS.slice(1)) expect(neighbours(neighbours(part).before ?? part).after).toBe(part);
  });

  it('previews a list by what stands first in it', () => {
    const first = parts.find((part) => part.id === 'first');
    expect(firstOf(first ?? { id: 'first', rows: [] })?.target).toBe('f21');
    expect(firstOf({ id: 'hard', rows: [] })).toBeNull();
  });

  it('asks a youth in other words than a parent, and asks nothing where nobody can answer', () => {
    expect([promptOf('wishes', 'youth'), promptOf('wishes', 'parent')]).toEqual([
      'prompt-wish-youth',
      'prompt-wish-parents',
    ]);
    expect([promptOf('loops', 'youth'), promptOf('advice', 'parent')]).toEqual([null, null]);
  });

  it('names the step of a part', () => {
    expect([stepOf('wishes'), stepOf('timeline')]).toEqual(['helps', null]);
  });
});
