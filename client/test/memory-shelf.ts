// A device in memory with the contract of `sync/unsent-store.ts`: what is put is put whole or not at all, and only where the device is
// kept and nobody left it.
import { type Sealing, type Shelf, ShelfGone } from '../src/sync/unsent';
import type { Sealed, Whose } from '../src/sync/unsent-seal';

export class MemoryDevice {
  /** It is kept, and nobody left it. */
  open = true;
  /** Writing fails, as on a device that is full. */
  broken = false;
  writes = 0;
  readonly records = new Map<string, Map<string, Sealed>>();
  private readonly sealings = new Map<string, Sealing>();
  private made = 0;

  shelf({ person, case: of }: Whose, alive: () => boolean = () => true): Shelf {
    const mark = `${person} ${of}`;
    const check = () => {
      if (!this.open) throw new ShelfGone();
    };
    const lives = async () => {
      // A page that was killed carries nothing out.
      if (!alive()) await new Promise(() => undefined);
    };
    return {
      read: async () => ({ sealing: this.sealings.get(mark), records: new Map(this.records.get(mark)) }),
      sealing: async (key) => {
        await lives();
        check();
        this.made += 1;
        const sealing = this.sealings.get(mark) ?? { id: String(this.made), key };
        this.sealings.set(mark, sealing);
        return sealing;
      },
      write: async (put, takeAway, sealing) => {
        await lives();
        if (put.size > 0) {
          check();
          if (this.sealings.get(mark)?.id !== sealing?.id) throw new ShelfGone();
          if (this.broken) throw new Error('no room');
        }
        this.writes += 1;
        const there = this.records.get(mark) ?? new Map<string, Sealed>();
        for (const name of takeAway) there.delete(name);
        for (const [name, sealed] of put) there.set(name, sealed);
        this.records.set(mark, there);
      },
    };
  }

  /** Who was here left: what waits goes with them. */
  leave({ person, case: of }: Whose): void {
    this.open = false;
    this.sealings.delete(`${person} ${of}`);
    this.records.delete(`${person} ${of}`);
  }

  of({ person, case: of }: Whose): Map<string, Sealed> {
    return this.records.get(`${person} ${of}`) ?? new Map();
  }
}
