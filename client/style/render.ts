// Draws the pages of components without a browser: what the components put out, and their own styles. What only a
// browser does, is done here: live texts stand in their field.
import type { Component } from 'svelte';
import { render } from 'svelte/server';
import type { Picture } from '../src/schema.gen';
import { addressAs } from '../src/views/words.svelte';
import noor from '../test/fixtures/picture.noor.json';
import youssef from '../test/fixtures/picture.youssef.json';
import { fixtureStore } from '../test/fixtures/store.svelte';
import Frame from './areas/Frame.svelte';
import Joint from './areas/Joint.svelte';
import Leading from './areas/Leading.svelte';
import MapArea from './areas/MapArea.svelte';
import Mine from './areas/Mine.svelte';
import People from './areas/People.svelte';
import PictureArea from './areas/PictureArea.svelte';
import Places from './areas/Places.svelte';
import Time from './areas/Time.svelte';
import Together from './areas/Together.svelte';
import Ui from './areas/Ui.svelte';
import type { AreaProps } from './examples';
import Page from './Page.svelte';

/** The pages by the name of their file, in the order in which they are offered. */
const AREAS: Readonly<Record<string, Component<AreaProps>>> = {
  index: Ui,
  frame: Frame,
  picture: PictureArea,
  map: MapArea,
  timeline: Time,
  people: People,
  joint: Joint,
  together: Together,
  mine: Mine,
  places: Places,
  leading: Leading,
};

/** What goes into the head and into the body of each page. */
export function renderPages(): Map<string, { head: string; body: string }> {
  const names = Object.keys(AREAS);
  return new Map(
    Object.entries(AREAS).map(([name, area]) => {
      addressAs('youth');
      const given = { noor: storeOf(noor, 'noor'), chair: storeOf(youssef, 'youssef') };
      const { head, body } = render(Page, { props: { name, names, area, given } });
      return [name, { head, body: filled(body) }];
    }),
  );
}

const storeOf = (picture: unknown, person: string) => fixtureStore(picture as Picture, person);

/** Live texts in their fields: `Show` says what stands there. */
function filled(html: string): string {
  return html.replaceAll(
    /( data-fill="([^"]*)"[\s\S]*?<textarea[^>]*>)(?=<\/textarea>)/g,
    (_, before: string, words: string) => before.replace(/ data-fill="[^"]*"/, '') + words,
  );
}
