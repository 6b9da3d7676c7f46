// What keeps words that wait from being lost on this device: the browser is asked not to clear what lies there, and before a page
// goes with words that lie nowhere, it asks.

/** Asks the browser to keep what lies on the device also when room runs out. What it answers changes nothing here. */
export function keepStorage(storage: StorageManager | undefined = navigator.storage): void {
  void storage?.persist?.().catch(() => undefined);
}

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
