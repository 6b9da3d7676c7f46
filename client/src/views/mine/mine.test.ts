import { render } from 'svelte/server';
import { expect, it } from 'vitest';
import youssef from '../../../test/fixtures/picture.youssef.json';
import { fixtureStore } from '../../../test/fixtures/store.svelte';
import type { Notice } from '../../api';
import type { Picture } from '../../schema.gen';
import { say } from '../words.svelte';
import Mine from './Mine.svelte';

/** *Van mij* as somebody to whom this was told opens it by its address. */
function opened(notices: readonly Notice[]): string {
  const store = fixtureStore(youssef as unknown as Picture, 'youssef');
  return render(Mine, { props: { store: { ...store, me: { ...store.me, notices } }, item: null } }).body;
}

it('offers who reads in an emergency nothing to write, and says why', () => {
  const ways = ['client-start-helps', 'client-start-hard'].map((key) => say(key));
  const own = opened([]);
  for (const way of ways) expect(own).toContain(way);
  const guest = opened([{ kind: 'in_emergency', until: 0, left: 0 }]);
  for (const way of ways) expect(guest).not.toContain(way);
  expect(guest).toContain(say('client-guest-mine'));
  expect(guest).toContain('href="#/beeld"');
});
