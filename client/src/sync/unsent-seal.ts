// How what waits is sealed on a device: AES-GCM under a key that can't leave the browser. Whose it is and
// where it lies are bound to the seal, and document and number are in it: a record opens as nothing but what it was.

/** Whose words these are. */
export interface Whose {
  person: string;
  case: string;
}

/** What is known of a record besides its edits. */
export interface Head {
  document: string;
  generation: number;
  /** Of all that this person has waiting here; later ones have a higher one. */
  number: number;
  /** When, in milliseconds since 1970. */
  at: number;
}

/** A record as it lies there: what its seal was begun with, then head and edits, sealed. */
export type Sealed = Uint8Array;

const CIPHER = 'AES-GCM';
const IV_BYTES = 12;
/** Before the head stands how long it is. */
const HEAD_BYTES = 2;
const encoder = new TextEncoder();

/** What a record takes besides its edits, roughly. */
export const SEAL_BYTES = 200;

/** What a record is sealed with and opens with only, besides the key. */
const bound = ({ person, case: of }: Whose, name: string) => encoder.encode(JSON.stringify([person, of, name]));

/** A key for one person, which can't be read. */
export const newSealKey = (): Promise<CryptoKey> =>
  crypto.subtle.generateKey({ name: CIPHER, length: 256 }, false, ['encrypt', 'decrypt']);

/** Seals a record that lies under `name`. */
export async function sealRecord(
  key: CryptoKey,
  whose: Whose,
  name: string,
  head: Head,
  update: Uint8Array,
): Promise<Sealed> {
  const said = encoder.encode(JSON.stringify(head));
  const plain = new Uint8Array(HEAD_BYTES + said.length + update.length);
  new DataView(plain.buffer).setUint16(0, said.length);
  plain.set(said, HEAD_BYTES);
  plain.set(update, HEAD_BYTES + said.length);
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const how = { name: CIPHER, iv, additionalData: bound(whose, name) };
  const sealed = new Uint8Array(await crypto.subtle.encrypt(how, key, plain));
  const whole = new Uint8Array(IV_BYTES + sealed.length);
  whole.set(iv);
  whole.set(sealed, IV_BYTES);
  return whole;
}

/** Opens a record; nothing when it is not one of theirs, or not what was put there. */
export async function openRecord(
  key: CryptoKey,
  whose: Whose,
  name: string,
  sealed: Sealed,
): Promise<{ head: Head; update: Uint8Array } | undefined> {
  const how = { name: CIPHER, iv: sealed.slice(0, IV_BYTES), additionalData: bound(whose, name) };
  try {
    const plain = new Uint8Array(await crypto.subtle.decrypt(how, key, sealed.slice(IV_BYTES)));
    const from = HEAD_BYTES + new DataView(plain.buffer).getUint16(0);
    const head: Head = JSON.parse(new TextDecoder().decode(plain.subarray(HEAD_BYTES, from)));
    return { head, update: plain.slice(from) };
  } catch {
    return undefined;
  }
}
