// Sharing words that may hold what is better not shared: who shares is asked first, and nothing goes before they chose. Small,
// since it stands with every *Klaar*; what is looked for, and the question, come when they are needed.
import type { Found } from './find';

/** Something stands in these words that is asked about before others read it. Says what kind, never to anyone but the author. */
export class MustAsk extends Error {
  constructor(readonly found: readonly Found[]) {
    super('asked first');
    this.name = 'MustAsk';
  }
}

let anyway = false;

/** Whether who shares just now was asked, and chose to. */
export const saidAnyway = (): boolean => anyway;

/** Runs what shares as somebody chose who was asked. Only what it does at once counts. */
function goAnyway<T>(go: () => T): T {
  anyway = true;
  try {
    return go();
  } finally {
    anyway = false;
  }
}

/** Shares, and asks first where that is needed. `failed` is told of everything else that goes wrong. */
export function sharing(go: () => void | Promise<void>, failed: (fault: unknown) => void = rethrow): void {
  const fell = (fault: unknown) => {
    if (!(fault instanceof MustAsk)) return failed(fault);
    const on = () => sharing(() => goAnyway(go), failed);
    void import('./ask').then(({ ask }) => ask(fault.found, on), failed);
  };
  try {
    const going = go();
    if (going instanceof Promise) going.catch(fell);
  } catch (fault) {
    fell(fault);
  }
}

function rethrow(fault: unknown): never {
  throw fault;
}
