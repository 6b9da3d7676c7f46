import { describe, expect, it } from 'vitest';
import youssef from '../../../test/fixtures/picture.youssef.json';
import type { Picture } from '../../schema.gen';
import { namesIn } from '../picture/names';
import { tiesOf } from './ecogram/ties';
import { homesOf, homeWord, inTwoHomes, sayHomes } from './homes';

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
    expect(sayHomes(picture, 'noor', names)).toBe(
      'Noor woont op 2 plekken: huis 1 met Daan en Marloes en huis 2 met Jeroen.',
    );
  });

  it('has with each other the home they share, on the drawing of the people around them', () => {
    expect([homeWord(picture, 'noor', 'marloes'), homeWord(picture, 'noor', 'jeroen')]).toEqual(['huis 1', 'huis 2']);
    const home = (other: string) => tiesOf(picture, names, 'noor').find((one) => one.other === other)?.home;
    expect([home('marloes'), home('jeroen'), home('petra')]).toEqual(['huis 1', 'huis 2', '']);
  });

  it('is not said of who has one home', () => {
    expect(sayHomes(picture, 'marloes', names)).toBe('');
    expect(homeWord(picture, 'marloes', 'daan')).toBe('');
  });
});
