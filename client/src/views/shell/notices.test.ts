import { render } from 'svelte/server';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import noor from '../../../test/fixtures/picture.noor.json';
import { fixtureStore } from '../../../test/fixtures/store.svelte';
import type { Picture } from '../../schema.gen';
import type { CaseStore } from '../store';
import { addressAs } from '../words.svelte';
import Notices from './Notices.svelte';

/** The case as Noor sees it, with this filled in at a wish of her own. */
function wishing(fields: object): CaseStore {
  const picture = structuredClone(noor) as unknown as Picture;
  const wish = picture.items.find((item) => item.kind === 'wish' && item.by === 'noor');
  Object.assign(wish?.fields ?? {}, fields);
  return fixtureStore(picture, 'noor');
}
const due = wishing({ when: 'not_now', ask_again_on: '2026-01-01' });
const told = (store: CaseStore, view: string) => render(Notices, { props: { store, view } }).body;

describe('a wish that comes back', () => {
  it('is told on every page but that on which it stands, without a word of it', () => {
    const notice = told(due, 'picture');
    expect(notice).toContain('bij Van mij.');
    expect(notice).toContain('href="#/van-mij"');
    expect(notice).not.toMatch(/wens|boodschapper/i);
    expect(told(due, 'mine')).not.toContain('Van mij');
  });

  it('is not told before its day, nor when it plays now', () => {
    for (const fields of [{ when: 'not_now', ask_again_on: '2126-01-01' }, { when: 'now' }]) {
      expect(told(wishing(fields), 'picture')).not.toContain('Van mij');
    }
  });
});

describe('an answer to what a youth asked', () => {
  const store = { ...wishing({ when: 'now' }), notices: [{ kind: 'answered' }] } as unknown as CaseStore;

  it('is told without a word of it or of whom it is about, but not where it stands', () => {
    const notice = told(store, 'picture');
    expect(notice).toContain('klaar bij Wie leest mee.');
    expect(notice).not.toMatch(/vraag|antwoord|bezwaar/i);
    expect(told(store, 'along')).not.toContain('Wie leest mee');
  });
});

describe('a yes that somebody else wrote down', () => {
  const notices = ['youssef', 'youssef', 'femke'].map((by) => ({ kind: 'written_down', by }));
  const store = { ...wishing({ when: 'now' }), notices } as unknown as CaseStore;

  it('is told once of each who did, and leads to where it is taken back', () => {
    const notice = told(store, 'picture');
    expect(notice.match(/\w+ heeft opgeschreven dat \w+ ja zei/g)).toEqual([
      'Youssef heeft opgeschreven dat u ja zei',
      'Femke heeft opgeschreven dat u ja zei',
    ]);
    expect(notice.match(/Klopt het niet\?/g)).toHaveLength(1);
    expect(notice).toContain('href="#/meelezen"');
    expect(told(store, 'along')).not.toContain('opgeschreven');
  });

  it('speaks to a youth as to a youth', () => {
    addressAs('youth');
    expect(told(store, 'picture')).toContain('dat je ja zei op de vraag of iemand mag meelezen.');
    addressAs('parent');
  });
});

describe('the frame', () => {
  const fetched = vi.fn();
  beforeEach(() => {
    vi.resetModules();
    fetched.mockClear();
    vi.doMock('./Notices.svelte', () => {
      fetched();
      return { default: () => undefined };
    });
  });
  const shown = async (store: CaseStore) => {
    const { default: CaseApp } = await import('./CaseApp.svelte');
    const { render: draw } = await import('svelte/server');
    return draw(CaseApp, { props: { store, route: { view: 'picture', item: null } } }).body;
  };

  it('fetches what waits when only a wish does', async () => {
    await shown(wishing({ when: 'now' }));
    expect(fetched).not.toHaveBeenCalled();
    await shown(due);
    await vi.waitFor(() => expect(fetched).toHaveBeenCalled());
  });
});
