// A passkey of who works here: the browser or a security key makes it, asks for a finger, a face or a code, and signs what the server
// asks (docs/protocol.md W7, W8). Nothing of it is kept by the page.
import { type Api, ApiError } from '../api';
import { base64url } from './device';

/** What came of it; `unable`: this browser or this address has no passkeys. */
type NotDone = 'cancelled' | 'unable';
export type Making = 'made' | 'there' | NotDone;
export type Entering = 'in' | 'unknown' | NotDone;

type Asking = Pick<Api, 'ask'>;

/** So long a browser may look for a passkey, in milliseconds: as long as the server waits. */
const PATIENCE_MS = 5 * 60_000;
/** ECDSA with P-256 and SHA-256, as the standard numbers it. */
const ES256 = -7;

/** Whether this browser has passkeys, at this address. */
export const canUsePasskeys = (): boolean =>
  globalThis.isSecureContext === true && typeof globalThis.PublicKeyCredential === 'function';

const bytes = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0));

/** What a browser says when there is no passkey; anything else is a fault of ours. */
function whyNot(fault: unknown): NotDone | 'there' {
  const name = fault instanceof DOMException ? fault.name : '';
  if (name === 'NotAllowedError' || name === 'AbortError' || name === 'TimeoutError') return 'cancelled';
  if (name === 'InvalidStateError') return 'there';
  if (['NotSupportedError', 'SecurityError', 'ConstraintError', 'NotReadableError', 'UnknownError'].includes(name))
    return 'unable';
  throw fault;
}

/** Makes a passkey for who is in. Fails as the API does. */
export async function makePasskey(api: Asking, service: string): Promise<Making> {
  if (!canUsePasskeys()) return 'unable';
  const asked = await api.ask<{ challenge: string; rp_id: string; user: string; name: string; known: string[] }>(
    'POST',
    '/passkeys/challenge',
  );
  let made: Credential | null;
  try {
    made = await navigator.credentials.create({
      publicKey: {
        rp: { id: asked.rp_id, name: service },
        user: { id: bytes(asked.user), name: asked.name, displayName: asked.name },
        challenge: bytes(asked.challenge),
        pubKeyCredParams: [{ type: 'public-key', alg: ES256 }],
        authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
        // An authenticator that has one keeps it: a second would take its place there.
        excludeCredentials: asked.known.map((id) => ({ type: 'public-key', id: bytes(id) })),
        attestation: 'none',
        timeout: PATIENCE_MS,
      },
    });
  } catch (fault) {
    return whyNot(fault);
  }
  if (!(made instanceof PublicKeyCredential)) return 'cancelled';
  const answer = made.response as AuthenticatorAttestationResponse;
  const key = answer.getPublicKey();
  if (key === null) return 'unable';
  await api.ask('POST', '/passkeys', {
    id: base64url(made.rawId),
    key: base64url(key),
    authenticator_data: base64url(answer.getAuthenticatorData()),
    client_data: base64url(answer.clientDataJSON),
  });
  return 'made';
}

/** Comes in with a passkey; nobody types who they are. Fails as the API does when nobody answers. */
export async function enterByPasskey(api: Asking): Promise<Entering> {
  if (!canUsePasskeys()) return 'unable';
  const asked = await api.ask<{ challenge: string; rp_id: string }>('POST', '/enter/passkey/challenge');
  let found: Credential | null;
  try {
    found = await navigator.credentials.get({
      publicKey: {
        challenge: bytes(asked.challenge),
        rpId: asked.rp_id,
        userVerification: 'required',
        allowCredentials: [],
        timeout: PATIENCE_MS,
      },
    });
  } catch (fault) {
    const why = whyNot(fault);
    return why === 'there' ? 'cancelled' : why;
  }
  if (!(found instanceof PublicKeyCredential)) return 'cancelled';
  const answer = found.response as AuthenticatorAssertionResponse;
  // A key that doesn't say whose it is was not made here.
  if (answer.userHandle === null) return 'unknown';
  try {
    await api.ask('POST', '/enter/passkey', {
      id: base64url(found.rawId),
      user: base64url(answer.userHandle),
      authenticator_data: base64url(answer.authenticatorData),
      client_data: base64url(answer.clientDataJSON),
      signature: base64url(answer.signature),
    });
  } catch (fault) {
    // The handle of another service on the same machine may have another length.
    if (fault instanceof ApiError && ['session-ended', 'request-malformed'].includes(fault.code)) return 'unknown';
    throw fault;
  }
  return 'in';
}
