// The own edits of one document that the server hasn't said are stored, and which frame of this connection carries them.
// *Opgeslagen* is this being empty, and nothing else. Knows bytes, not documents, sockets or clocks.
import * as Y from 'yjs';

/** Update frames that may be under way at once; what is typed meanwhile goes together in the next one. */
export const UPDATES_IN_FLIGHT_MAX = 4;
/** Edits that go together in one frame at most; merging many more at once would stall a slow phone. */
export const EDITS_PER_FRAME_MAX = 500;

interface Entry {
  readonly number: number;
  readonly update: Uint8Array;
  readonly since: number;
}

/** A frame that was sent and gets exactly one SyncStatus (H3): it answers for the entries from `first` to `last`. */
interface Sent {
  readonly kind: 'update' | 'step2';
  readonly first: number;
  readonly last: number;
}

/** What a SyncStatus turned out to mean. `unexpected`: nothing was under way, the server and we disagree. */
export type Settled = 'stored' | 'refused' | 'unexpected';

/** Waiting edits of one document, oldest first. */
export class Outbox {
  private entries: Entry[] = [];
  private inFlight: Sent[] = [];
  /** Numbers up to this one were sent in this connection. */
  private sentUpTo = 0;
  private lastNumber = 0;

  /** `largest` is how many bytes of update fit in one frame. */
  constructor(private readonly largest: number) {}

  /** Own edits that are not known to be stored. */
  get waiting(): number {
    return this.entries.length;
  }
  /** When the oldest of them was made. */
  get waitingSince(): number | undefined {
    return this.entries[0]?.since;
  }
  /** Frames that still get their SyncStatus. */
  get unanswered(): number {
    return this.inFlight.length;
  }

  /** The edits that wait, oldest first. */
  get edits(): readonly { readonly number: number; readonly update: Uint8Array }[] {
    return this.entries;
  }

  /** Keeps an own edit until it is stored; answers its number. */
  add(update: Uint8Array, now: number): number {
    this.lastNumber += 1;
    this.entries.push({ number: this.lastNumber, update, since: now });
    return this.lastNumber;
  }

  /** Notes a Step2 with everything made until now; `carries` is false when it holds nothing of these edits. */
  step2Sent(carries = true): void {
    this.inFlight.push({ kind: 'step2', first: 0, last: carries ? this.lastNumber : 0 });
    if (carries) this.sentUpTo = this.lastNumber;
  }

  /**
   * The next Update to send, or nothing: all is under way, or enough is. `too-large` when a single edit fits in no frame;
   * it can't be sent and its author must keep the words.
   */
  next(): Uint8Array | 'too-large' | undefined {
    if (this.inFlight.filter((sent) => sent.kind === 'update').length >= UPDATES_IN_FLIGHT_MAX) return undefined;
    const unsent = this.entries.filter((entry) => entry.number > this.sentUpTo);
    const first = unsent[0];
    if (first === undefined) return undefined;
    if (first.update.length > this.largest) return 'too-large';
    let size = 0;
    const together: Entry[] = [];
    for (const entry of unsent) {
      size += entry.update.length;
      if (size > this.largest || together.length >= EDITS_PER_FRAME_MAX) break;
      together.push(entry);
    }
    let update = merged(together);
    // A merge is smaller than its parts together; should that ever fail, one at a time always fits.
    if (update.length > this.largest) {
      together.length = 1;
      update = first.update;
    }
    const last = together[together.length - 1]?.number ?? first.number;
    this.inFlight.push({ kind: 'update', first: first.number, last });
    this.sentUpTo = last;
    return update;
  }

  /** Takes a SyncStatus. Stored: an Update's own entries are done, or all that a Step2 carried. Refused: all stay. */
  settle(stored: boolean): Settled {
    const sent = this.inFlight.shift();
    if (sent === undefined) return 'unexpected';
    if (!stored) return 'refused';
    this.entries = this.entries.filter((entry) => entry.number < sent.first || entry.number > sent.last);
    return 'stored';
  }

  /** The connection is gone: nothing is under way, everything kept waits again. */
  disconnected(): void {
    this.inFlight = [];
    this.sentUpTo = 0;
  }

  /** All waiting edits as one update, or nothing. */
  all(): Uint8Array | undefined {
    return this.entries.length === 0 ? undefined : merged(this.entries);
  }

  /** Gives away what waits: from here on someone else keeps it. Frames under way stay to be answered, for nothing. */
  handOver(): Uint8Array | undefined {
    const update = this.all();
    this.entries = [];
    this.inFlight = this.inFlight.map((sent) => ({ ...sent, first: 0, last: 0 }));
    return update;
  }
}

function merged(entries: readonly Entry[]): Uint8Array {
  const only = entries.length === 1 ? entries[0] : undefined;
  return only?.update ?? Y.mergeUpdates(entries.map((entry) => entry.update));
}
