// What the map says in words: a name for each thing that tells what its shape and lines tell the eye. Pure, apart from the
// language.
import { scribed } from '../../picture/names';
import { say } from '../../words.svelte';
import { roleWords } from './boxes';
import type { MapLink, MapThing } from './graph';
import type { Picked } from './pick';

/** A thing and what hangs together with it, for who hears the map. */
export function nameOfThing(thing: MapThing, { things, links }: Picked, whose: (person: string) => string): string {
  const words = (id: string) => things.find((one) => one.id === id)?.words ?? '';
  const verb = (link: MapLink) => say(`relation_kind-${link.kind}`);
  return [
    sentence(thing.words),
    sentence(roleWords(thing)),
    sentence(thing.by === null ? say('client-joint') : say('client-map-words-of', { name: whose(thing.by) })),
    sentence(scribed(thing, whose)),
    ...(thing.state === 'disputed' ? [sentence(say('shared_state-disputed'))] : []),
    ...links.flatMap((link) => {
      if (link.from === thing.id) return [say('client-map-line-to', { verb: verb(link), words: words(link.to) })];
      return link.to === thing.id ? [say('client-map-line-from', { verb: verb(link), words: words(link.from) })] : [];
    }),
  ]
    .filter((one) => one !== '')
    .join(' ');
}

const sentence = (words: string) => (words === '' || /[.!?…]$/.test(words) ? words : `${words}.`);
