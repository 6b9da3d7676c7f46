// A device that is remembered: it makes a key that can't leave it, and comes in by signing what the server asks (docs/protocol.md
// W2, W3). Where the page has no secure address there is no such key, and nothing is remembered.
import { type Api, ApiError } from '../api';
import { canKeep, forget, isWatched, keep, kept, letGo } from './kept';

/** What a device is, as far as its owner recognises it by. */
export type Form = 'phone' | 'tablet' | 'computer';

/** A device as its owner sees it, or a passkey, which only workers have. */
export interface Device {
  id: string;
  form: Form | 'passkey';
  /** `YYYY-MM-DD` */
  since: string | null;
  seen: string | null;
  /** The one somebody is on. */
  this: boolean;
  /** Of a passkey: it may be on other devices of its owner too. */
  travels?: boolean;
  /** Of a passkey: it seems to be there twice, and opens nothing any more. */
  copied?: boolean;
}

/** Who came in, and the device by which they are remembered. */
interface CameIn {
  person: string;
  case: string;
  device: string | null;
}

type Asking = Pick<Api, 'ask'>;

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' };
const SIGNING = { name: 'ECDSA', hash: 'SHA-256' };
/** What stands before a challenge when it is signed: the key signs nothing else. */
const PURPOSE = 'samenbeeld device 1';

/** Whether a device can be remembered here. */
export const canRemember = (): boolean =>
  (globalThis.crypto as Partial<Crypto> | undefined)?.subtle !== undefined && canKeep();

/** Bytes as they travel. */
export const base64url = (bytes: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/** What kind of device this is, by its screen and how it is touched. */
export function formOf(screen: { width: number; height: number }, coarse: boolean): Form {
  if (!coarse) return 'computer';
  return Math.min(screen.width, screen.height) < 600 ? 'phone' : 'tablet';
}

async function newKey(): Promise<{ key: CryptoKey; given: { form: Form; key: string } }> {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(CURVE, false, ['sign', 'verify']);
  const raw = await crypto.subtle.exportKey('raw', publicKey);
  const form = formOf(screen, matchMedia('(pointer: coarse)').matches);
  return { key: privateKey, given: { form, key: base64url(raw) } };
}

/** Puts the key of a device the server knows by now away; a browser that can't is not remembered after all. */
async function remembered(api: Asking, device: string, key: CryptoKey): Promise<boolean> {
  try {
    await keep({ device, key, ask: false });
    return true;
  } catch {
    await api.ask('DELETE', `/devices/${device}`).catch(() => undefined);
    return false;
  }
}

/** Comes in with a link and its code. Without `own` nothing is kept, and what was kept goes. */
export async function enter(api: Asking, link: string, code: string, own: boolean): Promise<CameIn> {
  const fresh = own && canRemember() ? await newKey().catch(() => null) : null;
  const came = await api.ask<CameIn>('POST', '/enter', {
    link,
    code,
    ...(fresh !== null && { device: fresh.given }),
  });
  if (!own) await isWatched();
  else if (fresh !== null && came.device !== null) await remembered(api, came.device, fresh.key);
  return came;
}

/** Remembers the device somebody is on already. Answers whether the browser kept it. */
export async function remember(api: Asking): Promise<boolean> {
  const { key, given } = await newKey();
  const { device } = await api.ask<{ device: string }>('POST', '/devices', given);
  return remembered(api, device, key);
}

/**
 * Comes in on a device that is remembered. `none`: there is none, or who left it last wants to be asked; `refused`: it is known
 * no more, and is forgotten here too. Fails as the API does when nobody answers.
 */
export async function comeInAgain(api: Asking, asked = false): Promise<'in' | 'none' | 'refused'> {
  if (!canRemember()) return 'none';
  const known = await kept();
  if (known === null || (known.ask && !asked)) return 'none';
  const { device, key } = known;
  try {
    const { challenge } = await api.ask<{ challenge: string }>('POST', '/enter/challenge', { device });
    const words = new TextEncoder().encode([PURPOSE, location.origin, challenge].join('\0'));
    const signature = base64url(await crypto.subtle.sign(SIGNING, key, words));
    await api.ask('POST', '/enter/device', { device, challenge, signature });
  } catch (fault) {
    // Only an answer that says so means that it is known no more.
    if (!(fault instanceof ApiError) || fault.code !== 'session-ended') throw fault;
    await forget();
    return 'refused';
  }
  if (known.ask) await keep({ ...known, ask: false });
  return 'in';
}

/** The devices one comes in on; the one this is, also when it was remembered only just now. */
export async function devices(api: Asking): Promise<Device[]> {
  const [list, known] = await Promise.all([api.ask<Device[]>('GET', '/devices'), kept()]);
  return list.map((one) => ({ ...one, this: one.this || one.id === known?.device }));
}

/** Removes a device; this one is forgotten here too. */
export async function removeDevice(api: Asking, device: Pick<Device, 'id' | 'this'> & Partial<Device>): Promise<void> {
  // First here: once the server knows it no more this page may be gone.
  if (device.this && device.form !== 'passkey') await forget();
  await api.ask('DELETE', `/devices/${device.id}`);
}

/** The device that is remembered here. */
export async function thisDevice(): Promise<string | null> {
  return canRemember() ? ((await kept())?.device ?? null) : null;
}

/** Who logs out is not brought in again without a tap. */
export async function loggingOut(): Promise<void> {
  await letGo();
}
