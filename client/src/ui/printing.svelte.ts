// Whether the page is on its way to paper: then it shows all of the picture, and calls its reader by name.
import { flushSync } from 'svelte';

let now = $state(false);

/** Whether what is drawn now is for paper. */
export function printing(): boolean {
  return now;
}

/** Draws for paper just before printing, and for the screen after it. Answers how to stop. */
export function drawForPaper(): () => void {
  const to = (value: boolean) => () =>
    flushSync(() => {
      now = value;
    });
  const [before, after] = [to(true), to(false)];
  addEventListener('beforeprint', before);
  addEventListener('afterprint', after);
  return () => {
    removeEventListener('beforeprint', before);
    removeEventListener('afterprint', after);
  };
}
