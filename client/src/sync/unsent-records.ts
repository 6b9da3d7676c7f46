// Which waiting edits which record holds, and which go together in the next one.

/** One record holds no more than fits in a frame of the wire with ease. */
const RECORD_MAX = 24 * 1024;

/** An edit that waits in an outbox. */
export interface WaitingEdit {
  readonly number: number;
  readonly update: Uint8Array;
}

/** A record: edits of a document from one number to another. `down`: it lies there. */
export interface Record {
  name: string;
  first: number;
  last: number;
  size: number;
  down: boolean;
}

/** Whether an edit of a record waits. */
export function waits(waiting: readonly WaitingEdit[], { first, last }: Record): boolean {
  let [from, to] = [0, waiting.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((waiting[middle]?.number ?? 0) < first) from = middle + 1;
    else to = middle;
  }
  return (waiting[from]?.number ?? Number.POSITIVE_INFINITY) <= last;
}

/** The edits that no record holds; both are in order. */
export function uncovered(waiting: readonly WaitingEdit[], records: readonly Record[]): WaitingEdit[] {
  let at = 0;
  return waiting.filter(({ number }) => {
    let record = records[at];
    while (record !== undefined && record.last < number) {
      at += 1;
      record = records[at];
    }
    return record === undefined || number < record.first;
  });
}

/** Edits that follow each other, in pieces that fit in one record each. */
export function* grouped(edits: readonly WaitingEdit[]): Generator<WaitingEdit[]> {
  let together: WaitingEdit[] = [];
  let size = 0;
  for (const edit of edits) {
    const last = together.at(-1);
    const follows = last === undefined || edit.number === last.number + 1;
    if (last !== undefined && (!follows || size + edit.update.length > RECORD_MAX)) {
      yield together;
      together = [];
      size = 0;
    }
    together.push(edit);
    size += edit.update.length;
  }
  if (together.length > 0) yield together;
}
