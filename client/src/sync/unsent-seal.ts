// How what waits is sealed on a device: AES-GCM under a key that can't leave the browser. Whose it is, of which document and which
// number are bound into the seal, so that a record opens as nothing but what it was.

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

/** A record as it lies there. Each part begins with what its seal was begun with. */
export interface Sealed {
  head: Uint8Array;
  body: Uint8Array;
}

const CIPHER = 'AES-GCM';
const IV_BYTES = 12;
const encoder = new TextEncoder();

/** What two sealed parts take more than what is in them, roughly. */
export const SEAL_BYTES = 200;

const bound = (...parts: readonly (string | number)[]) => encoder.encode(JSON.stringify(parts));

async function seal(key: CryptoKey, plain: Uint8Array, with_: Uint8Array): Promise<Uint8Array> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const how = { name: CIPHER, iv, additionalData: with_ as Uint8Array<ArrayBuffer> };
  const sealed = new Uint8Array(await crypto.subtle.encrypt(how, key, plain as Uint8Array<ArrayBuffer>));
  const whole = new Uint8Array(IV_BYTES + sealed.length);
  whole.set(iv);
  whole.set(sealed, IV_BYTES);
  return whole;
}

async function unseal(key: CryptoKey, whole: Uint8Array, with_: Uint8Array): Promise<Uint8Array> {
  const iv = whole.slice(0, IV_BYTES);
  const how = { name: CIPHER, iv, additionalData: with_ as Uint8Array<ArrayBuffer> };
  return new Uint8Array(await crypto.subtle.decrypt(how, key, whole.slice(IV_BYTES)));
}

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
  const { person, case: of } = whose;
  return {
    head: await seal(key, encoder.encode(JSON.stringify(head)), bound('head', person, of, name)),
    body: await seal(key, update, bound('body', person, of, name, head.document, head.number)),
  };
}

/** Opens a record; nothing when it is not one of theirs, or not what was put there. */
export async function openRecord(
  key: CryptoKey,
  whose: Whose,
  name: string,
  sealed: Sealed,
): Promise<{ head: Head; update: Uint8Array } | undefined> {
  const { person, case: of } = whose;
  try {
    const read = await unseal(key, sealed.head, bound('head', person, of, name));
    const head: Head = JSON.parse(new TextDecoder().decode(read));
    return {
      head,
      update: await unseal(key, sealed.body, bound('body', person, of, name, head.document, head.number)),
    };
  } catch {
    return undefined;
  }
}
