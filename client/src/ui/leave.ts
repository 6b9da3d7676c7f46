// Leaving at once: the page is emptied, the session ends, and Back shows nothing of it.

import { forgetDisplay } from './display';

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
  location.replace('about:blank');
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
