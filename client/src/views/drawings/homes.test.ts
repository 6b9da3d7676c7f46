import { describe, expect, it } from 'vitest';
import youssef from '../../../test/fixtures/picture.youssef.json';
import type { Picture } from '../../schema.gen';
import { namesIn } from '../picture/names';
import { tiesOf } from './ecogram/ties';
import { homesOf, homesWord, homeWord, inTwoHomes, sayHomes } from './homes';

const told = youssef as unknown as Picture;
const HOUSES: Readonly<Record<string, readonly string[]>> = {
  noor: ['h2', 'h1'],
  daan: ['h1'],
  marloes: ['h1'],
  jeroen: ['h2'],
};
const picture: Picture = {
  ...told,
  persons: told.persons.map((one) => ({ ...one, household: [...(HOUSES[one.id] ?? [])] })),
};
const names = namesIn(picture);

describe('a child with two homes', () => {
  it('lives in both, each with who lives there, in words', () => {
    expect(inTwoHomes(picture)).toEqual(['noor']);
    expect(homesOf(picture, 'noor').map((home) => home.others)).toEqual([['daan', 'marloes'], ['jeroen']]);
    expect(sayHomes(picture, 'noor', names)).toBe('Noor woont op 2 plekken: bij Marloes (met Daan) en bij Jeroen.');
    expect(homesWord(picture, 'noor', names)).toBe('thuis bij Marloes en bij Jeroen');
  });

  it('has the home that is shared with each other one, but for whom it is called by', () => {
    const home = (other: string) => tiesOf(picture, names, 'noor').find((one) => one.other === other)?.home;
    expect([home('daan'), home('marloes'), home('jeroen'), home('petra')]).toEqual(['thuis bij Marloes', '', '', '']);
  });

  it('is called by whoever lives there when nobody is grown up', () => {
    const two: Readonly<Record<string, readonly string[]>> = { noor: ['h1', 'h2'], daan: ['h1'] };
    const alone = { ...picture, persons: told.persons.map((one) => ({ ...one, household: [...(two[one.id] ?? [])] })) };
    expect(sayHomes(alone, 'noor', names)).toBe('Noor woont op 2 plekken: bij Daan en op een eigen plek.');
  });

  it('is not said of who has one home', () => {
    expect(sayHomes(picture, 'marloes', names)).toBe('');
    expect(homeWord(picture, 'marloes', 'daan', names)).toBe('');
  });
});
