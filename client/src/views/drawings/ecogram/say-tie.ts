// A tie in words: in short for a card, and as sentences for the list and for whom does not see the drawing. Pure, apart from
// the language.
import '../../../later-words';
import type { Names } from '../../picture/names';
import { say, sayNames } from '../../words.svelte';
import { drawnOf, type Tied } from './ties';

/** Which words stand on the cards. */
export const LAYERS = ['tie', 'support', 'wish'] as const;
/** One choice of words. */
export type Layer = (typeof LAYERS)[number];

/** The words on a card under a name: of all that is drawn of the tie. */
export function shortly(one: Tied, layer: Layer): string {
  const all = new Set(drawnOf(one).flatMap((said) => inShort(said, layer) ?? []));
  return all.size === 0 ? say('client-eco-unsaid') : sayNames([...all]);
}

function inShort(one: Tied, layer: Layer): string | null {
  switch (layer) {
    case 'tie':
      return one.quality === null ? null : say(`tie_quality-${one.quality}`);
    case 'support':
      return one.support.length === 0
        ? null
        : [
            ...(one.direction === null ? [] : [`${say(`tie_direction-${one.direction}`)}:`]),
            one.support.map((kind) => say(`client-eco-support-${kind}`)).join(', '),
          ].join(' ');
    case 'wish':
      return one.wish === null ? null : say(`client-eco-wish-${one.wish}`);
  }
}

/** That more was said of a tie than what is drawn; nothing when not. */
export function timesSaid(one: Tied, how: 'client-eco-times' | 'client-eco-says-times' = 'client-eco-times'): string {
  return one.also.length === 0 ? '' : say(how, { count: one.also.length + 1 });
}

/** Everything a tie says, in sentences. */
export function tieSentence(one: Tied, ego: string, names: Names): string {
  const who = names.node(ego);
  const parts = [
    one.unplaced
      ? say('client-eco-says-unplaced', { ego: who, other: one.name })
      : say(`client-eco-says-ring-${one.ring}`, { ego: who, other: one.name }),
    one.quality === null ? '' : say('client-eco-says-tie', { quality: say(`tie_quality-${one.quality}`) }),
    one.direction === null
      ? ''
      : say(`client-eco-says-${one.direction}`, {
          ego: who,
          other: one.name,
          support:
            one.support.length === 0
              ? say('client-eco-help')
              : sayNames(one.support.map((kind) => say(`support-${kind}`))),
        }),
    one.wish === null
      ? ''
      : say('client-eco-says-wish', { ego: who, wish: say(`client-eco-wish-${one.wish}`).toLowerCase() }),
    one.home !== ''
      ? say('client-eco-says-home-in', { ego: who, home: one.home })
      : one.together
        ? say('client-eco-says-home')
        : '',
    one.scribe === null ? '' : `${say('client-scribed', { scribe: names.face(one.scribe).name, name: who })}.`,
  ];
  return parts.filter((part) => part !== '').join(' ');
}
