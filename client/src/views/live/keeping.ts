// What keeps waiting words on this device, for who is in: only where the device is remembered as theirs.
import '../../later-words';
import { api, type Me } from '../../api';
import { keepStorage } from '../../sync/persist';
import { browserSurroundings } from '../../sync/surroundings';
import { type Found, Unsent } from '../../sync/unsent';
import { DeviceShelf } from '../../sync/unsent-store';
import { devices } from '../../ways-in/device';
import { kept } from '../../ways-in/kept';
import { say } from '../words.svelte';

/** A browser that does not say what it keeps is not waited for longer. */
const FIND_WITHIN_MS = 2_000;

/** What keeps words here, and what it found. */
export interface KeptHere {
  unsent: Unsent;
  found: Found[];
  sentence(): string;
  fullSentence(): string;
  rest(): void;
}

/** What the page before this one, or this one for who was in before, still puts down. */
let resting: Promise<void> = Promise.resolve();

/** Nothing where the device is not remembered, or doesn't answer; what lies there then waits for the next time. */
export function keptHere(me: Pick<Me, 'person' | 'case'>): Promise<KeptHere | null> {
  const late = new Promise<null>((done) => setTimeout(() => done(null), FIND_WITHIN_MS));
  return Promise.race([look(me), late]);
}

async function look(me: Pick<Me, 'person' | 'case'>): Promise<KeptHere | null> {
  const device = (await kept())?.device;
  if (device === undefined) return null;
  await resting;
  // Somebody else may have come in on it: then nothing of them is put down here.
  let asked: Promise<boolean> | undefined;
  const mine = () => {
    asked ??= devices(api).then((list) => list.some((one) => one.id === device && one.form !== 'passkey'));
    asked.catch(() => {
      asked = undefined;
    });
    return asked;
  };
  mine().catch(() => undefined);
  const { person, case: of } = me;
  const whose = { person, case: of };
  const { clock } = browserSurroundings();
  const unsent = new Unsent(new DeviceShelf(device, whose), whose, { clock, date: Date.now }, mine, keepStorage);
  const found = await unsent.find();
  // A page that goes to the background may not come back.
  const hidden = () => {
    if (document.hidden) unsent.hurry();
  };
  document.addEventListener('visibilitychange', hidden);
  return {
    unsent,
    found,
    sentence: () => say('client-kept-here'),
    fullSentence: () => say('client-kept-full'),
    rest: () => {
      document.removeEventListener('visibilitychange', hidden);
      resting = unsent.rest();
    },
  };
}
