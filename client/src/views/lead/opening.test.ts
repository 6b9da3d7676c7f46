import { describe, expect, it } from 'vitest';
import {
  caseToSend,
  isAnswered,
  jointIsPossible,
  nothingSaid,
  type OpeningForm,
  openingSteps,
  safetyToSend,
  signsOf,
} from './opening';

const form = (changes: Partial<OpeningForm>): OpeningForm => ({ ...nothingSaid(), ...changes });
const CALM = { violence: 'no', control: 'no', danger: 'no' } as const;

describe('opening a case', () => {
  it('asks about safety first, and about an expert only after a worry', () => {
    expect(openingSteps(nothingSaid())).toEqual(['violence', 'control', 'danger', 'frame', 'title']);
    const worried = form({ answers: { violence: 'unsure' } });
    expect(openingSteps(worried)).toEqual(['violence', 'control', 'danger', 'expert', 'frame', 'title']);
  });

  it('goes on only after an answer, but needs no expert and no title', () => {
    expect(isAnswered('violence', nothingSaid())).toBe(false);
    expect(isAnswered('violence', form({ answers: { violence: 'no' } }))).toBe(true);
    expect(isAnswered('frame', nothingSaid())).toBe(false);
    expect(isAnswered('expert', nothingSaid()) && isAnswered('title', nothingSaid())).toBe(true);
  });

  it('lets the most worrying answer count', () => {
    expect(signsOf(form({ answers: CALM }))).toBe('no');
    expect(signsOf(form({ answers: { ...CALM, control: 'unsure' } }))).toBe('unsure');
    expect(signsOf(form({ answers: { ...CALM, control: 'unsure', danger: 'yes' } }))).toBe('yes');
    expect(signsOf(form({ answers: { violence: 'yes' } }))).toBeNull();
  });

  it('sends nothing before all is answered, and leaves out what is empty', () => {
    expect(caseToSend(form({ answers: CALM }))).toBeNull();
    expect(caseToSend(form({ frame: 'voluntary' }))).toBeNull();
    expect(caseToSend(form({ answers: CALM, frame: 'voluntary', title: '  ' }))).toEqual({
      signs: 'no',
      expert: null,
      legal_frame: 'voluntary',
      title: null,
    });
  });

  it('names no expert where there is nothing to judge, whatever was typed before', () => {
    const expert = ' Ilse Brandsema ';
    expect(safetyToSend(form({ answers: CALM, expert }))).toEqual({ signs: 'no', expert: null });
    const yes = form({ answers: { ...CALM, violence: 'yes' }, expert });
    expect(safetyToSend(yes)).toEqual({ signs: 'yes', expert: 'Ilse Brandsema' });
  });
});

it('takes joint rooms for possible without signs, or with an expert', () => {
  expect(jointIsPossible(null)).toBe(false);
  expect(jointIsPossible({ signs: 'no', expert: null })).toBe(true);
  expect(jointIsPossible({ signs: 'unsure', expert: null })).toBe(false);
  expect(jointIsPossible({ signs: 'yes', expert: 'Ilse' })).toBe(true);
});
