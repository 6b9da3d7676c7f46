import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { MemoryDevice } from '../../test/memory-shelf';
import { VirtualClock } from '../../test/virtual-time';
import { Outbox } from './outbox';
import { LATE_MS, SHELF_MAX, Unsent } from './unsent';

const BOARD = 'gezin/core/board';
const VOICE = 'gezin/core/voice.noor';
const NOOR = { person: 'noor', case: 'gezin' };
const JEROEN = { person: 'jeroen', case: 'gezin' };

/** Somebody at a device: two documents that are written in, and what keeps what waits. */
async function at(device: MemoryDevice, whose = NOOR, may = async () => true) {
  const clock = new VirtualClock();
  const outboxes = new Map([BOARD, VOICE].map((name) => [name, new Outbox(60_000)]));
  const docs = new Map([BOARD, VOICE].map((name) => [name, new Y.Doc()]));
  const told = { changed: 0, first: 0, keeps: false };
  const unsent = new Unsent(
    device.shelf(whose),
    whose,
    { clock, date: () => 1_700_000_000_000 },
    () => may(),
    () => {
      told.first += 1;
    },
  );
  const found = await unsent.find();
  unsent.begin({
    waiting: (name) => outboxes.get(name)?.edits,
    generation: () => 1,
    changed: () => {
      told.changed += 1;
      told.keeps = unsent.keeps;
    },
  });
  for (const [name, doc] of docs) {
    doc.on('update', (update: Uint8Array) => {
      outboxes.get(name)?.add(update, clock.now());
      unsent.touch(name);
    });
  }
  const outbox = (name: string) => outboxes.get(name) ?? new Outbox(0);
  return {
    clock,
    unsent,
    found,
    told,
    outbox,
    type(name: string, words: string) {
      const text = docs.get(name)?.getText('t');
      text?.insert(text.length, words);
    },
    stored(name: string) {
      while (outbox(name).next() !== undefined) outbox(name).settle(true);
      unsent.touch(name);
    },
    async pass(ms = 200) {
      await clock.pass(ms);
      // Sealing is the real one, of which a virtual clock knows nothing.
      await unsent.carriedOut;
    },
  };
}

const wordsIn = (updates: readonly Uint8Array[]) => {
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  return doc.getText('t').toString();
};
const bytesOf = (device: MemoryDevice) =>
  [...device.records.values()].flatMap((some) => [...some.values()].map((one) => Buffer.from(one)));

describe('what waits on a device that is remembered', () => {
  it('is put down within a moment, and found by the next page, in order', async () => {
    const device = new MemoryDevice();
    const first = await at(device);
    for (const word of ['een ', 'twee ', 'drie']) {
      first.type(BOARD, word);
      await first.pass(100);
    }
    first.type(VOICE, 'van mij');
    expect(first.unsent.holds(VOICE)).toBe(false);
    await first.pass(100);
    expect([first.unsent.holds(BOARD), first.unsent.holds(VOICE), first.unsent.keeps]).toEqual([true, true, true]);
    const { found } = await at(device);
    expect(found.map((one) => one.head.number)).toEqual([1, 2, 3, 4]);
    expect(wordsIn(found.filter((one) => one.head.document === BOARD).map((one) => one.update))).toBe('een twee drie');
    expect(found.at(-1)?.head).toEqual({ document: VOICE, generation: 1, number: 4, at: 1_700_000_000_000 });
  });

  it('is never put down when it was stored before that', async () => {
    const device = new MemoryDevice();
    const { type, stored, pass } = await at(device);
    type(BOARD, 'snel');
    stored(BOARD);
    await pass();
    expect([device.writes, bytesOf(device)]).toEqual([0, []]);
  });

  it('is taken away once the server stored it, and not before', async () => {
    const device = new MemoryDevice();
    const noor = await at(device);
    noor.type(BOARD, 'een');
    await noor.pass();
    noor.type(BOARD, 'twee');
    await noor.pass();
    expect(device.of(NOOR).size).toBe(2);
    noor.stored(BOARD);
    await noor.pass(1_100);
    expect(device.of(NOOR).size).toBe(0);
  });

  it('can be read by nobody who looks at the device, and is nobody else’s', async () => {
    const device = new MemoryDevice();
    const noor = await at(device);
    noor.type(BOARD, 'mijn geheime zin');
    await noor.pass();
    const lies = Buffer.concat(bytesOf(device)).toString('latin1');
    for (const told of ['geheime', 'noor', 'gezin', 'board']) expect(lies).not.toContain(told);
    const jeroen = await at(device, JEROEN);
    expect(jeroen.found).toEqual([]);
    jeroen.type(BOARD, 'van hem');
    await jeroen.pass();
    expect(device.of(JEROEN).size).toBe(1);
    jeroen.stored(BOARD);
    await jeroen.pass(1_100);
    expect([device.of(NOOR).size, device.of(JEROEN).size]).toEqual([1, 0]);
  });

  it('opens as nothing but what it was: a record that was moved or changed is taken away', async () => {
    const device = new MemoryDevice();
    const noor = await at(device);
    for (const words of ['een', 'twee', 'drie']) {
      noor.type(BOARD, words);
      await noor.pass();
    }
    const records = device.of(NOOR);
    const [one, two, three] = [...records.keys()] as [string, string, string];
    records.set(
      one,
      Uint8Array.from(records.get(one) ?? [], (byte, index) => (index === 40 ? byte ^ 1 : byte)),
    );
    records.set(two, records.get(three) ?? new Uint8Array());
    expect((await at(device)).found.map((found) => found.name)).toEqual([three]);
    expect([...device.of(NOOR).keys()]).toEqual([three]);
  });

  it('is nothing on a device that is another’s', async () => {
    const device = new MemoryDevice();
    const noor = await at(device, NOOR, async () => false);
    noor.type(BOARD, 'een');
    await noor.pass();
    expect([noor.unsent.keeps, noor.unsent.holds(BOARD), bytesOf(device)]).toEqual([false, false, []]);
  });

  it('is put down later when nobody could tell whose device it is', async () => {
    const device = new MemoryDevice();
    let online = false;
    const noor = await at(device, NOOR, async () => {
      if (!online) throw new Error('no network');
      return true;
    });
    noor.type(BOARD, 'een');
    await noor.pass();
    expect(noor.unsent.keeps).toBe(false);
    online = true;
    await noor.pass(5_000);
    expect([noor.unsent.keeps, noor.unsent.holds(BOARD)]).toEqual([true, true]);
  });

  it('goes with who leaves, and nothing comes after it', async () => {
    const device = new MemoryDevice();
    const noor = await at(device);
    noor.type(BOARD, 'een');
    await noor.pass();
    device.leave(NOOR);
    noor.type(BOARD, 'twee');
    await noor.pass();
    expect([noor.unsent.keeps, noor.unsent.holds(BOARD), bytesOf(device)]).toEqual([false, false, []]);
  });

  it('is not said to lie there when it does not', async () => {
    const device = new MemoryDevice();
    const noor = await at(device);
    expect(noor.unsent.keeps).toBe(false);
    noor.type(BOARD, 'een');
    await noor.pass();
    expect(noor.unsent.keeps).toBe(true);
    device.broken = true;
    noor.type(BOARD, 'twee');
    await noor.pass();
    expect([noor.unsent.keeps, noor.unsent.holds(BOARD)]).toEqual([false, false]);
    device.broken = false;
    await noor.pass(LATE_MS * 5);
    expect([noor.unsent.keeps, noor.unsent.holds(BOARD)]).toEqual([true, true]);
  });

  it('asks once to be kept', async () => {
    const device = new MemoryDevice();
    for (let i = 0; i < 2; i += 1) {
      const noor = await at(device);
      for (const words of ['een', 'twee']) {
        noor.type(BOARD, words);
        await noor.pass();
      }
      expect(noor.told.first).toBe(i === 0 ? 1 : 0);
    }
  });

  it('is few records after many keys, and all of the words', async () => {
    const device = new MemoryDevice();
    const noor = await at(device);
    let words = '';
    for (let i = 0; i < 600; i += 1) {
      words += String.fromCharCode(97 + (i % 26));
      noor.type(BOARD, words.slice(-1));
      await noor.pass(70);
    }
    await noor.pass();
    expect(noor.unsent.holds(BOARD)).toBe(true);
    expect(device.of(NOOR).size).toBeLessThan(70);
    expect(wordsIn((await at(device)).found.map((one) => one.update))).toBe(words);
  });

  it('is bounded: what does not fit is said to be in the page only, and fits again once there is room', async () => {
    const device = new MemoryDevice();
    const noor = await at(device);
    for (let i = 0; i < 12; i += 1) {
      noor.type(BOARD, String(i).repeat(15_000).slice(0, 15_000));
      await noor.pass();
    }
    expect([noor.unsent.isFull, noor.unsent.keeps]).toEqual([false, true]);
    for (let i = 0; i < 4; i += 1) {
      noor.type(VOICE, 'x'.repeat(15_000));
      await noor.pass();
    }
    expect([noor.unsent.isFull, noor.unsent.keeps]).toEqual([true, false]);
    expect([noor.told.keeps, noor.unsent.holds(BOARD), noor.unsent.holds(VOICE)]).toEqual([false, true, false]);
    expect(bytesOf(device).reduce((sum, one) => sum + one.length, 0)).toBeLessThanOrEqual(SHELF_MAX);
    expect(bytesOf(device).length).toBeGreaterThanOrEqual(12);
    noor.type(BOARD, 'z');
    await noor.pass();
    expect(noor.unsent.holds(BOARD)).toBe(false);
    noor.stored(BOARD);
    await noor.pass(1_100);
    expect([noor.unsent.isFull, noor.unsent.keeps, noor.unsent.holds(VOICE)]).toEqual([false, true, true]);
  });

  it('is still put down when the page rests, whatever becomes of the outbox then', async () => {
    const device = new MemoryDevice();
    const noor = await at(device);
    noor.type(BOARD, 'nog net');
    const rested = noor.unsent.rest();
    noor.outbox(BOARD).handOver();
    noor.unsent.touch(BOARD);
    await rested;
    await noor.pass();
    expect(wordsIn((await at(device)).found.map((one) => one.update))).toBe('nog net');
  });
});
