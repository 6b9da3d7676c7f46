// Own edits that wait to be sent, kept on a device that is remembered, so that they outlive the page. Follows the outboxes: what
// waits there and lies nowhere is put down within a moment, what waits no more is taken away. Knows no IndexedDB, only a shelf.
import * as Y from 'yjs';
import type { Clock } from './surroundings';
import { grouped, type Record, uncovered, type WaitingEdit, waits } from './unsent-records';
import { type Head, newSealKey, openRecord, SEAL_BYTES, type Sealed, sealRecord, type Whose } from './unsent-seal';

/** So long after an edit it is put down, together with what came meanwhile. */
export const PUT_DOWN_MS = 80;
/** What waits no more is taken away in one go: lying there a little longer does no harm, for what is offered twice counts once. */
const TAKE_AWAY_MS = 1_000;
/** What took longer than this to be put down is said to be in the page only. */
export const LATE_MS = 1_000;
/** All that may lie there of one person. */
export const SHELF_MAX = 200 * 1024;
/** So many small records of a document are made into one. */
const SMALL_MAX = 32;
/** A record of so many edits is not small. */
const SMALL_EDITS = 256;
/** Once full, it is so until this part of it is left. */
const ROOM_AGAIN = 0.75;
/** After a fault it is tried again, ever more slowly. */
const AGAIN_MS = 2_000;
const AGAIN_MS_MAX = 60_000;

/** The key somebody's records are sealed with on a shelf, and which one that is. */
export interface Sealing {
  id: string;
  key: CryptoKey;
}

/** Nothing of this person lies on the shelf any more, and nothing may: they left, or the device is not kept. */
export class ShelfGone extends Error {}

/** Where sealed records of one person lie. */
export interface Shelf {
  /** All of them, by name, and what they are sealed with; no key where nothing was put yet. */
  read(): Promise<{ sealing: Sealing | undefined; records: ReadonlyMap<string, Sealed> }>;
  /** What to seal with; the key given, where there is none yet. `ShelfGone` where nothing may be put. */
  sealing(fresh: CryptoKey): Promise<Sealing>;
  /** Puts and takes away at once, or not at all. `ShelfGone` when something was to be put and may not be, or with another key. */
  write(put: ReadonlyMap<string, Sealed>, takeAway: readonly string[], sealing: Sealing | undefined): Promise<void>;
}

/** What was put down before this page began. */
export interface Found {
  name: string;
  head: Head;
  update: Uint8Array;
}

/** What the edits come from, and who hears that it changed where they are. */
export interface Edits {
  /** What waits in a document, oldest first; nothing when it isn't open. */
  waiting(document: string): readonly WaitingEdit[] | undefined;
  generation(document: string): number | undefined;
  changed(): void;
}

interface Putting {
  document: string;
  record: Record;
  head: Head;
  update: Uint8Array;
}

interface Plan {
  put: Putting[];
  takeAway: Array<{ document: string | undefined; record: Record }>;
}

/** What one person has waiting on this device. */
export class Unsent {
  private edits: Edits | undefined;
  private readonly records = new Map<string, Record[]>();
  private readonly touched = new Set<string>();
  /** Documents with edits there was no room for. */
  private readonly unfit = new Set<string>();
  private sealing: Sealing | undefined;
  private number = 0;
  /** It was seen to work, and since then it didn't fail. */
  private works = false;
  private full = false;
  /** Words may be put down here, as far as is known. */
  private allowed = true;
  private resting = false;
  /** Since when something may wait that lies nowhere. */
  private since: number | undefined;
  private faults = 0;
  private cancel: (() => void) | undefined;
  private planAt = Number.POSITIVE_INFINITY;
  private told = { keeps: false, full: false };
  private cancelLate = () => {};
  private tail: Promise<void> = Promise.resolve();

  constructor(
    private readonly shelf: Shelf,
    private readonly whose: Whose,
    private readonly around: { clock: Clock; date(): number },
    /** Whether words may be put down here; asked before the first is. */
    private readonly may: () => Promise<boolean>,
    /** Told when the first record is put down. */
    private readonly first: () => void = () => undefined,
  ) {}

  /** What was left here, oldest first. What can't be opened is taken away. */
  async find(): Promise<Found[]> {
    const { sealing, records } = await this.shelf.read();
    if (sealing === undefined) return [];
    this.sealing = sealing;
    const found: Found[] = [];
    const broken: string[] = [];
    for (const [name, sealed] of records) {
      const opened = await openRecord(sealing.key, this.whose, name, sealed);
      if (opened === undefined) broken.push(name);
      else found.push({ name, ...opened });
    }
    if (broken.length > 0) await this.shelf.write(new Map(), broken, undefined).catch(() => undefined);
    found.sort((a, b) => a.head.number - b.head.number);
    this.number = found.at(-1)?.head.number ?? 0;
    return found;
  }

  /** Begins to follow. */
  begin(edits: Edits): void {
    this.edits = edits;
  }

  /** What was found waits in an outbox again, under this number. */
  waitsAgain({ name, head, update }: Found, number: number): void {
    this.works = true;
    const record = { name, first: number, last: number, size: update.length + SEAL_BYTES, down: true };
    this.of(head.document).push(record);
  }

  /** What was found is kept elsewhere now. */
  done(names: readonly string[]): void {
    const takeAway = names.map((name) => ({
      document: undefined,
      record: { name, first: 0, last: 0, size: 0, down: true },
    }));
    this.queue({ put: [], takeAway });
  }

  /** Something changed in a document's outbox. */
  touch(document: string): void {
    if (this.resting) return;
    const waiting = this.allowed ? this.edits?.waiting(document)?.at(-1)?.number : undefined;
    const lies = this.records.get(document)?.at(-1)?.last;
    if (waiting === undefined && lies === undefined) return;
    this.touched.add(document);
    // The last edit of all is the one that lies nowhere, whichever came before it.
    const fresh = waiting !== undefined && (lies === undefined || waiting > lies);
    if (fresh && this.since === undefined) {
      this.since = this.around.clock.now();
      this.cancelLate = this.around.clock.after(LATE_MS, () => this.tell());
    }
    if (this.faults > 0) this.later(Math.min(AGAIN_MS * 2 ** (this.faults - 1), AGAIN_MS_MAX));
    else this.later(fresh ? PUT_DOWN_MS : TAKE_AWAY_MS);
  }

  /** Puts down what waits at once: the page may go. */
  hurry(): void {
    this.cancel?.();
    this.cancel = undefined;
    this.planAt = Number.POSITIVE_INFINITY;
    if (this.resting || this.touched.size === 0) return;
    this.queue(this.plan());
  }

  /** Whether what waits lies here, as far as people can tell. */
  get keeps(): boolean {
    const late = this.since !== undefined && this.around.clock.now() - this.since >= LATE_MS;
    return this.works && !this.full && !late;
  }

  /** No room is left: what comes now is in the page only. */
  get isFull(): boolean {
    return this.full;
  }

  /** Whether every edit of a document that waits lies here. */
  holds(document: string): boolean {
    const down = (this.records.get(document) ?? []).filter((one) => one.down);
    return uncovered(this.edits?.waiting(document) ?? [], down).length === 0;
  }

  /** Resolves once what was begun is carried out, or failed. */
  get carriedOut(): Promise<void> {
    return this.tail;
  }

  /** Puts down what waits now, and follows no more: what becomes of the outboxes from here on means nothing. */
  rest(): Promise<void> {
    this.hurry();
    this.resting = true;
    this.cancelLate();
    return this.tail;
  }

  private of(document: string): Record[] {
    const known = this.records.get(document);
    if (known !== undefined) return known;
    const records: Record[] = [];
    this.records.set(document, records);
    return records;
  }

  private later(ms: number): void {
    const at = this.around.clock.now() + ms;
    if (at >= this.planAt) return;
    this.cancel?.();
    this.planAt = at;
    this.cancel = this.around.clock.after(ms, () => this.hurry());
  }

  /** What to do so that what lies here is what waits. From here on it counts as done, though not as down. */
  private plan(): Plan {
    const plan: Plan = { put: [], takeAway: [] };
    this.since = undefined;
    this.cancelLate();
    const before = new Map(this.records);
    // What is gone first: it may make room, without which what didn't fit is not tried again.
    const touched = [...this.touched];
    this.touched.clear();
    for (const document of touched) this.planOne(document, plan, false, SMALL_MAX);
    if (this.full && this.size() > SHELF_MAX * ROOM_AGAIN) {
      for (const document of touched) this.unfit.add(document);
      return plan;
    }
    if (!this.allowed) return plan;
    for (const document of new Set([...touched, ...this.unfit])) this.planOne(document, plan, true, SMALL_MAX);
    this.unfit.clear();
    this.full = false;
    if (this.size() <= SHELF_MAX) return plan;
    for (const document of [...this.records.keys()]) this.planOne(document, plan, true, 0);
    if (this.size() <= SHELF_MAX) return plan;
    // What lies here stays; nothing is put beside it.
    this.full = true;
    for (const document of touched) this.unfit.add(document);
    const only: Plan = { put: [], takeAway: [] };
    for (const [document, records] of before) this.records.set(document, records);
    for (const document of this.records.keys()) this.planOne(document, only, false, SMALL_MAX);
    return only;
  }

  /** With more than `small` small records of a document, those are made into one with what is new. */
  private planOne(document: string, plan: Plan, putting: boolean, small: number): void {
    const waiting = this.edits?.waiting(document);
    const generation = this.edits?.generation(document);
    if (waiting === undefined || generation === undefined) return;
    const records = this.of(document);
    let alive = records.filter((record) => waits(waiting, record));
    if (putting && (small === 0 || uncovered(waiting, alive).length > 0)) {
      const large = alive.filter((record) => small > 0 && record.last - record.first >= SMALL_EDITS);
      if (alive.length - large.length >= Math.max(small, 2)) alive = large;
    }
    const gone = records.filter((record) => !alive.includes(record));
    for (const together of putting ? grouped(uncovered(waiting, alive)) : []) {
      const update = together.length === 1 ? together[0]?.update : Y.mergeUpdates(together.map((one) => one.update));
      const [first, last] = [together[0]?.number, together.at(-1)?.number];
      if (update === undefined || first === undefined || last === undefined) continue;
      this.number += 1;
      const record = { name: randomName(), first, last, size: update.length + SEAL_BYTES, down: false };
      alive.push(record);
      const head = { document, generation, number: this.number, at: this.around.date() };
      plan.put.push({ document, record, head, update });
    }
    // One that was only planned need not be put at all.
    plan.put = plan.put.filter(({ record }) => !gone.includes(record));
    plan.takeAway.push(...gone.map((record) => ({ document, record })));
    this.records.set(
      document,
      alive.sort((a, b) => a.first - b.first),
    );
  }

  private size(): number {
    let size = 0;
    for (const records of this.records.values()) for (const record of records) size += record.size;
    return size;
  }

  /** It was not carried out. */
  private undo({ put, takeAway }: Plan): void {
    for (const { document, record } of put) {
      this.records.set(
        document,
        this.of(document).filter((one) => one !== record),
      );
    }
    for (const { document, record } of takeAway) {
      if (document === undefined || !record.down || this.of(document).includes(record)) continue;
      this.records.set(
        document,
        [...this.of(document), record].sort((a, b) => a.first - b.first),
      );
    }
  }

  private queue(plan: Plan): void {
    if (plan.put.length === 0 && plan.takeAway.length === 0) return this.tell();
    this.tail = this.tail.then(() => this.carryOut(plan));
  }

  private async carryOut(plan: Plan): Promise<void> {
    try {
      if (plan.put.length > 0 && this.allowed) this.allowed = await this.may();
      const put = this.allowed ? plan.put : [];
      if (!this.allowed) this.undo({ put: plan.put, takeAway: [] });
      await this.write(put, namesOf(plan.takeAway));
      for (const { record } of put) record.down = true;
      this.faults = 0;
      this.works = this.allowed && (this.works || put.length > 0);
      this.tell();
    } catch (fault) {
      this.failed(plan, fault instanceof ShelfGone);
    }
  }

  private async write(put: readonly Putting[], takeAway: readonly string[]): Promise<void> {
    const sealed = new Map<string, Sealed>();
    if (put.length > 0) {
      const sealing = this.sealing ?? (await this.newSealing());
      this.sealing = sealing;
      for (const { record, head, update } of put) {
        sealed.set(record.name, await sealRecord(sealing.key, this.whose, record.name, head, update));
      }
    }
    await this.shelf.write(sealed, takeAway, this.sealing);
  }

  private async newSealing(): Promise<Sealing> {
    const fresh = await newSealKey();
    const sealing = await this.shelf.sealing(fresh);
    if (sealing.key === fresh) this.first();
    return sealing;
  }

  private failed(plan: Plan, gone: boolean): void {
    this.works = false;
    this.faults += 1;
    const documents = [...this.records.keys(), ...plan.put.map((one) => one.document)];
    if (gone) {
      this.sealing = undefined;
      this.records.clear();
    } else this.undo(plan);
    for (const document of documents) this.touch(document);
    this.tell();
  }

  private tell(): void {
    const { keeps, full, told } = this;
    if (keeps === told.keeps && full === told.full) return;
    this.told = { keeps, full };
    this.edits?.changed();
  }
}

const namesOf = (some: Plan['takeAway']) => some.map(({ record }) => record.name);

function randomName(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
