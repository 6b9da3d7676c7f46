import { render } from 'svelte/server';
import { beforeEach, expect, it, vi } from 'vitest';
import noor from '../../../test/fixtures/picture.noor.json';
import type { Notice } from '../../api';
import type { Picture } from '../../schema.gen';
import type { CaseStore } from '../store';
import { PARTS, type PartId } from './rows';

const told = noor as unknown as Picture;
const unsaid = { ...told, items: [], loops: [], drafts: [], joint_orders: [], own_orders: [] };

beforeEach(() => {
  vi.resetModules();
  // A phone: a part by itself.
  vi.doMock('svelte/reactivity', async (original) => ({
    ...(await original<object>()),
    MediaQuery: class {
      constructor(private readonly query: string) {}
      get current() {
        return this.query.includes('max-width');
      }
    },
  }));
  // The ways to other pages want to know what changed.
  vi.doMock('./Ways.svelte', () => ({ default: () => undefined }));
});

/** A parent who is in these rooms, or in all of them, and reads none of them. */
async function keptOut(kept: (label: string) => boolean): Promise<CaseStore> {
  const { fixtureStore } = await import('../../../test/fixtures/store.svelte');
  const store = fixtureStore(unsaid, 'marloes');
  const labels = store.rooms.flatMap((one) => (one.kind !== 'self' && kept(one.label) ? [one.label] : []));
  const notices = labels.map((label): Notice => ({ kind: 'not_read', label }));
  return { ...store, rooms: store.rooms, parts: store.parts, picture: store.picture, notices } as CaseStore;
}

async function page(store: CaseStore, part: PartId): Promise<string> {
  const { default: Shown } = await import('./Picture.svelte');
  const { render: draw } = await import('svelte/server');
  const props = { store, item: null, part, room: null, onroom: () => undefined, onclose: () => undefined };
  return draw(Shown, { props }).body;
}

it.each(PARTS)('says of %s alone that one reads nowhere, and never that nobody talked about it', async (part) => {
  const shown = await page(await keptOut(() => true), part);
  expect(shown.split('U leest nu nergens mee').length - 1).toBe(1);
  expect(shown).not.toMatch(/nog niet besproken/i);
});

it('says of a part in a room one does read that nobody talked about it', async () => {
  const shown = await page(await keptOut((label) => label === 'School'), 'wishes');
  expect(shown).toContain('Nog niet besproken');
  expect(shown).not.toContain('nergens mee');
});

it('names in the contents of a large screen nothing as not talked about, where one reads nowhere', async () => {
  const { default: Contents } = await import('./Contents.svelte');
  const store = await keptOut(() => true);
  expect(render(Contents, { props: { store, room: null } }).body).not.toContain('Nog niet besproken');
});
