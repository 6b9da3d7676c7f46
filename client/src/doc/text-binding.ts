// Y.Text and <textarea> kept the same: typing goes into the document at once, others' changes come into the field without
// moving anyone's caret, and undo takes back only what this person typed here.
import * as Y from 'yjs';
import { changeBetween, movedSelection, type TextChange, type TextStep } from './diff';
import { Overlay } from './overlay';
import { TextHistory } from './text-history';

/** The part of a <textarea> this needs. */
export interface TextField {
  value: string;
  selectionStart: number;
  selectionEnd: number;
  selectionDirection: 'forward' | 'backward' | 'none';
  scrollTop: number;
  readonly ownerDocument: { readonly activeElement: unknown };
  setSelectionRange(start: number, end: number, direction?: 'forward' | 'backward' | 'none'): void;
  addEventListener(type: string, listener: (event: Event) => void): void;
  removeEventListener(type: string, listener: (event: Event) => void): void;
}

/** What a binding tells and keeps to; all of it is optional. */
export interface BindingEvents {
  /** Text or selection changed here: the moment to say where we are. */
  moved?(start: number, end: number): void;
  /** So much is about to be taken out; false holds it back, until `goOn` is called or never. */
  removing?(from: number, to: number, goOn: () => void): boolean;
  /** As much as the text may hold; what is typed or pasted beyond it is cut off. */
  readonly max?: number;
  /** Told after typing: whether no more fits. */
  full?(full: boolean): void;
  /** What can be undone changed. */
  undoable?(canUndo: boolean, canRedo: boolean): void;
}

interface Selection {
  start: number;
  end: number;
}

/** A bound field. */
export interface TextBinding {
  undo(): void;
  redo(): void;
  destroy(): void;
}

/** Ties a field to a joint text or a draft. */
export function bindText(text: Y.Text, field: TextField, events: BindingEvents = {}): TextBinding {
  return new Binding(text, field, events);
}

class Binding implements TextBinding {
  /** The field's text as we know it; differs from the document's only while someone composes. */
  private shown: string;
  /** The selection as last seen while the field held the text. */
  private selected: Selection = { start: 0, end: 0 };
  private composing = false;
  private overlay: Overlay | undefined;
  private readonly history: TextHistory;
  private readonly listeners: ReadonlyArray<[string, (event: Event) => void]>;

  constructor(
    private readonly text: Y.Text,
    private readonly field: TextField,
    private readonly events: BindingEvents,
  ) {
    this.history = new TextHistory(text, this, () =>
      this.events.undoable?.(this.history.canUndo, this.history.canRedo),
    );
    this.shown = text.toString();
    field.value = this.shown;
    text.observe(this.observed);
    this.listeners = [
      ['input', () => this.typed()],
      ['compositionstart', () => this.compose(true)],
      ['compositionend', () => this.compose(false)],
      // Leaving the field ends every composition, also where the browser forgets to say so.
      ['blur', () => this.compose(false)],
      ['beforeinput', (event) => this.asked(event)],
      ['keydown', (event) => this.pressed(event)],
      ['select', () => this.tellMoved()],
      ['keyup', () => this.tellMoved()],
      ['pointerup', () => this.tellMoved()],
    ];
    for (const [type, listener] of this.listeners) field.addEventListener(type, listener);
  }

  undo(): void {
    this.typed();
    this.history.undo();
  }

  redo(): void {
    this.typed();
    this.history.redo();
  }

  destroy(): void {
    this.typed();
    this.text.unobserve(this.observed);
    for (const [type, listener] of this.listeners) this.field.removeEventListener(type, listener);
    this.history.destroy();
  }

  /** The field changed: so does the document, also in the middle of a composition, so that nothing typed is only here. */
  private typed(): void {
    const now = this.field.value;
    const typed = changeBetween(this.shown, now, this.field.selectionEnd);
    if (typed === undefined) return;
    const change = this.fitting(typed);
    const end = change.index + change.insert.length;
    if (change.remove === 0 && change.insert === '') return this.show({ start: end, end });
    if (this.heldBack(change)) return;
    this.shown = now;
    const changes = this.overlay === undefined ? [change] : this.overlay.local(change);
    for (const each of changes) this.history.writing(each, this.selectedBefore(each));
    this.text.doc?.transact(() => {
      for (const each of changes) this.write(each);
    }, this);
    if (change === typed) this.tellMoved();
    else this.show({ start: end, end });
  }

  /** As much of a change as fits; a composition is not cut while it goes on. */
  private fitting(change: TextChange): TextChange {
    const { max } = this.events;
    if (max === undefined || this.composing || this.overlay !== undefined) return change;
    const room = Math.max(max - (this.text.length - change.remove), change.remove);
    const fits = change.insert.length <= room;
    this.events.full?.(!fits || this.text.length - change.remove + change.insert.length >= max);
    return fits ? change : { ...change, insert: upTo(change.insert, room) };
  }

  /** Whether a removal waits for a word of this person; then the field shows again what would go, selected. */
  private heldBack(change: TextChange): boolean {
    const { text } = this;
    const [from, to] = [change.index, change.index + change.remove];
    if (change.remove === 0 || this.composing || this.overlay !== undefined) return false;
    const start = Y.createRelativePositionFromTypeIndex(text, from);
    const end = Y.createRelativePositionFromTypeIndex(text, to, -1);
    const goOn = () => {
      const doc = text.doc;
      if (doc === null) return;
      const at = Y.createAbsolutePositionFromRelativePosition(start, doc)?.index ?? from;
      const until = Y.createAbsolutePositionFromRelativePosition(end, doc)?.index ?? at;
      const again = { index: at, remove: Math.max(0, until - at), insert: change.insert };
      this.history.writing(again, { start: at, end: until });
      doc.transact(() => this.write(again), this);
      this.show({ start: at + change.insert.length, end: at + change.insert.length });
    };
    if (this.events.removing?.(from, to, goOn) !== false) return false;
    this.show({ start: from, end: to });
    return true;
  }

  /** What was selected before a change: as last seen, where that fits; else the caret stood behind what went. */
  private selectedBefore({ index, remove }: TextChange): Selection {
    const { start, end } = this.selected;
    const fits = this.overlay === undefined && start >= index && end <= index + remove;
    return fits ? { start, end } : { start: index + remove, end: index + remove };
  }

  private write({ index, remove, insert }: TextChange): void {
    if (remove > 0) this.text.delete(index, remove);
    if (insert !== '') this.text.insert(index, insert);
  }

  private compose(composing: boolean): void {
    this.composing = composing;
    if (composing) return;
    this.typed();
    const { overlay } = this;
    if (overlay === undefined) return;
    this.overlay = undefined;
    const { selectionStart, selectionEnd } = this.field;
    this.show({ start: overlay.inDocument(selectionStart), end: overlay.inDocument(selectionEnd) });
  }

  private readonly observed = (event: Y.YTextEvent, transaction: Y.Transaction) => {
    if (transaction.origin === this) return;
    const steps: TextStep[] = event.delta;
    if (this.composing) {
      this.overlay ??= new Overlay(this.shown.length);
      this.overlay.remote(steps);
      return;
    }
    // What was typed and not told yet must not be painted over.
    if (this.field.value !== this.shown) {
      this.overlay = new Overlay(this.shown.length);
      this.overlay.remote(steps);
      // Observers run inside the transaction's end; writing there opens the next one.
      this.compose(false);
      return;
    }
    if (this.history.made(transaction)) {
      const end = endOfChange(steps);
      const selected = this.history.selection() ?? { start: end, end };
      return this.show(selected);
    }
    const { selectionStart, selectionEnd } = this.field;
    const { start, end } = movedSelection(selectionStart, selectionEnd, steps);
    this.show({ start, end });
  };

  /** Writes the document's text into the field; caret, selection and scrolling stay with their characters. */
  private show({ start, end }: Selection): void {
    const { field } = this;
    const { selectionDirection, scrollTop } = field;
    this.shown = this.text.toString();
    if (field.value !== this.shown) field.value = this.shown;
    // Setting a selection elsewhere would pull the focus over in some browsers.
    if (field.ownerDocument.activeElement === field) {
      field.setSelectionRange(start, end, selectionDirection);
    }
    field.scrollTop = scrollTop;
    this.tellMoved();
  }

  /** The browser's own undo knows nothing of what others wrote. */
  private asked(event: Event): void {
    this.seeSelection();
    const kind = 'inputType' in event ? event.inputType : undefined;
    if (kind !== 'historyUndo' && kind !== 'historyRedo') return;
    event.preventDefault();
    if (kind === 'historyUndo') this.undo();
    else this.redo();
  }

  /** The same by the keys people know. */
  private pressed(event: Event): void {
    if (!('key' in event) || !('ctrlKey' in event)) return;
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event as KeyboardEvent;
    if (!(ctrlKey || metaKey) || altKey) return;
    const again = key === 'y' || (key.toLowerCase() === 'z' && shiftKey);
    if (!again && key !== 'z') return;
    event.preventDefault();
    if (again) this.redo();
    else this.undo();
  }

  private seeSelection(): void {
    if (this.field.value !== this.shown) return;
    this.selected = { start: this.field.selectionStart, end: this.field.selectionEnd };
  }

  private tellMoved(): void {
    // Each look at a field's selection counts through its text.
    const { selectionStart: start, selectionEnd: end } = this.field;
    if (this.field.value === this.shown) this.selected = { start, end };
    this.events.moved?.(start, end);
  }
}

/** The beginning of a text, without half a character at its end. */
function upTo(text: string, length: number): string {
  const cut = text.slice(0, length);
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
}

function endOfChange(steps: readonly TextStep[]): number {
  let at = 0;
  let end = 0;
  for (const step of steps) {
    if (step.retain !== undefined) at += step.retain;
    else {
      if (typeof step.insert === 'string') at += step.insert.length;
      end = at;
    }
  }
  return end;
}
