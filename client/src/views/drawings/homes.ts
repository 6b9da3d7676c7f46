// With whom someone lives: in one home, or in two. Out of the register; pure, apart from the language.
import type { Picture } from '../../schema.gen';
import type { Names } from '../picture/names';
import { say, sayNames } from '../words.svelte';

/** One home of someone, with who lives there too. */
export interface Home {
  id: string;
  /** Its number, from 1, always the same one. */
  number: number;
  others: readonly string[];
}

/** The homes of someone, in an order that stays. */
export function homesOf(picture: Picture, person: string): Home[] {
  const own = picture.persons.find((one) => one.id === person)?.household ?? [];
  return [...own].sort().map((id, index) => ({
    id,
    number: index + 1,
    others: picture.persons
      .filter((one) => one.id !== person && one.household.includes(id))
      .map((one) => one.id)
      .sort(),
  }));
}

/** Who has more than one home. */
export function inTwoHomes(picture: Picture): string[] {
  return picture.persons.filter((one) => one.household.length > 1).map((one) => one.id);
}

/** "Noor woont op 2 plekken: bij Marloes en Daan, en bij Jeroen en Daan." Nothing for who has one home. */
export function sayHomes(picture: Picture, person: string, names: Names): string {
  const homes = homesOf(picture, person);
  if (homes.length < 2) return '';
  const each = homes.map(({ number, others }) =>
    others.length === 0
      ? say('client-home-alone', { number })
      : say('client-home-with', { number, names: sayNames(others.map(names.node)) }),
  );
  return say('client-homes', { name: names.node(person), count: homes.length, homes: sayNames(each) });
}

/** In which of someone's homes another lives, in words: "huis 1", "huis 1 en 2". Nothing where there is one home, or none. */
export function homeWord(picture: Picture, person: string, other: string): string {
  const homes = homesOf(picture, person);
  const shared = homes.filter((home) => home.others.includes(other)).map((home) => String(home.number));
  return homes.length < 2 || shared.length === 0 ? '' : say('client-home-number', { numbers: sayNames(shared) });
}
