// What stays on the device of who leaves at once: where its owner had it remembered the key, which then asks for a tap; otherwise
// nothing at all. Fetched ahead while somebody is in, so that it is there without a connection too.
import { KEY_BASE, letGo } from './kept';
import { openOnlineOnly } from './opens-offline';

const deleted = (name: string): Promise<void> =>
  new Promise((done) => {
    const asked = indexedDB.deleteDatabase(name);
    // One that is open elsewhere goes when it is closed there.
    asked.onsuccess = asked.onerror = asked.onblocked = () => done();
  });

/** Takes away whatever this browser keeps of us. */
export async function leaveNothing(): Promise<void> {
  const bases = async (): Promise<void> => {
    const there = (await indexedDB.databases?.()) ?? [];
    const others = there.flatMap(({ name }) => (name === undefined || name === KEY_BASE ? [] : [name]));
    await Promise.all(others.map(deleted));
  };
  await Promise.allSettled([openOnlineOnly(true), letGo(), bases()]);
}
