import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '../api';

const kept = vi.hoisted(() => ({
  now: null as { device: string; key: CryptoKey; ask: boolean } | null,
  watched: false,
}));
vi.mock('./kept', () => ({
  canKeep: () => true,
  kept: async () => kept.now,
  keep: async (device: typeof kept.now) => {
    kept.now = device;
  },
  forget: async () => {
    kept.now = null;
  },
  isWatched: async () => {
    kept.watched = true;
    kept.now = null;
  },
  letGo: async () => {
    if (kept.now !== null) kept.now = { ...kept.now, ask: true };
  },
}));

import { comeInAgain, devices, enter, formOf, loggingOut, remember, removeDevice } from './device';

type Body = Record<string, never> & { device?: { key: string; form: string } };

/** A server with one challenge, which checks signatures as ours does. */
function server(answers: { known?: boolean; full?: boolean } = {}) {
  const asked: string[] = [];
  let key = '';
  const ask = async (method: string, path: string, body?: unknown) => {
    asked.push(`${method} ${path}`);
    const given = (body ?? {}) as Body & { key: string; signature: string };
    if (path === '/enter' || path === '/devices') {
      if (method === 'GET') return [{ id: 'd1', form: 'phone', since: null, seen: null, this: false }];
      key = given.device?.key ?? given.key ?? '';
      return { person: 'noor', case: 'g', device: key === '' || answers.full ? null : 'd1' };
    }
    if (path === '/enter/challenge') return { challenge: 'c1' };
    if (path !== '/enter/device') return undefined;
    if (answers.known === false) throw new ApiError('session-ended', 401, '');
    const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'base64url'));
    const curve = { name: 'ECDSA', namedCurve: 'P-256' };
    const publicKey = await crypto.subtle.importKey('raw', bytes(key), curve, false, ['verify']);
    const words = new TextEncoder().encode('samenbeeld device 1\0https://samenbeeld.nl\0c1');
    const right = await crypto.subtle.verify(
      { name: 'ECDSA', hash: 'SHA-256' },
      publicKey,
      bytes(given.signature),
      words,
    );
    if (!right) throw new ApiError('session-ended', 401, '');
    return { person: 'noor', case: 'g', device: 'd1' };
  };
  return { asked, asking: { ask: ask as never } };
}

beforeEach(() => {
  Object.assign(kept, { now: null, watched: false });
  vi.stubGlobal('location', { origin: 'https://samenbeeld.nl' });
  vi.stubGlobal('screen', { width: 390, height: 844 });
  vi.stubGlobal('matchMedia', () => ({ matches: true }));
});

describe('a device', () => {
  it('of one’s own is remembered by a key that can’t leave it, and comes in again by it', async () => {
    const { asking } = server();
    await enter(asking, 'secret', '7QK4-M2XP', true);
    expect(kept.now).toMatchObject({ device: 'd1', ask: false });
    await expect(crypto.subtle.exportKey('pkcs8', kept.now?.key as CryptoKey)).rejects.toThrow();
    expect(await comeInAgain(asking)).toBe('in');
  });

  it('where somebody looks along keeps nothing, and loses what it kept', async () => {
    const { asking } = server();
    await enter(asking, 'secret', '7QK4-M2XP', true);
    await enter(asking, 'secret', '7QK4-M2XP', false);
    expect(kept).toEqual({ now: null, watched: true });
    expect(await comeInAgain(asking)).toBe('none');
  });

  it('that the server does not take in keeps no key', async () => {
    const { asking } = server({ full: true });
    await enter(asking, 'secret', '7QK4-M2XP', true);
    expect(kept.now).toBe(null);
  });

  it('that was removed is forgotten when it is refused, and not for want of a connection', async () => {
    await remember(server().asking);
    const offline = { ask: () => Promise.reject(new ApiError('offline', 0, '')) };
    await expect(comeInAgain(offline)).rejects.toThrow();
    expect(kept.now).not.toBe(null);
    expect(await comeInAgain(server({ known: false }).asking)).toBe('refused');
    expect(kept.now).toBe(null);
  });

  it('left by logging out asks for a tap', async () => {
    const { asking } = server();
    await enter(asking, 'secret', '7QK4-M2XP', true);
    await loggingOut();
    expect(await comeInAgain(asking)).toBe('none');
    expect(await comeInAgain(asking, true)).toBe('in');
    expect(await comeInAgain(asking)).toBe('in');
  });

  it('is known as this one from when it is remembered, and forgotten with being removed', async () => {
    const { asking, asked } = server();
    await remember(asking);
    expect((await devices(asking)).map((one) => one.this)).toEqual([true]);
    await removeDevice(asking, { id: 'd1', this: true });
    expect([kept.now, asked.at(-1)]).toEqual([null, 'DELETE /devices/d1']);
  });

  it('is called by its screen and how it is touched', () => {
    const forms = [formOf({ width: 390, height: 844 }, true), formOf({ width: 844, height: 390 }, true)];
    expect([...forms, formOf({ width: 820, height: 1180 }, true), formOf({ width: 1280, height: 800 }, false)]).toEqual(
      ['phone', 'phone', 'tablet', 'computer'],
    );
  });
});
