// The shelf of a real browser: sealed records beside the key of the device, in the one database that is deleted when the device is
// forgotten. Whether anything may be put is looked at in the transaction that puts it, also when another page let go meanwhile.
import {
  deviceIn,
  inKept,
  isIn,
  type Kept,
  markerIn,
  NothingKept,
  recordsOf,
  type Stores,
  settled,
} from '../ways-in/kept';
import { type Sealing, type Shelf, ShelfGone } from './unsent';
import type { Sealed, Whose } from './unsent-seal';

/** Acts on what is kept; where nothing is any more, nothing of anyone lies here. */
async function inHere<T>(mode: IDBTransactionMode, act: (stores: Stores) => Promise<T>): Promise<T> {
  return inKept(mode, act).catch((fault: unknown) => {
    throw fault instanceof NothingKept ? new ShelfGone() : fault;
  });
}

const MARKS = { name: 'HMAC', hash: 'SHA-256' };

/** What one person has waiting on this device. Lies under their mark, which says nothing to who does not know whose it is. */
export class DeviceShelf implements Shelf {
  private mark: string | undefined;

  constructor(
    private readonly device: string,
    private readonly whose: Whose,
  ) {}

  async read(): Promise<{ sealing: Sealing | undefined; records: ReadonlyMap<string, Sealed> }> {
    const records = new Map<string, Sealed>();
    const marker = await inHere('readonly', markerIn);
    if (marker === undefined) return { sealing: undefined, records };
    const mark = await this.markBy(marker);
    const { sealing, names, found } = await inHere('readonly', async ({ keys, waiting }) => ({
      sealing: await settled<Sealing | undefined>(keys.get(mark)),
      names: await settled(waiting.getAllKeys(recordsOf(mark))),
      found: await settled<Sealed[]>(waiting.getAll(recordsOf(mark))),
    }));
    for (const [at, name] of names.entries()) {
      const sealed = found[at];
      if (sealed !== undefined) records.set(String(name).slice(mark.length + 1), sealed);
    }
    return { sealing, records };
  }

  async sealing(fresh: CryptoKey): Promise<Sealing> {
    const offered = await crypto.subtle.generateKey({ ...MARKS, length: 256 }, false, ['sign']);
    const marker = await inHere('readwrite', async (stores) => {
      await this.check(stores);
      return markerIn(stores, offered);
    });
    if (marker === undefined) throw new ShelfGone();
    const mark = await this.markBy(marker);
    return inHere('readwrite', async (stores) => {
      await this.check(stores);
      const there = await settled<Sealing | undefined>(stores.keys.get(mark));
      if (there !== undefined) return there;
      const sealing = { id: crypto.getRandomValues(new Uint32Array(4)).join('-'), key: fresh };
      await settled(stores.keys.put(sealing, mark));
      return sealing;
    });
  }

  async write(
    put: ReadonlyMap<string, Sealed>,
    takeAway: readonly string[],
    sealing: Sealing | undefined,
  ): Promise<void> {
    const { mark } = this;
    if (mark === undefined || (put.size === 0 && takeAway.length === 0)) return;
    await inHere('readwrite', async (stores) => {
      if (put.size > 0) {
        await this.check(stores);
        const there = await settled<Sealing | undefined>(stores.keys.get(mark));
        if (sealing === undefined || there?.id !== sealing.id) throw new ShelfGone();
      }
      for (const name of takeAway) stores.waiting.delete(`${mark}.${name}`);
      for (const [name, sealed] of put) stores.waiting.put(sealed, `${mark}.${name}`);
    });
  }

  /** Only where the device is kept, and nobody left it. */
  private async check(stores: Stores): Promise<void> {
    const now: Kept | undefined = await deviceIn(stores);
    if (now === undefined || now.ask || now.device !== this.device) throw new ShelfGone();
  }

  private async markBy(marker: CryptoKey): Promise<string> {
    const { person, case: of } = this.whose;
    const signed = await crypto.subtle.sign(MARKS.name, marker, new TextEncoder().encode(JSON.stringify([person, of])));
    const mark = [...new Uint8Array(signed)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    this.mark = mark;
    isIn(mark);
    return mark;
  }
}
