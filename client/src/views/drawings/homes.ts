// With whom someone lives: in one home, or in two. Out of the register; pure, apart from the language.
import type { Picture } from '../../schema.gen';
import type { Names } from '../picture/names';
import { say, sayNames } from '../words.svelte';

/** One home of someone, with who lives there too. */
export interface Home {
  id: string;
  others: readonly string[];
  /** Those it is called by, as people say it: the grown-ups who live there. */
  heads: readonly string[];
}

/** The homes of someone, in an order that stays. */
export function homesOf(picture: Picture, person: string): Home[] {
  const own = picture.persons.find((one) => one.id === person)?.household ?? [];
  return [...own].sort().map((id) => {
    const there = picture.persons.filter((one) => one.id !== person && one.household.includes(id));
    const grown = there.filter((one) => one.role !== 'child' && one.role !== 'youth');
    const ids = (persons: typeof there) => persons.map((one) => one.id).sort();
    return { id, others: ids(there), heads: ids(grown.length === 0 ? there : grown) };
  });
}

/** Who has more than one home. */
export function inTwoHomes(picture: Picture): string[] {
  return picture.persons.filter((one) => one.household.length > 1).map((one) => one.id);
}

/** "bij Marloes"; nobody says a number for where they live. */
function called(home: Home, names: Names): string {
  return home.heads.length === 0
    ? say('client-home-alone')
    : say('client-home-with', { names: sayNames(home.heads.map(names.node)) });
}

/** "Noor woont op 2 plekken: bij Marloes (met Daan) en bij Jeroen." Nothing for who has one home. */
export function sayHomes(picture: Picture, person: string, names: Names): string {
  const homes = homesOf(picture, person);
  if (homes.length < 2) return '';
  const each = homes.map((home) => {
    const too = home.others.filter((one) => !home.heads.includes(one));
    const heads = sayNames(home.heads.map(names.node));
    return too.length === 0
      ? called(home, names)
      : say('client-home-with-too', { names: heads, too: sayNames(too.map(names.node)) });
  });
  return say('client-homes', { name: names.node(person), count: homes.length, homes: sayNames(each) });
}

/** All of someone's homes in short: "thuis bij Marloes en bij Jeroen". Nothing for who has one home. */
export function homesWord(picture: Picture, person: string, names: Names): string {
  const homes = homesOf(picture, person);
  return homes.length < 2 ? '' : homeWords(homes, names);
}

/**
 * In which of someone's homes another lives. Nothing where there is one home or none, and nothing for whom the home is called
 * by: that their home is theirs, nobody has to be told.
 */
export function homeWord(picture: Picture, person: string, other: string, names: Names): string {
  const homes = homesOf(picture, person);
  const shared = homes.filter((home) => home.others.includes(other) && !home.heads.includes(other));
  return homes.length < 2 || shared.length === 0 ? '' : homeWords(shared, names);
}

function homeWords(homes: readonly Home[], names: Names): string {
  return say('client-home-word', { homes: sayNames(homes.map((home) => called(home, names))) });
}
