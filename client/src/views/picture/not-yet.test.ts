import { render } from 'svelte/server';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import noor from '../../../test/fixtures/picture.noor.json';
import { fixtureStore } from '../../../test/fixtures/store.svelte';
import type { Picture } from '../../schema.gen';
import FourAsked from '../joint/FourAsked.svelte';
import type { CaseStore } from '../store';
import PartList from './PartList.svelte';
import PartSection from './PartSection.svelte';
import { PARTS } from './rows';

const told = noor as unknown as Picture;
const unsaid = { ...told, items: [], loops: [], drafts: [], joint_orders: [], own_orders: [] };
const times = (page: string, words: string) => page.split(words).length - 1;
const hrefs = (page: string) => new Set([...page.matchAll(/href="#\/beeld\/deel\/([a-z]+)"/g)].map((one) => one[1]));

describe('the list of parts', () => {
  const list = (picture: Picture) => render(PartList, { props: { parts: fixtureStore(picture, 'noor').parts } }).body;

  it('says once that nothing is talked about yet, and leads to every part but the question above it', () => {
    const page = list(unsaid);
    expect(times(page, 'Nog niet besproken')).toBe(1);
    expect(hrefs(page)).toEqual(new Set([...PARTS.filter((part) => part !== 'questions'), 'alles']));
    expect(page).not.toContain('Van vraag naar plan');
  });

  it('leads to each part once, those with something in them first', () => {
    const page = list({ ...told, items: told.items.filter((item) => item.kind !== 'wish') });
    for (const part of PARTS) expect(times(page, `href="#/beeld/deel/${part}"`)).toBe(1);
    expect(page.indexOf('deel/wishes')).toBeGreaterThan(page.indexOf('Nog niet besproken'));
    expect(page.indexOf('deel/plan')).toBeLessThan(page.indexOf('Nog niet besproken'));
  });
});

describe('all parts under each other', () => {
  let phone = true;
  let paper = false;
  beforeEach(() => {
    vi.resetModules();
    vi.doMock('svelte/reactivity', async (original) => ({
      ...(await original<object>()),
      MediaQuery: class {
        constructor(private readonly query: string) {}
        get current() {
          return phone && this.query.includes('max-width');
        }
      },
    }));
    // The ways to other pages want to know what changed.
    vi.doMock('./Ways.svelte', () => ({ default: () => undefined }));
    vi.doMock('../../ui/printing.svelte', () => ({ printing: () => paper }));
  });
  async function whole(): Promise<string> {
    const { default: Shown } = await import('./Picture.svelte');
    const { fixtureStore: storeOf } = await import('../../../test/fixtures/store.svelte');
    const { render: draw } = await import('svelte/server');
    const { addressAs } = await import('../words.svelte');
    addressAs('youth');
    const store: CaseStore = storeOf(unsaid, 'noor');
    const props = { store, item: null, part: 'all', room: null, onroom: () => undefined, onclose: () => undefined };
    return draw(Shown, { props: { ...props, part: 'all' as const } }).body;
  }

  it('names on a phone together what nobody talked about yet, where its links lead to each', async () => {
    [phone, paper] = [true, false];
    const page = await whole();
    // At the question, and of all the rest.
    expect(times(page, 'Nog niet besproken')).toBe(2);
    expect(hrefs(page).size).toBe(PARTS.length);
    expect(page).not.toContain('id="part-plan"');
  });

  it('says it at every part on a large screen and on paper', async () => {
    for (const now of [
      [false, false],
      [true, true],
    ] as const) {
      [phone, paper] = now;
      const page = await whole();
      expect(times(page, 'Nog niet besproken')).toBe(PARTS.length);
      for (const part of PARTS) expect(page).toContain(`id="part-${part}"`);
    }
  });
});

describe('the four questions', () => {
  const store = fixtureStore(told, 'noor');

  it('stand folded at the plan, also when nothing is in it', () => {
    const section = (part: (typeof PARTS)[number], rows = store.parts.find((one) => one.id === part)?.rows ?? []) =>
      render(PartSection, { props: { store, part: { id: part, rows }, chosen: null } }).body;
    for (const page of [section('plan'), section('plan', [])]) {
      expect(page).toContain('<summary');
      expect(page).toContain('Vier vragen die verder helpen');
    }
    expect(section('help')).not.toContain('Vier vragen');
  });

  it('each lead to where their answer is written down', () => {
    const asked = render(FourAsked, { props: { store } }).body.split('<li').slice(1);
    const starts = asked.map((one) => [...one.matchAll(/href="#\/van-mij\/([a-z]+)"/g)].map((link) => link[1]));
    expect(starts).toEqual([['wish'], ['person', 'tie'], ['help'], []]);
    expect(asked[3]).toContain('Een stap');
    expect(asked[3]).not.toMatch(/Een doel|Een afspraak/);
  });
});
