// What this person did last on this device, to take back and do again. Kept in memory while the app is open; others' words
// are never touched by it.
import type * as Y from 'yjs';
import { recorded, type Step } from '../../doc/steps';
import type { Picture } from '../../schema.gen';
import type { DoneView, Unasked } from '../store';

/** More steps back than this nobody remembers. */
const STEPS_MAX = 20;

/** What is typed bit by bit, or changes nothing that others could see, is no step of its own. */
const NO_STEP: ReadonlySet<keyof Unasked> = new Set([
  'addDraft',
  'editDraft',
  'typeInDraft',
  'writeFor',
  'typeChange',
  'markSeen',
  'waitsIn',
  'asksAgain',
  'joinWriting',
  'leaveWriting',
  'markSeen',
]);

/** The steps of one person in one case. */
export class LiveDoings {
  private readonly back: Step[] = [];
  private readonly forth: Step[] = [];
  private current: DoneView | null = $state.raw(null);

  constructor(
    private readonly me: string,
    /** The documents this person may write. */
    private readonly documents: () => Iterable<Y.Doc>,
    private readonly picture: () => Picture,
    private readonly changed: () => void,
  ) {}

  /** What the view shows. */
  get view(): DoneView | null {
    return this.current;
  }

  /** The same actions, each of them a step that can be taken back. */
  around(actions: Unasked): Unasked {
    const stepping = Object.fromEntries(
      Object.entries(actions).map(([name, act]) => [
        name,
        (...given: never[]) => this.doing(name, () => (act as (...all: never[]) => unknown)(...given)),
      ]),
    );
    const kept = Object.fromEntries(Object.entries(actions).filter(([name]) => NO_STEP.has(name as never)));
    return {
      ...(stepping as unknown as Unasked),
      ...kept,
      editJoint: (...given) => {
        const edit = actions.editJoint(...given);
        return { ...edit, keep: (now) => this.doing('editJoint', () => edit.keep(now)) };
      },
    };
  }

  /** Takes the last thing back. */
  undo(): void {
    const step = this.back.pop();
    if (step === undefined) return;
    const named = this.named();
    const outcome = step.undo((id) => named.has(id));
    if (outcome === 'changed') this.forth.push(step);
    else step.forget();
    this.tell(step.name, outcome === 'changed' ? 'undone' : 'overtaken');
  }

  /** Does again what was taken back last. */
  redo(): void {
    const step = this.forth.pop();
    if (step === undefined) return;
    const outcome = step.redo();
    if (outcome === 'changed') this.back.push(step);
    else step.forget();
    this.tell(step.name, outcome === 'changed' ? 'done' : 'overtaken');
  }

  /** It was seen; what can be taken back stays. */
  close(): void {
    this.current = null;
  }

  /** This Y.Doc is no longer the one that counts: its steps can't be taken back any more. */
  replaced(old: Y.Doc): void {
    for (const list of [this.back, this.forth]) {
      for (const step of list.filter((one) => one.touches(old))) {
        list.splice(list.indexOf(step), 1);
        step.forget();
      }
    }
    this.current = null;
  }

  private doing<T>(name: string, act: () => T): T {
    const { result, step } = recorded(name, this.documents(), act);
    if (step === undefined) return result;
    for (const one of this.forth.splice(0)) one.forget();
    this.back.push(step);
    if (this.back.length > STEPS_MAX) this.back.shift()?.forget();
    this.tell(name, 'done');
    return result;
  }

  private tell(what: string, state: DoneView['state']): void {
    this.current = { what, state };
    this.changed();
  }

  /** The items that others said something of, or name. */
  private named(): ReadonlySet<string> {
    const named = new Set<string>();
    for (const item of this.picture().items) {
      if (item.marks.some((mark) => mark.by !== this.me)) named.add(item.id);
      if (item.by === this.me) continue;
      for (const value of Object.values(item.fields ?? {})) {
        for (const one of Array.isArray(value) ? value : [value]) if (typeof one === 'string') named.add(one);
      }
    }
    return named;
  }
}
