// Trying by itself until somebody answers, with pauses that grow.

/** The first pause, in milliseconds, and the longest. */
export const FIRST_MS = 3_000;
export const LONGEST_MS = 30_000;

/** The pause after one of so many milliseconds. */
export const longer = (pause: number): number => Math.min(pause * 2, LONGEST_MS);

/** Has `reach` tried again and again, and at once when the device says that it has a connection. Answers how to stop. */
export function untilReached(reach: () => Promise<boolean>): () => void {
  let pause = FIRST_MS;
  let busy = false;
  let timer: ReturnType<typeof setTimeout>;
  const go = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    clearTimeout(timer);
    const reached = await reach();
    busy = false;
    if (stopped || reached) return;
    // Spread, so that not a whole town comes back at once.
    timer = setTimeout(() => void go(), pause * (0.75 + Math.random() / 2));
    pause = longer(pause);
  };
  const online = () => void go();
  let stopped = false;
  timer = setTimeout(online, FIRST_MS);
  addEventListener('online', online);
  return () => {
    stopped = true;
    clearTimeout(timer);
    removeEventListener('online', online);
  };
}
