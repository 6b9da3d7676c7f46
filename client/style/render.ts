// Draws the page of components in every theme, without a browser: what the components put out, and their own styles.
import { render } from 'svelte/server';
import type { Picture } from '../src/schema.gen';
import { THEMES_SHOWN } from '../src/ui/display';
import { addressAs } from '../src/views/words.svelte';
import noor from '../test/fixtures/picture.noor.json';
import { fixtureStore } from '../test/fixtures/store.svelte';
import Page from './Page.svelte';

/** What goes into the head and into the body. */
export function renderThemes(): { head: string; body: string } {
  addressAs('youth');
  const store = fixtureStore(noor as unknown as Picture, 'noor');
  const pages = THEMES_SHOWN.map((theme) => render(Page, { props: { theme, store }, idPrefix: theme }));
  return { head: pages[0]?.head ?? '', body: pages.map((page) => page.body).join('\n') };
}
