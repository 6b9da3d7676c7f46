// Leaving at once: the page is emptied, the session ends, and Back shows nothing of it.

import { forgetDisplay } from './display';

/** So long the blank page waits for what has to be forgotten on the device; this one is empty by then. */
const FORGET_WITHIN_MS = 200;

const before = new Set<() => void>();

/** Has `run` called when someone leaves, so that nothing asks whether they are sure. Answers how to take it back. */
export function beforeLeaving(run: () => void): () => void {
  before.add(run);
  return () => before.delete(run);
}

/** Empties the page and goes to a blank one, in place of this one in the history. */
export function leaveNow(): void {
  document.body.replaceChildren();
  document.title = '';
  forgetDisplay();
  for (const run of [...before]) run();
  void fetch('/api/v1/logout', { method: 'POST', keepalive: true }).catch(() => undefined);
  // A device that is remembered is not to bring in whoever opens it next.
  const forgotten = import('../ways-in/kept').then(({ letGo }) => letGo()).catch(() => undefined);
  const late = new Promise((done) => setTimeout(done, FORGET_WITHIN_MS));
  void Promise.race([forgotten, late]).then(() => location.replace('about:blank'));
}

/** Three times Shift within two seconds leaves too. Answers how to stop listening. */
export function leaveOnTripleShift(): () => void {
  let presses: number[] = [];
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Shift') {
      presses = [];
      return;
    }
    if (event.repeat) return;
    presses = [...presses.filter((at) => event.timeStamp - at < 2000), event.timeStamp];
    if (presses.length >= 3) leaveNow();
  };
  addEventListener('keydown', onKey);
  return () => removeEventListener('keydown', onKey);
}
