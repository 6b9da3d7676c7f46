// Who sees something how, as lines: those who say the same without more words together, own words always by themselves.
// Who left is named with the day. Pure, apart from the language.
import { say, sayDate, sayNames } from '../words.svelte';
import type { Standing, Standpoint } from './rows';

const ORDER: readonly Standpoint[] = ['agree', 'partly', 'disagree', 'unknown'];

/** One line: some people who see it the same, or one with what they say. */
export interface Line {
  /** Unique among the lines of one thing. */
  id: string;
  is: Standpoint;
  text: string;
  words: string | null;
  /** Given to words that have changed since. */
  stale: boolean;
}

/** The lines for a reader; `you` is who is spoken to, nobody on paper. */
export function standLines(
  standings: readonly Standing[],
  me: string,
  you: string | null,
  nameOf: (person: string) => string,
): Line[] {
  const name = ({ person, leftOn = null }: Standing) => {
    const called = person === you ? say('client-you-start') : nameOf(person);
    return leftOn === null ? called : say('client-stand-left', { name: called, day: sayDate(leftOn) });
  };
  const line = (key: string, is: Standpoint, people: readonly Standing[], words: string | null): Line => ({
    id: `${key} ${people.map((one) => one.person).join()}`,
    is,
    text: say(key, {
      names: sayNames(people.map(name)),
      count: people.length,
      you: people[0]?.person === you ? 'yes' : 'no',
    }),
    words,
    stale: key === 'client-stand-stale',
  });
  const now = ORDER.flatMap((is) => {
    const here = standings.filter((one) => one.is === is && !one.stale);
    const alone = (one: Standing) => one.words !== null || one.person === me;
    const silent = here.filter((one) => !alone(one));
    return [
      ...(silent.length > 0 ? [line(`client-stand-${is}`, is, silent, null)] : []),
      ...here.filter(alone).map((one) => line(`client-stand-${is}`, is, [one], one.words)),
    ];
  });
  const older = standings.filter((one) => one.stale);
  return older.length === 0 ? now : [...now, line('client-stand-stale', 'unknown', older, null)];
}
