import { render } from 'svelte/server';
import { describe, expect, it } from 'vitest';
import noor from '../../../test/fixtures/picture.noor.json';
import { fixtureStore } from '../../../test/fixtures/store.svelte';
import type { Picture } from '../../schema.gen';
import OwnOrder from '../mine/OwnOrder.svelte';
import { Dragging } from './dragging.svelte';
import JointOrder from './JointOrder.svelte';

const store = fixtureStore(noor as unknown as Picture, 'noor');

describe('dragging along a list', () => {
  /** Rows of 40 high under each other, and what was dropped behind what. */
  function list(order: readonly string[]) {
    const dropped: (string | null)[][] = [];
    const rows = order.map((_, at) => ({ getBoundingClientRect: () => ({ top: at * 40, height: 40 }) as DOMRect }));
    const dragging = new Dragging(
      () => rows,
      () => order,
      (...what) => dropped.push(what),
    );
    return { dragging, dropped };
  }

  it('drops a thing between those where the pointer is, and shows where before', () => {
    const { dragging, dropped } = list(['a', 'b', 'c']);
    dragging.start('a');
    dragging.move(65);
    expect(dragging.before).toBe('c');
    dragging.move(110);
    expect(dragging.before).toBeNull();
    dragging.drop();
    expect([dropped, dragging.before]).toEqual([[['a', 'c']], undefined]);
    dragging.start('c');
    dragging.move(5);
    dragging.drop();
    expect(dropped[1]).toEqual(['c', null]);
  });

  it('does nothing when it stays where it was, or when it is called off', () => {
    const { dragging, dropped } = list(['a', 'b']);
    dragging.start('b');
    dragging.drop();
    dragging.start('a');
    dragging.move(70);
    dragging.cancel();
    dragging.drop();
    dragging.move(70);
    expect([dropped, dragging.before]).toEqual([[], undefined]);
  });
});

it('has a number to drag each thing by, in one’s own order as in the joint one', () => {
  const own = render(OwnOrder, { props: { store } }).body;
  const joint = render(JointOrder, { props: { store, part: 'first', onclose: () => undefined } }).body;
  for (const page of [own, joint]) expect(page.match(/class="handle/g)?.length).toBeGreaterThan(1);
});
