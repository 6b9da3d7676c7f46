// What a device that is remembered keeps: its key, which can't leave the browser, the name the server knows it by, and, sealed, what
// waits to be sent (`sync/unsent.ts`). No name of a person; and nothing at all where somebody looks along. As long as it is kept the
// app opens without a connection.
import { openOffline, openOnlineOnly } from './opens-offline';

/** A device that is remembered. */
export interface Kept {
  device: string;
  /** Signs, and can't be read. */
  key: CryptoKey;
  /** Who left by themselves is not brought in again without a tap. */
  ask: boolean;
}

/** So long it is waited for that the app no longer opens without a connection. */
const SHELL_WITHIN_MS = 1_000;

/** The name of the database with all of it. */
export const KEY_BASE = 'toestel';
const VERSION = 2;
const KEYS = 'sleutel';
const WAITING = 'wacht';
/** Under numbers in `KEYS`: the device, and what its people are marked with; under a mark the key of one of them. */
const ONLY = 1;
const MARKER = 2;

/** Both stores, in one transaction. */
export interface Stores {
  keys: IDBObjectStore;
  waiting: IDBObjectStore;
}

/** What is kept, as far as was read; `undefined` before that. Leaving at once has little time to read it. */
let known: Kept | null | undefined;
let watched = false;
let opened: Promise<IDBDatabase> | undefined;
/** The mark of who is in here now, when something of theirs may wait. */
let mark: string | undefined;

/** Whether anything can be kept here. */
export const canKeep = (): boolean => typeof indexedDB !== 'undefined';

/** Awaits a request. */
export const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });

/** There is nothing here that keeps anything. */
export class NothingKept extends Error {}

/** Opens what is kept. Without `make` a device that keeps nothing goes on doing so, and this fails. */
async function open(make: boolean): Promise<IDBDatabase> {
  const opening = indexedDB.open(KEY_BASE, VERSION);
  let nothing = false;
  opening.onupgradeneeded = ({ oldVersion }) => {
    nothing = oldVersion === 0 && !make;
    if (nothing) return opening.transaction?.abort();
    for (const name of [KEYS, WAITING]) {
      if (!opening.result.objectStoreNames.contains(name)) opening.result.createObjectStore(name);
    }
  };
  const base = await settled(opening).catch((fault: unknown) => {
    throw nothing ? new NothingKept() : fault;
  });
  // Who forgets the device is not made to wait for us.
  base.onversionchange = () => {
    base.close();
    opened = undefined;
  };
  base.onclose = () => {
    opened = undefined;
  };
  return base;
}

/** It stays open: opening it takes longer than all that is done in it. */
function base(make: boolean): Promise<IDBDatabase> {
  if (opened !== undefined) return make ? opened.catch(() => open(true)) : opened;
  const opening = open(make);
  opened = opening;
  opening.catch(() => {
    if (opened === opening) opened = undefined;
  });
  return opening;
}

/** Acts on what is kept: all of it happens, or nothing. `act` awaits nothing but requests. */
export async function inKept<T>(
  mode: IDBTransactionMode,
  act: (stores: Stores) => Promise<T>,
  make = false,
): Promise<T> {
  const transaction = (await base(make)).transaction([KEYS, WAITING], mode);
  const whole = new Promise<void>((done, failed) => {
    transaction.oncomplete = () => done();
    transaction.onabort = () => failed(transaction.error ?? new Error('aborted'));
  });
  // Awaited below, unless acting fails first.
  whole.catch(() => undefined);
  let result: T;
  try {
    result = await act({ keys: transaction.objectStore(KEYS), waiting: transaction.objectStore(WAITING) });
  } catch (fault) {
    try {
      transaction.abort();
    } catch {
      // It ended by itself.
    }
    throw fault;
  }
  await whole;
  return result;
}

/** The device as it is kept; nothing in a browser that keeps nothing. */
export async function kept(): Promise<Kept | null> {
  if (known !== undefined) return known;
  try {
    // Asking by opening would make it: who is not remembered has no trace of having been here.
    const there = (await indexedDB.databases?.())?.some((one) => one.name === KEY_BASE) ?? true;
    const found = there ? await inKept('readonly', deviceIn) : undefined;
    known = found ?? null;
    if (there && known === null) await forget();
    if (known?.ask === false) void openOffline();
  } catch {
    known = null;
  }
  return known;
}

/** The device, inside a transaction. */
export const deviceIn = ({ keys }: Pick<Stores, 'keys'>): Promise<Kept | undefined> => settled(keys.get(ONLY));

/** What people are marked with here, inside a transaction; `make` puts one where there is none. */
export async function markerIn({ keys }: Pick<Stores, 'keys'>, make?: CryptoKey): Promise<CryptoKey | undefined> {
  const marker: CryptoKey | undefined = await settled(keys.get(MARKER));
  if (marker !== undefined || make === undefined) return marker;
  await settled(keys.put(make, MARKER));
  return make;
}

/** The records of one mark. */
export const recordsOf = (one: string): IDBKeyRange => IDBKeyRange.bound(`${one}.`, `${one}/`, false, true);

/** Says who is in, by their mark: what waits of them is theirs to let go of, and of nobody else. */
export function isIn(one: string): void {
  mark = one;
}

/** Keeps a device. Fails where the browser keeps nothing. */
export async function keep(device: Kept): Promise<void> {
  await inKept('readwrite', ({ keys }) => settled(keys.put(device, ONLY)), true);
  known = device;
  if (!device.ask) void openOffline();
}

/** Forgets the device, and that one was ever kept. */
export async function forget(): Promise<void> {
  known = null;
  // The worker goes on with it when that takes longer: the key is not made to wait.
  const late = new Promise((done) => setTimeout(done, SHELL_WITHIN_MS));
  await Promise.race([openOnlineOnly(), late]);
  try {
    await settled(indexedDB.deleteDatabase(KEY_BASE));
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}

/** Somebody looks along, or the device is of others too: whatever was kept goes, now and when they leave. */
export async function isWatched(): Promise<void> {
  watched = true;
  await forget();
}

/**
 * Who goes by themselves comes in again by a tap, and what they did not send goes with them; where somebody looks along nothing stays.
 * Where it is not known who goes, nobody's words stay.
 */
export async function letGo(): Promise<void> {
  if (watched) return forget();
  const now = await kept();
  if (now === null) return;
  const left = { ...now, ask: true };
  const act = async ({ keys, waiting }: Stores) => {
    keys.put(left, ONLY);
    if (mark !== undefined) {
      keys.delete(mark);
      waiting.delete(recordsOf(mark));
    } else {
      keys.delete(IDBKeyRange.lowerBound(''));
      waiting.clear();
    }
  };
  await inKept('readwrite', act).then(
    () => {
      known = left;
    },
    () => undefined,
  );
}
