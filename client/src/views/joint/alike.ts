// "Lijkt op": which things say nearly the same, by the words they share. Only ever a suggestion; nothing is gathered by
// itself. Pure.
import type { Picture } from '../../schema.gen';
import { wordsOf } from '../picture/names';
import type { Item } from '../picture/rows';

type Of<K extends Item['kind']> = Extract<Item, { kind: K }>;

/** Words that say nothing of what a thing is about. "Niet" and "geen" are no such words. */
const EMPTY = new Set(
  (
    'aan al alle als altijd bij dan dat de die dit doet door een en er ga gaat haar had heb hebben heeft hem het hij hoe ik ' +
    'in is je jij kan komt kun kunnen maar me mee met mij mijn na naar nog nu of om ons onze ook op over soms steeds te tot ' +
    'u uit uw vaak van veel voor wat we weer wel wij word wordt worden zal ze zich zij zijn zo'
  ).split(' '),
);

/** Whom things are about, which is no likeness either. */
const PEOPLE = new Set(
  'moeder mama mam vader papa pap ouder ouders kind kinderen zoon dochter zus broer oma opa tante oom gezin'.split(' '),
);

/** What is left of a word when its form no longer counts: "slaapt" and "slapen" are the same. */
function stem(word: string): string {
  const plain = word.replace(/([aeou])\1/g, '$1');
  if (plain.length < 5) return plain;
  const short = plain.replace(/(?:tjes|jes|tje|je|es|en|s|e|t)$/, '');
  return short.length < 3
    ? plain
    : short
        .replace(/(.)\1$/, '$1')
        .replace(/v$/, 'f')
        .replace(/z$/, 's');
}

/** The words that count. Names of people do not: nearly everything is about the same few. */
export function wordsThatCount(text: string, names: ReadonlySet<string>): Set<string> {
  const words =
    text
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toLocaleLowerCase('nl')
      .match(/\p{L}+/gu) ?? [];
  return new Set(words.filter((word) => !EMPTY.has(word) && !PEOPLE.has(word) && !names.has(word)).map(stem));
}

/** Whether two texts say nearly the same: they share two words at least, and most of the shorter one. */
export function sayTheSame(one: string, other: string, names: ReadonlySet<string>): boolean {
  const [a, b] = [wordsThatCount(one, names), wordsThatCount(other, names)];
  const shared = [...a].filter((word) => b.has(word)).length;
  const shortest = Math.min(a.size, b.size);
  return shortest === 1 ? a.size === b.size && shared === 1 : shared >= 2 && shared * 3 >= shortest * 2;
}

/** The names by which people are called. */
function namesOf(picture: Picture): Set<string> {
  const plain = (name: string) => name.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase('nl').split(/\s+/);
  const called = picture.items.flatMap((item) =>
    item.kind === 'network_person' && item.fields !== null ? [item.fields.name] : [],
  );
  return new Set([...picture.persons.map((one) => one.name), ...called].flatMap(plain));
}

const helps = (item: Of<'factor'>) => item.fields?.roles.includes('protective') === true;

/** What says nearly the same as this; of factors and relations what may stand on one card with it. */
export function alikeTo(picture: Picture, item: Item): Item[] {
  const apart = (other: Item) =>
    other.id !== item.id &&
    !other.withdrawn &&
    other.rooms.some((room) => item.rooms.includes(room)) &&
    !other.gathered_by.some((card) => item.gathered_by.includes(card));
  if (item.kind === 'relation') {
    const { fields } = item;
    return picture.items.filter(
      (other) =>
        other.kind === 'relation' &&
        apart(other) &&
        other.fields?.from === fields?.from &&
        other.fields?.to === fields?.to,
    );
  }
  if (item.kind === 'goal')
    return goalsLike(picture, item.rooms, wordsOf(item)).filter((other) => other.id !== item.id);
  if (item.kind !== 'factor' || item.fields === null) return [];
  const names = namesOf(picture);
  const { title } = item.fields;
  return picture.items.filter(
    (other) =>
      other.kind === 'factor' &&
      apart(other) &&
      other.fields !== null &&
      helps(other) === helps(item) &&
      sayTheSame(title, other.fields.title, names),
  );
}

/** Goals of these rooms that say nearly the same as some words: the same goal is better not there twice. */
export function goalsLike(picture: Picture, rooms: readonly string[], words: string): Item[] {
  const names = namesOf(picture);
  return picture.items.filter(
    (other) =>
      other.kind === 'goal' &&
      !other.withdrawn &&
      other.rooms.some((room) => rooms.includes(room)) &&
      sayTheSame(words, wordsOf(other), names),
  );
}
