import { render } from 'svelte/server';
import { expect, it } from 'vitest';
import noor from '../../../test/fixtures/picture.noor.json';
import youssef from '../../../test/fixtures/picture.youssef.json';
import { fixtureStore } from '../../../test/fixtures/store.svelte';
import type { Picture } from '../../schema.gen';
import Lead from './Lead.svelte';

/** The address of leading a case, as this person opens it. */
const opened = (picture: unknown, person: string) =>
  render(Lead, { props: { store: fixtureStore(picture as Picture, person), item: null } }).body;

it('says to who does not lead the case who does, with the way back and nothing to try again', () => {
  const page = opened(noor, 'noor');
  expect(page).toContain('Deze pagina is voor Youssef, die dit dossier leidt.');
  expect(page).toContain('href="#/beeld"');
  expect(page).not.toMatch(/Probeer|#\/dossier/);
});

it('goes on for who does lead it', () => {
  expect(opened(youssef, 'youssef')).toContain('href="#/dossier/kamers"');
});
