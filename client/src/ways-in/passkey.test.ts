import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Api, ApiError } from '../api';
import { enterByPasskey, makePasskey } from './passkey';

/** What a browser gives for a passkey. */
class FakeCredential {
  constructor(
    readonly rawId: ArrayBuffer,
    readonly response: object,
  ) {}
}
const bytes = (...all: number[]) => new Uint8Array(all).buffer;
const made = (key: ArrayBuffer | null) =>
  new FakeCredential(bytes(251, 255), {
    clientDataJSON: bytes(1),
    getPublicKey: () => key,
    getAuthenticatorData: () => bytes(2),
  });
const signed = (userHandle: ArrayBuffer | null) =>
  new FakeCredential(bytes(251, 255), {
    clientDataJSON: bytes(1),
    authenticatorData: bytes(2),
    signature: bytes(3),
    userHandle,
  });

/** A browser whose passkeys answer like this. */
function browser(answer: () => unknown): { asked: PublicKeyCredentialCreationOptions[] } {
  const asked: PublicKeyCredentialCreationOptions[] = [];
  const act = async ({ publicKey }: { publicKey: PublicKeyCredentialCreationOptions }) => {
    asked.push(publicKey);
    return answer();
  };
  vi.stubGlobal('isSecureContext', true);
  vi.stubGlobal('PublicKeyCredential', FakeCredential);
  vi.stubGlobal('navigator', { credentials: { create: act, get: act } });
  return { asked };
}

/** A server that gives a challenge, and answers what follows like this. */
function server(then: () => unknown = () => undefined): { api: Pick<Api, 'ask'>; told: unknown[] } {
  const told: unknown[] = [];
  const ask = async (_: string, path: string, body?: unknown) => {
    told.push(body ?? path);
    if (path.endsWith('/challenge'))
      return { challenge: '-_8', rp_id: 'localhost', user: 'AQ', name: 'N', known: ['Ag'] };
    return then();
  };
  return { api: { ask: ask as Api['ask'] }, told };
}

const refuses = (name: string) => () => {
  throw new DOMException('', name);
};

afterEach(() => vi.unstubAllGlobals());

describe('a passkey is made', () => {
  it('by who shows who they are, once on each authenticator, and is told in base64url', async () => {
    const { asked } = browser(() => made(bytes(4)));
    const { api, told } = server();
    expect(await makePasskey(api, 'Samenbeeld')).toBe('made');
    const [options] = asked;
    expect(options?.rp).toEqual({ id: 'localhost', name: 'Samenbeeld' });
    expect(new Uint8Array(options?.challenge as ArrayBuffer)).toEqual(new Uint8Array([251, 255]));
    expect(options?.authenticatorSelection).toMatchObject({ residentKey: 'required', userVerification: 'required' });
    expect(options?.excludeCredentials).toHaveLength(1);
    expect(told[1]).toEqual({ id: '-_8', key: 'BA', authenticator_data: 'Ag', client_data: 'AQ' });
  });

  it('or not, and says why', async () => {
    const { api, told } = server();
    for (const [name, why] of [
      ['NotAllowedError', 'cancelled'],
      ['InvalidStateError', 'there'],
      ['NotSupportedError', 'unable'],
      ['SecurityError', 'unable'],
    ] as const) {
      browser(refuses(name));
      expect(await makePasskey(api, '')).toBe(why);
    }
    browser(() => made(null));
    expect(await makePasskey(api, '')).toBe('unable');
    vi.unstubAllGlobals();
    expect(await makePasskey(api, '')).toBe('unable');
    expect(told.filter((one) => typeof one === 'object')).toEqual([]);
  });
});

describe('who comes in with a passkey', () => {
  it('types nothing, and shows who they are', async () => {
    const { asked } = browser(() => signed(bytes(5)));
    const { api, told } = server();
    expect(await enterByPasskey(api)).toBe('in');
    expect(asked[0]).toMatchObject({ rpId: 'localhost', userVerification: 'required', allowCredentials: [] });
    expect(told[1]).toEqual({ id: '-_8', user: 'BQ', authenticator_data: 'Ag', client_data: 'AQ', signature: 'Aw' });
  });

  it('is told when it is not known here, and when nobody answered', async () => {
    const answers = (fault: ApiError) =>
      server(() => {
        throw fault;
      }).api;
    browser(() => signed(bytes(5)));
    expect(await enterByPasskey(answers(new ApiError('session-ended', 401, '')))).toBe('unknown');
    await expect(enterByPasskey(answers(new ApiError('offline', 0, '')))).rejects.toThrow('offline');
    browser(() => signed(null));
    expect(await enterByPasskey(server().api)).toBe('unknown');
    browser(refuses('NotAllowedError'));
    expect(await enterByPasskey(server().api)).toBe('cancelled');
    browser(refuses('TypeError'));
    await expect(enterByPasskey(server().api)).rejects.toThrow();
  });
});
