import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { inPlaceOf, swallowSecond } from './second-press';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const at = (clientX: number, clientY: number, detail = 1) => ({ clientX, clientY, detail });
const click = (place: object) => Object.assign(new Event('click', { cancelable: true }), place);

it('knows a press in the place of another, and no press of a key', () => {
  expect(inPlaceOf(at(100, 100), at(110, 90))).toBe(true);
  expect(inPlaceOf(at(100, 100), at(160, 100))).toBe(false);
  expect(inPlaceOf(at(0, 0, 0), at(0, 0))).toBe(false);
});

it('lets nothing have a second press in the place of the first, for a moment only', () => {
  const page = new EventTarget() as unknown as Window;
  const heard: number[] = [];
  swallowSecond(at(100, 100), page);
  page.addEventListener('click', (event) => heard.push(event.clientX));
  const second = click(at(104, 100, 2));
  page.dispatchEvent(second);
  page.dispatchEvent(click(at(300, 100)));
  expect([second.defaultPrevented, heard]).toEqual([true, [300]]);
  vi.advanceTimersByTime(400);
  page.dispatchEvent(click(at(104, 100)));
  expect(heard).toEqual([300, 104]);
});

it('lets who pressed something else meanwhile press in that place again', () => {
  const page = new EventTarget() as unknown as Window;
  const heard: number[] = [];
  swallowSecond(at(100, 100), page);
  page.addEventListener('click', (event) => heard.push(event.clientX));
  for (const place of [at(300, 100), at(100, 100)]) page.dispatchEvent(click(place));
  expect(heard).toEqual([300, 100]);
});
