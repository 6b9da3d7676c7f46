// Waiting until what is on screen can be read, before anything heavy begins.

/** A page in the background is never painted: then this is waited at most. */
const UNPAINTED_MS = 1_000;

/** Calls `run` once the next frame is painted; the answer cancels it. */
export function afterPaint(run: () => void): () => void {
  let timer = setTimeout(() => begin(), UNPAINTED_MS);
  const frame = requestAnimationFrame(() => {
    clearTimeout(timer);
    // A frame callback comes before its paint, a timer set in it after.
    timer = setTimeout(() => begin(), 0);
  });
  const cancel = () => {
    clearTimeout(timer);
    cancelAnimationFrame(frame);
  };
  function begin(): void {
    cancel();
    run();
  }
  return cancel;
}
