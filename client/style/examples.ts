// What the fixture has no example of, for the pages of components.
import type { Picture } from '../src/schema.gen';
import type { RemovedView } from '../src/views/live/removed-actions';
import { type Part, type Row, row, type Standing } from '../src/views/picture/rows';
import { everyRow } from '../src/views/picture/select';
import type { CaseStore, ConflictView, DraftView, SyncState, WritingView } from '../src/views/store';
import { fixtureStore } from '../test/fixtures/store.svelte';

/** What every page is made from: the case as Noor sees it, and as who leads the talks does. */
export interface AreaProps extends Record<string, unknown> {
  noor: CaseStore;
  chair: CaseStore;
}

/** The same store, but for some of what it says. */
export function but(store: CaseStore, changes: Partial<CaseStore>): CaseStore {
  return Object.create(store, Object.getOwnPropertyDescriptors(changes)) as CaseStore;
}

/** The case of the same person after something in it was changed. */
export function after(store: CaseStore, change: (picture: Picture) => void): CaseStore {
  const picture = structuredClone(store.picture);
  change(picture);
  return fixtureStore(picture, store.me.person);
}

/** The case of the same person in which nothing was said yet. */
export const unsaidCase = (store: CaseStore): CaseStore =>
  after(store, (picture) => {
    Object.assign(picture, { items: [], loops: [], drafts: [], joint_orders: [], own_orders: [], positions: [] });
  });

/** The first row of a picture that is like this. */
export function rowLike(parts: readonly Part[], is: (row: Row) => boolean): Row {
  for (const one of everyRow(parts)) if (is(one)) return one;
  throw new Error('the fixture has no such row');
}

/** How a style has to be told nothing happened. */
export const nothing = (): undefined => undefined;

const BLANK = { kind: 'factor', room: 'core' };
const standing = (person: string, is: Standing['is'], words: string | null = null, stale = false): Standing => ({
  person,
  is,
  words,
  stale,
});

const told = row({
  ...BLANK,
  id: 'told',
  words: 'Daan wil dat het stil is bij het eten',
  by: 'noor',
  scribe: 'youssef',
});

const draft: DraftView = {
  id: 'draft',
  kind: 'factor',
  words: 'Ik slaap slecht als er ruzie is geweest',
  fields: { title: 'Ik slaap slecht als er ruzie is geweest', roles: ['problem'], holder: ['noor', 'family'] },
  wordsOf: null,
  room: null,
  sharedIn: null,
};

const sync: readonly SyncState[] = [
  { kind: 'saved' },
  { kind: 'saving', waiting: 1 },
  { kind: 'joining' },
  { kind: 'reading' },
  { kind: 'copy' },
  { kind: 'local', waiting: 0 },
  { kind: 'local', waiting: 2 },
];

const copies: readonly ConflictView[] = [
  { id: 'here', words: 'Ik wil dat opa er ook bij komt.', room: 'core', draft: null },
  { id: 'kept', words: 'De ochtend ging drie keer goed.\nDat was fijn.', room: 'school', draft: 'kept' },
];

const stood: readonly RemovedView[] = [
  {
    words: 'Elke ochtend zonder school gaf ruzie.',
    by: ['marloes', 'noor'],
    removedBy: 'youssef',
    day: '2026-11-18',
    before: 'Ouders praatten via Noor. ',
    after: ' Hulp kwam laat',
  },
  { words: ' thuis', by: ['jeroen'], removedBy: null, day: '2026-11-19', before: 'druk', after: '.' },
];

/** A samen-kaartje that gathers what two people said. */
export function cardIn({ items }: Picture): Picture['items'][number] {
  const said = items.filter((one) => one.kind === 'factor' && one.room === 'core').slice(0, 2);
  const like = said[0];
  if (like === undefined) throw new Error('the fixture has no factors');
  return {
    ...structuredClone(like),
    id: 'card',
    kind: 'card',
    by: null,
    marks: [],
    shared_state: 'open',
    fields: {
      shape: 'factor',
      said_together: 'De ochtend is voor iedereen moeilijk.',
      gathers: said.map((one) => one.id),
      off_table: null,
      roles: ['maintaining'],
      holder: ['family'],
      domain: null,
      knowledge: null,
      generation: null,
      strength_now: null,
      from: null,
      to: null,
      kind: null,
      polarity: null,
      strength: null,
      certainty: null,
    },
  };
}

/** A session in which two others write along. */
export function writing(item: string, changes: Partial<WritingView> = {}): WritingView {
  return {
    item,
    field: 'text',
    persons: ['youssef', 'noor', 'marloes'],
    carets: [
      { person: 'noor', at: 34 },
      { person: 'marloes', at: 180 },
    ],
    bind: () => nothing,
    canUndo: true,
    canRedo: false,
    full: false,
    undo: nothing,
    redo: nothing,
    asked: null,
    ...changes,
  };
}

/** By part of the page. */
export const EXAMPLES = {
  sync,
  copies,
  stood,
  told,
  pairs: [
    ['default-color-document', 'default-bg-document'],
    ['default-color-subtle', 'default-bg-default'],
    ['default-color-document', 'default-bg-subtle'],
    ['action-1-color-default', 'action-1-bg-default'],
    ['action-1-color-subtle', 'action-1-bg-subtle'],
    ['positive-color-subtle', 'positive-bg-subtle'],
    ['warning-color-subtle', 'warning-bg-subtle'],
    ['highlight-color-subtle', 'highlight-bg-subtle'],
    ['negative-color-subtle', 'negative-bg-subtle'],
    ['negative-color-default', 'negative-bg-default'],
  ] as [string, string][],
  rows: [
    ['withdrawn', row({ ...BLANK, id: 'gone', words: '', withdrawn: true, by: 'jeroen' })],
    ['no words yet', row({ ...BLANK, id: 'blank', kind: 'explanation', words: '', joint: true })],
    ['written down by someone else', told],
  ] as [string, Row][],
  whose: [
    { by: 'noor', joint: false, scribe: null },
    { by: null, joint: true, scribe: null },
    { by: 'noor', joint: false, scribe: 'youssef' },
  ],
  standings: [
    [standing('marloes', 'agree'), standing('jeroen', 'agree'), standing('noor', 'agree', 'Het gaat nog steeds door.')],
    [standing('marloes', 'partly', 'Soms wel.'), standing('jeroen', 'disagree', 'Ik zie dat thuis niet.')],
    [standing('youssef', 'unknown'), standing('femke', 'agree', null, true)],
  ],
  draft,
};
