// Covers the page when it is left alone, and lets who was here go on. Where no word is only on this device, all that was open is
// closed and the page begins anew; where some are, the page waits out of the document, in memory alone.
import { mount, unmount } from 'svelte';
import { api, type Me } from '../../api';
import { goOn } from '../../ways-in/go-on';
import { Idle } from '../../ways-in/idle';
import type { CaseStore } from '../store';
import { say } from '../words.svelte';
import { announceEnd } from './announce-end';
import { cover, hasTyped } from './cover';
import Locked from './Locked.svelte';

export { timeIsUp } from './announce-end';

/** The page that is watched. */
export interface Inside {
  me: Me;
  /** The case that is open; the office has none. */
  store: CaseStore | null;
  /** Closes what is open and lets go of it. */
  drop(): void;
  /** Whether it is still there: a session that ends closes it. */
  here(): boolean;
}

/** What counts as a touch. */
const TOUCHES = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart', 'scroll', 'input'] as const;

/** Watches a page until it is left alone; then it is covered. The end of its session is announced. Answers how to stop watching. */
export function watch(inside: Inside): () => void {
  const idle = new Idle(
    {
      now: () => Date.now(),
      later: (ms, run) => {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
    },
    {
      hidden: () => document.hidden,
      together: () => (inside.store?.writing ?? null) !== null,
      left: () => {
        stop();
        lock(inside);
      },
    },
  );
  const announced = announceEnd(inside.me);
  const touched = () => idle.touched();
  const turned = () => idle.turned();
  for (const one of TOUCHES) addEventListener(one, touched, { capture: true, passive: true });
  document.addEventListener('visibilitychange', turned);
  function stop(): void {
    idle.stop();
    announced();
    for (const one of TOUCHES) removeEventListener(one, touched, { capture: true });
    document.removeEventListener('visibilitychange', turned);
  }
  return stop;
}

/** Whether words are nowhere but here. */
function holds({ store }: Inside): boolean {
  if (hasTyped()) return true;
  if (store === null) return false;
  const still = store.sync.kind === 'saved' || store.sync.kind === 'joining' || store.sync.kind === 'reading';
  return !still || store.unsentWords() !== '';
}

/** Covers the page now. */
function lock(inside: Inside): void {
  const kept = holds(inside);
  // Nobody is at it, so nobody writes along.
  if (inside.store?.writing) void inside.store.actions.leaveWriting().catch(() => undefined);
  const uncover = cover();
  const neutral = () => {
    document.title = say('client-name');
  };
  neutral();
  if (!kept) inside.drop();
  // What is out of the document still hears the keys: none of them is meant for it, but for the way out.
  const quiet = (event: KeyboardEvent) => {
    if (event.key !== 'Shift') event.stopPropagation();
  };
  addEventListener('keydown', quiet, { capture: true });
  addEventListener('hashchange', neutral);
  const locked = mount(Locked, {
    target: document.body,
    props: {
      kept,
      ongo: async () => {
        const going = await goOn(api, inside.me);
        if (going === 'open' && kept && inside.here()) open();
        else if (going === 'open' || going === 'other' || (going === 'ended' && !(kept && inside.here())))
          location.reload();
        return going;
      },
    },
  });
  function open(): void {
    removeEventListener('keydown', quiet, { capture: true });
    removeEventListener('hashchange', neutral);
    void unmount(locked);
    uncover();
    watch(inside);
  }
}
