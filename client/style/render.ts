// Draws the pages of components without a browser: what the components put out, and their own styles. What
// only a browser does once it has measured, is done here: drawings are fitted to their box, live texts stand in their field.
import type { Component } from 'svelte';
import { render } from 'svelte/server';
import type { Picture } from '../src/schema.gen';
import type { Box } from '../src/views/drawings/stage/view';
import { boundsOf } from '../src/views/drawings/stage/view';
import { addressAs } from '../src/views/words.svelte';
import noor from '../test/fixtures/picture.noor.json';
import youssef from '../test/fixtures/picture.youssef.json';
import { fixtureStore } from '../test/fixtures/store.svelte';
import Frame from './areas/Frame.svelte';
import Joint from './areas/Joint.svelte';
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
};

/** What goes into the head and into the body of each page. */
export function renderPages(): Map<string, { head: string; body: string }> {
  const names = Object.keys(AREAS);
  return new Map(
    Object.entries(AREAS).map(([name, area]) => {
      addressAs('youth');
      const given = { noor: storeOf(noor, 'noor'), chair: storeOf(youssef, 'youssef') };
      const { head, body } = render(Page, { props: { name, names, area, given } });
      return [name, { head, body: filled(fitted(body)) }];
    }),
  );
}

const storeOf = (picture: unknown, person: string) => fixtureStore(picture as Picture, person);

const DRAWING = /(<div class="sheet-of[^>]*>\s*<svg)([\s\S]*?)(?=<div class="top)/g;
const THING =
  /data-thing="[^"]*" transform="translate\((\S+) (\S+)\)"[\s\S]*?class="press[^>]*? width="(\S+)" height="(\S+)"/g;
const RING = /<ellipse[^>]* rx="(\S+)" ry="(\S+)"/g;
/** Room for what stands beside the things, such as the names of rings. */
const AROUND = 60;

/** Each drawing seen whole, however large its box is. */
function fitted(html: string): string {
  return html.replaceAll(DRAWING, (_, start: string, rest: string) => {
    const things = [...rest.matchAll(THING)].map((found): Box => {
      const [x = 0, y = 0, width = 0, height = 0] = found.slice(1).map(Number);
      return { x, y, width, height };
    });
    const rings = [...rest.matchAll(RING)].map((found): Box => {
      const [rx = 0, ry = 0] = found.slice(1).map(Number);
      return { x: -rx, y: -ry, width: 2 * rx, height: 2 * ry };
    });
    const box = boundsOf([...things, ...rings]);
    if (box === null) return start + rest;
    const sides = [box.x - AROUND, box.y - AROUND, box.width + 2 * AROUND, box.height + 2 * AROUND];
    return `${start} viewBox="${sides.map(Math.round).join(' ')}"${rest}`;
  });
}

/** Live texts in their fields: `Show` says what stands there. */
function filled(html: string): string {
  return html.replaceAll(
    /( data-fill="([^"]*)"[\s\S]*?<textarea[^>]*>)(?=<\/textarea>)/g,
    (_, before: string, words: string) => before.replace(/ data-fill="[^"]*"/, '') + words,
  );
}
