// Leaving at once: the page is emptied, the session ends, and Back shows nothing of it.

import { forgetDisplay } from './display';

/** So long the blank page waits for what has to be forgotten on the device; this one is empty by then. */
const FORGET_WITHIN_MS = 200;

/** So long at most until the blank page is painted; one in the background never is. */
const BLANK_WITHIN_MS = 80;

const before = new Set<() => void>();

/** Has `run` called when someone leaves, so that nothing asks whether they are sure. Answers how to take it back. */
export function beforeLeaving(run: () => void): () => void {
  before.add(run);
  return () => before.delete(run);
}

/** Says on the device, until the server has heard it, that somebody left: without a connection their session stands still. */
const LEFT = 'weg';

/** Whether somebody left here, and the server may not know yet. */
export function leftUnheard(): boolean {
  try {
    return localStorage.getItem(LEFT) !== null;
  } catch {
    return false;
  }
}

/** The server heard it, or somebody came in anew. */
export function heard(): void {
  try {
    localStorage.removeItem(LEFT);
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}

function noteLeft(): void {
  try {
    sessionStorage.clear();
    if (!leftUnheard()) localStorage.setItem(LEFT, '');
  } catch {
    // A browser that keeps nothing.
  }
}

/** Fetched while there is a connection: leaving has to work without one. */
let forgetting: Promise<typeof import('../ways-in/leave-nothing')> | undefined;
/** Has what is needed to forget at hand. */
export function readyToLeave(): void {
  forgetting ??= import('../ways-in/leave-nothing');
  forgetting.catch(() => {
    forgetting = undefined;
  });
}

let leaving = false;

/** Empties the page and goes to a blank one, in place of this one in the history. Other pages of the same browser go too. */
export function leaveNow(): void {
  if (leaving) return;
  leaving = true;
  document.body.replaceChildren();
  document.title = '';
  noteLeft();
  // First the blank page: all the rest takes a slow phone longer than the eye.
  const timer = setTimeout(go, BLANK_WITHIN_MS);
  requestAnimationFrame(() => setTimeout(go));
  let going = false;
  function go(): void {
    if (going) return;
    going = true;
    clearTimeout(timer);
    const told = fetch('/api/v1/logout', { method: 'POST', keepalive: true }).then(
      // Without a session there is nothing to end.
      ({ ok, status }) => (ok || status === 401 ? heard() : undefined),
      () => undefined,
    );
    for (const run of [...before]) run();
    forgetDisplay();
    // A device that is remembered is not to bring in whoever opens it next.
    readyToLeave();
    const forgotten = forgetting?.then(({ leaveNothing }) => leaveNothing()).catch(() => undefined);
    const late = new Promise((done) => setTimeout(done, FORGET_WITHIN_MS));
    void Promise.race([Promise.all([told, forgotten]), late]).then(() => location.replace('about:blank'));
  }
}

/** Three times Shift within two seconds leaves, and so does leaving in another tab. For as long as the page is there. */
export function leaveAnywhere(): void {
  let presses: number[] = [];
  // Before anything on the page, which may keep keys for itself.
  addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Shift') {
        presses = [];
        return;
      }
      if (event.repeat) return;
      presses = [...presses.filter((at) => event.timeStamp - at < 2000), event.timeStamp];
      if (presses.length >= 3) leaveNow();
    },
    true,
  );
  addEventListener('storage', ({ key, newValue }) => {
    if (key === LEFT && newValue !== null) leaveNow();
  });
}
