// A second press in the place of the one that closed something was meant for what stood there, not for what lies beneath it.

/** So long after it closed, and so far from where it was pressed. */
const WITHIN_MS = 400;
const WITHIN_PX = 24;

/** The part of a press this needs. */
export type Press = Pick<MouseEvent, 'clientX' | 'clientY' | 'detail'>;

/** Whether one press is in the place of another. The keyboard presses what has the focus, wherever that stands. */
export function inPlaceOf(press: Press, before: Press): boolean {
  const far = Math.max(Math.abs(press.clientX - before.clientX), Math.abs(press.clientY - before.clientY));
  return press.detail > 0 && before.detail > 0 && far <= WITHIN_PX;
}

const isAsked = (target: EventTarget | null) =>
  typeof Element !== 'undefined' && target instanceof Element && target.closest('dialog[open]') !== null;

/** Something closed by `press` just now: what is pressed next in its place goes nowhere, for a moment. */
export function swallowSecond(
  press: Press,
  from: Pick<Window, 'addEventListener' | 'removeEventListener'> = window,
): void {
  const stop = () => from.removeEventListener('click', second, { capture: true });
  const second = (event: MouseEvent) => {
    // Who pressed something else since has seen what is there now; and a question that is asked next, or was below the one that
    // closed, is there to be answered.
    if (!inPlaceOf(event, press) || isAsked(event.target)) return stop();
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  from.addEventListener('click', second, { capture: true });
  setTimeout(stop, WITHIN_MS);
}
