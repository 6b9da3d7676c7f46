// Whether something changed since this person looked: a quiet sign in the navigation, no more. Worked out when nothing else
// is to be done.
import { getContext, setContext } from 'svelte';
import type { CaseStore } from '../store';

/** So long after the last change it is looked at again: nobody types more slowly than they look up. */
const QUIET_MS = 400;
const KEY = Symbol('unseen');

/** What the navigation asks. */
export interface Unseen {
  readonly any: boolean;
}

class Watch implements Unseen {
  any = $state(false);
}

/** Watches the picture of a store, for what is drawn inside the component that calls this. */
export function provideUnseen(store: CaseStore): void {
  const watch = new Watch();
  setContext(KEY, watch);
  $effect(() => {
    const { picture, me } = store;
    if (!store.ready) return;
    const timer = setTimeout(async () => {
      const found = await import('./since').catch(() => undefined);
      if (found !== undefined) watch.any = found.anything(picture, me.person);
    }, QUIET_MS);
    return () => clearTimeout(timer);
  });
}

/** Whether something changed. */
export function unseen(): Unseen {
  return getContext<Unseen>(KEY);
}
