import { render } from 'svelte/server';
import { expect, it } from 'vitest';
import youssef from '../../../test/fixtures/picture.youssef.json';
import { fixtureStore } from '../../../test/fixtures/store.svelte';
import type { Picture } from '../../schema.gen';
import type { CaseStore } from '../store';
import RestorePoint from './RestorePoint.svelte';

it('names who took much away to others, never to themselves', () => {
  const store = fixtureStore(youssef as unknown as Picture, 'youssef');
  const told = (by: string | null) => {
    const here = Object.create(store, { restorePoint: { value: { version: 'v1', by } } }) as CaseStore;
    return render(RestorePoint, { props: { store: here } }).body;
  };
  expect(told('marloes')).toContain('Er is veel weggehaald door Marloes.');
  for (const by of ['youssef', null])
    expect(told(by)).toContain('Er is veel weggehaald. Hoe het daarvoor was, is bewaard.');
});
