// What the fixture has no example of, for the page of components.
import { type Row, row, type Standing } from '../src/views/picture/rows';
import type { DraftView } from '../src/views/store';

const BLANK = { kind: 'factor', room: 'core' };
const standing = (person: string, is: Standing['is'], words: string | null = null, stale = false): Standing => ({
  person,
  is,
  words,
  stale,
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

/** By part of the page. */
export const EXAMPLES = {
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
    [
      'written down by someone else',
      row({ ...BLANK, id: 'told', words: 'Daan wil dat het stil is bij het eten', by: 'noor', scribe: 'youssef' }),
    ],
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
