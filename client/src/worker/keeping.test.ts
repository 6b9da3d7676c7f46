import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answers, mayKeep, toldBy, wayOf } from './keeping';

const OWN = 'https://samen.example';
const FILES = ['/', '/icon.svg', '/assets/index-a1.js'];

function way(path: string, asked: Partial<Parameters<typeof wayOf>[0]> = {}) {
  return wayOf({ method: 'GET', mode: 'cors', destination: '', url: `${OWN}${path}`, ...asked }, OWN, FILES);
}
const page = (path: string, destination = 'document') => way(path, { mode: 'navigate', destination });

describe('the worker', () => {
  it('answers for the first page, whatever stands behind the # of it', () => {
    expect([page('/'), page('/#/van-mij')]).toEqual(['page', 'page']);
  });

  it('never touches a personal link', () => {
    expect([page('/#kom=geheim'), page('/#/kom=geheim')]).toEqual(['network', 'network']);
  });

  it('answers for no other page, and for none within another', () => {
    expect([page('/api/v1/login/oidc'), page('/?x=1'), page('/icon.svg')]).toEqual(['network', 'network', 'network']);
    expect(page('/', 'iframe')).toBe('network');
  });

  it('answers for files of ours, of an older build too', () => {
    expect([way('/assets/index-a1.js'), way('/assets/index-0.js'), way('/icon.svg')]).toEqual(['file', 'file', 'file']);
    expect(way('/assets/index-a1.js', { method: 'POST' })).toBe('network');
    expect(way('', { url: 'https://elsewhere.example/assets/index-a1.js' })).toBe('network');
  });

  it('never touches what is asked of the server, in whatever way', () => {
    const at = fc.constantFrom('/api', '/sync', '/ws', '/health');
    const rest = fc.webPath();
    const mode = fc.constantFrom('navigate', 'cors', 'same-origin', 'no-cors');
    fc.assert(
      fc.property(at, rest, mode, (begin, path, how) => {
        expect(way(`${begin}${path}`, { mode: how, destination: 'document' })).toBe('network');
      }),
    );
  });

  it('keeps whole answers of our own only', () => {
    const whole = { status: 200, type: 'basic', redirected: false } as const;
    expect(mayKeep(whole)).toBe(true);
    for (const other of [{ status: 206 }, { status: 404 }, { type: 'opaque' }, { redirected: true }] as const)
      expect(mayKeep({ ...whole, ...other })).toBe(false);
  });

  it('shows a refusal as it is, and the page it has in place of a gateway that finds no server', () => {
    expect([200, 304, 429, 502, 503].map((status) => answers({ status }))).toEqual([true, true, true, false, false]);
  });

  it('hears two things, and nothing else', () => {
    expect(toldBy({ is: 'gone', more: 1 })).toEqual({ is: 'gone' });
    expect(toldBy({ is: 'loaded', entry: '/assets/index-a1.js' })).toEqual({
      is: 'loaded',
      entry: '/assets/index-a1.js',
    });
    fc.assert(fc.property(fc.jsonValue(), (data) => toldBy(data) === null));
  });
});
