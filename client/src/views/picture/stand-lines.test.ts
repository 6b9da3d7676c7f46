import { describe, expect, it } from 'vitest';
import type { Standing } from './rows';
import { standLines } from './stand-lines';

const NAMES: Record<string, string> = { noor: 'Noor', femke: 'Femke', jeroen: 'Jeroen', ilse: 'Ilse' };
const stand = (person: string, is: Standing['is'], more: Partial<Standing> = {}): Standing => ({
  person,
  is,
  words: null,
  stale: false,
  ...more,
});
const said = (standings: readonly Standing[], you: string | null = 'noor') =>
  standLines(standings, 'noor', you, (person) => NAMES[person] ?? '').map((line) => [line.text, line.words]);

describe('who sees it how', () => {
  it('takes those together who say the same, and leaves own words to each', () => {
    expect(
      said([stand('femke', 'agree'), stand('jeroen', 'agree'), stand('ilse', 'agree', { words: 'Elke dag.' })]),
    ).toEqual([
      ['Femke en Jeroen: klopt', null],
      ['Ilse: klopt', 'Elke dag.'],
    ]);
  });

  it('names who left with the day until which they took part', () => {
    const left = stand('femke', 'disagree', { leftOn: '2026-11-03' });
    expect(said([left])).toEqual([['Femke (deed mee tot 3 november 2026) ziet het anders', null]]);
    expect(said([stand('jeroen', 'agree'), { ...left, is: 'agree' }])).toEqual([
      ['Jeroen en Femke (deed mee tot 3 november 2026): klopt', null],
    ]);
    expect(said([{ ...left, stale: true }])).toEqual([
      ['Femke (deed mee tot 3 november 2026): antwoord op eerdere woorden', null],
    ]);
  });

  it('speaks to its reader on a screen, and by name on paper', () => {
    expect([said([stand('noor', 'disagree')]), said([stand('noor', 'disagree')], null)]).toEqual([
      [['U ziet het anders', null]],
      [['Noor ziet het anders', null]],
    ]);
  });

  it('keeps answers to earlier words apart', () => {
    expect(said([stand('femke', 'agree', { stale: true }), stand('jeroen', 'agree')])).toEqual([
      ['Jeroen: klopt', null],
      ['Femke: antwoord op eerdere woorden', null],
    ]);
  });
});
