// Dragging a thing along a list: which thing, and between which others it would come to stand. What happens then, the list says.
import { dropAt } from '../../doc/order';

/** What is dragged along one list. */
export class Dragging {
  /** The thing that is dragged, and its place among the others. */
  now: { item: string; place: number } | null = $state.raw(null);

  constructor(
    /** The rows, in the order of the things. */
    private readonly rows: () => readonly Pick<Element, 'getBoundingClientRect'>[],
    private readonly order: () => readonly string[],
    /** It is dropped behind another thing, or first; not called when it stays. */
    private readonly ondrop: (item: string, after: string | null) => void,
  ) {}

  /** What it would come to stand before: null is the end; undefined while nothing is dragged. */
  get before(): string | null | undefined {
    if (this.now === null) return undefined;
    const { item, place } = this.now;
    return this.order().filter((one) => one !== item)[place] ?? null;
  }

  start(item: string): void {
    this.now = { item, place: this.order().indexOf(item) };
  }

  /** The pointer is at this height of the window. */
  move(y: number): void {
    if (this.now === null) return;
    const { item } = this.now;
    const others = this.order().flatMap((one, at) => (one === item ? [] : (this.rows()[at] ?? [])));
    const above = others.map((row) => row.getBoundingClientRect()).filter((rect) => y > rect.top + rect.height / 2);
    this.now = { item, place: above.length };
  }

  drop(): void {
    const done = this.now;
    this.now = null;
    if (done === null) return;
    const to = dropAt(this.order(), done.item, done.place);
    if (to !== undefined) this.ondrop(done.item, to.after);
  }

  cancel(): void {
    this.now = null;
  }
}
