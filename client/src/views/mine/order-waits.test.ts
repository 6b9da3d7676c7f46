import { beforeEach, expect, it, vi } from 'vitest';
import noor from '../../../test/fixtures/picture.noor.json';
import type { Me } from '../../api';
import type { Picture } from '../../schema.gen';
import { openCase } from '../live/case.svelte';
import { forgetOrders, orderWaits, setOrderWaits } from './order-waits.svelte';

// Nothing is fetched: only what the case says of itself is looked at.
vi.mock('../live/after-paint', () => ({ afterPaint: () => () => undefined }));
vi.mock('../../ui/leave', () => ({ beforeLeaving: () => () => undefined }));

const me = { person: 'noor', case: 'one', name: 'Noor', role: 'youth', demo: true } satisfies Me;
const other = { ...me, person: 'jeroen' };
beforeEach(forgetOrders);

it('does not say that all is stored while an own order waits for its Klaar', () => {
  const answer = { picture: noor as unknown as Picture, documents: [], bindings: {}, runs: {} };
  const { store } = openCase({ me, answer }, () => undefined);
  (store as unknown as { told(state: { kind: string }): void }).told({ kind: 'saved' });
  expect(store.sync).toEqual({ kind: 'saved' });
  setOrderWaits(me, 'core', true);
  expect(store.sync).toEqual({ kind: 'copy' });
  setOrderWaits(me, 'core', false);
  expect(store.sync).toEqual({ kind: 'saved' });
});

it('knows whose order waits, room by room, and forgets all when somebody leaves', () => {
  setOrderWaits(me, 'core', true);
  setOrderWaits(me, 'school', true);
  setOrderWaits(me, 'core', false);
  expect([orderWaits(me), orderWaits(other)]).toEqual([true, false]);
  forgetOrders();
  expect(orderWaits(me)).toBe(false);
});
