// What keeps unsent words from being lost on this device. In this step nothing is written to disk: unsent text lives in
// the page, so leaving the page asks first.

/** The part of a window this needs. */
export interface Page {
  addEventListener(type: 'beforeunload', listener: (event: BeforeUnloadEvent) => void): void;
  removeEventListener(type: 'beforeunload', listener: (event: BeforeUnloadEvent) => void): void;
}

/** Has the browser ask before the page goes while `unsent` says that words are only here; the answer stops that. */
export function warnBeforeLeaving(page: Page, unsent: () => boolean): () => void {
  const ask = (event: BeforeUnloadEvent) => {
    if (!unsent()) return;
    event.preventDefault();
    // Older browsers ask only for this.
    event.returnValue = true;
  };
  page.addEventListener('beforeunload', ask);
  return () => page.removeEventListener('beforeunload', ask);
}
