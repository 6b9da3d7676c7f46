// A textarea for tests of typing.
import type { TextField } from '../src/doc/text-binding';

/** A textarea without a browser: value, selection, listeners. Setting the value throws the caret to the end, as browsers do. */
export class FakeField implements TextField {
  selectionStart = 0;
  selectionEnd = 0;
  selectionDirection: 'forward' | 'backward' | 'none' = 'none';
  scrollTop = 0;
  readonly ownerDocument = { activeElement: this as unknown };
  private text = '';
  private readonly listeners = new Map<string, Set<(event: Event) => void>>();

  get value(): string {
    return this.text;
  }
  set value(text: string) {
    this.text = text;
    this.selectionStart = text.length;
    this.selectionEnd = text.length;
    this.scrollTop = 0;
  }
  setSelectionRange(start: number, end: number): void {
    this.selectionStart = Math.min(start, this.text.length);
    this.selectionEnd = Math.min(end, this.text.length);
  }
  addEventListener(type: string, listener: (event: Event) => void): void {
    const known = this.listeners.get(type) ?? new Set();
    this.listeners.set(type, known.add(listener));
  }
  removeEventListener(type: string, listener: (event: Event) => void): void {
    this.listeners.get(type)?.delete(listener);
  }
  fire(type: string, extra: object = {}): boolean {
    const event = Object.assign(new Event(type, { cancelable: true }), extra);
    for (const listener of this.listeners.get(type) ?? []) listener(event);
    return event.defaultPrevented;
  }
  /** Replaces the selection as typing does, and tells it unless `silent`. */
  type(insert: string, silent = false): void {
    const { selectionStart, selectionEnd } = this;
    const scroll = this.scrollTop;
    this.text = this.text.slice(0, selectionStart) + insert + this.text.slice(selectionEnd);
    this.setSelectionRange(selectionStart + insert.length, selectionStart + insert.length);
    this.scrollTop = scroll;
    if (!silent) this.fire('input');
  }
  /** Selects as a person does, who is then heard of. */
  select(start: number, end: number): void {
    this.setSelectionRange(start, end);
    this.fire('select');
  }
  /** Erases one character before the caret. */
  erase(): void {
    this.select(Math.max(0, this.selectionEnd - 1), this.selectionEnd);
    this.type('');
  }
  /** Every place between two characters. */
  places(): number[] {
    const places = [0];
    for (const character of this.text) places.push((places[places.length - 1] ?? 0) + character.length);
    return places;
  }
}
