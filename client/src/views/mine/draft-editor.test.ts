import { render } from 'svelte/server';
import { expect, it } from 'vitest';
import noor from '../../../test/fixtures/picture.noor.json';
import { fixtureStore } from '../../../test/fixtures/store.svelte';
import type { Picture } from '../../schema.gen';
import type { DraftView } from '../store';
import DraftEditor from './DraftEditor.svelte';

const store = fixtureStore(noor as unknown as Picture, 'noor');
/** Writing down something, of which all else was said, on a small screen. */
function editor(roles: readonly string[]): string {
  const fields = { title: 'Ruzie', roles, holder: ['noor'], story: 'Al lang', strength_now: 2, domain: 'home' };
  const draft: DraftView = {
    id: 'd1',
    kind: 'factor',
    words: 'Ruzie',
    fields: { ...fields, knowledge: 'experience', generation: 0 },
    wordsOf: null,
    room: null,
    sharedIn: null,
  };
  const props = { store, draft, onshare: () => undefined, onclose: () => undefined };
  return render(DraftEditor, { props }).body;
}

it('asks on a small screen too which parts something hard plays, when all else was said', () => {
  expect(editor(['problem'])).toContain('Wat doet dit in het verhaal?');
  expect(editor(['protective'])).not.toContain('Wat doet dit in het verhaal?');
});
