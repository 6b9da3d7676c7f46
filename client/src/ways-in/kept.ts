// What a device that is remembered keeps: its key, which can't leave the browser, and the name the server knows it by. Nothing
// else, no name of a person; and nothing at all where somebody looks along. As long as it is kept the app opens without a connection.
import { openOffline, openOnlineOnly } from './opens-offline';

/** A device that is remembered. */
export interface Kept {
  device: string;
  /** Signs, and can't be read. */
  key: CryptoKey;
  /** Who left by themselves is not brought in again without a tap. */
  ask: boolean;
}

/** The name of the database with the key. */
export const KEY_BASE = 'toestel';
const STORE = 'sleutel';
const ONLY = 1;

/** What is kept, as far as was read; `undefined` before that. Leaving at once has little time to read it. */
let known: Kept | null | undefined;
let watched = false;

/** Whether anything can be kept here. */
export const canKeep = (): boolean => typeof indexedDB !== 'undefined';

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });

async function inStore<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const opening = indexedDB.open(KEY_BASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  const base = await settled(opening);
  try {
    const transaction = base.transaction(STORE, mode);
    const whole = new Promise<void>((done, failed) => {
      transaction.oncomplete = () => done();
      transaction.onabort = () => failed(transaction.error);
    });
    const result = await settled(act(transaction.objectStore(STORE)));
    await whole;
    return result;
  } finally {
    base.close();
  }
}

/** The device as it is kept; nothing in a browser that keeps nothing. */
export async function kept(): Promise<Kept | null> {
  if (known !== undefined) return known;
  try {
    // Asking by opening would make it: who is not remembered has no trace of having been here.
    const there = (await indexedDB.databases?.())?.some((one) => one.name === KEY_BASE) ?? true;
    const found = there ? await inStore<Kept | undefined>('readonly', (store) => store.get(ONLY)) : undefined;
    known = found ?? null;
    if (there && known === null) await forget();
    if (known?.ask === false) void openOffline();
  } catch {
    known = null;
  }
  return known;
}

/** Keeps a device. Fails where the browser keeps nothing. */
export async function keep(device: Kept): Promise<void> {
  await inStore('readwrite', (store) => store.put(device, ONLY));
  known = device;
  if (!device.ask) void openOffline();
}

/** Forgets the device, and that one was ever kept. */
export async function forget(): Promise<void> {
  known = null;
  await openOnlineOnly();
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

/** Who goes by themselves comes in again by a tap; where somebody looks along nothing stays. */
export async function letGo(): Promise<void> {
  if (watched) return forget();
  const now = await kept();
  if (now !== null) await keep({ ...now, ask: true }).catch(() => undefined);
}
