// Where the axis of time is uneven, in words. Pure, apart from the language.
import '../../../later-words';
import { say, sayNames } from '../../words.svelte';
import { type Axis, runsOf } from './axis';

/** Years by name: "2012 tot en met 2015 en 2020". */
export function sayYears(years: readonly number[]): string {
  return sayNames(
    runsOf(years).map(([from, to]) =>
      from === to ? String(from) : say('client-time-years', { from: String(from), to: String(to) }),
    ),
  );
}

/** Which years have more room, and which the least; nothing where all have the same. */
export function sayUneven({ wide, narrow }: Pick<Axis, 'wide' | 'narrow'>): string {
  if (wide.length === 0) return '';
  const more = say('client-time-elastic', { wide: sayYears(wide) });
  return narrow.length === 0 ? more : `${more} ${say('client-time-elastic-narrow', { narrow: sayYears(narrow) })}`;
}
