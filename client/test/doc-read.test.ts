// Reading a document: what is taken over, what is skipped, and that nothing in a document makes it throw.
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { fingerprint, roundId, words } from '../src/doc/fingerprint';
import { byCodePoint, documentName, isItemId } from '../src/doc/names';
import { read } from '../src/doc/read';
import type { Reading } from '../src/doc/reading';
import { clean, isDate, isLonger, parseText } from '../src/doc/text';
import { plain } from '../src/doc/value';

const A = '6b2f0c1e-6a0b-4c3d-9c4b-0a1b2c3d4e5f';
const B = '7b2f0c1e-6a0b-8c3d-ac4b-0a1b2c3d4e5f';
const VOICE = 'g/core/voice.noor';
const PRINT = 'e3b0c44298fc1c149afbf4c8996fb924';

type Roots = Record<string, Record<string, unknown>>;

function documentOf(roots: Roots, texts: Record<string, string> = {}): Y.Doc {
  const doc = new Y.Doc();
  for (const [root, entries] of Object.entries(roots)) {
    for (const [key, value] of Object.entries(entries)) doc.getMap(root).set(key, value);
  }
  for (const [root, text] of Object.entries(texts)) doc.getText(root).insert(0, text);
  return doc;
}

const readVoice = (roots: Roots, texts?: Record<string, string>): Reading => read(VOICE, documentOf(roots, texts));
const reasons = (reading: Reading) => reading.reports.map(({ item, field, reason }) => [item, field, reason]);

describe('reading a document', () => {
  // D4
  it('gives an item every field of its kind', () => {
    const found = readVoice({ factor: { [`${A}/title`]: 'Slaapt slecht', [`${A}/roles/problem`]: true } });
    expect(found.items).toStrictEqual([
      {
        id: A,
        kind: 'factor',
        fields: {
          title: 'Slaapt slecht',
          story: null,
          roles: ['problem'],
          holder: [],
          domain: null,
          knowledge: null,
          source: null,
          generation: null,
          strength_now: null,
        },
        words_of: null,
        words_from: null,
        adopts: null,
        same_as: null,
      },
    ]);
    expect(found.reports).toEqual([]);
  });

  // D8
  it('reports what is not valid, once, and reads the rest', () => {
    const found = readVoice({
      factor: {
        [`${A}/title`]: 'Ruzie',
        [`${A}/domain`]: 'Care',
        [`${A}/generation`]: 2.5,
        [`${A}/roles/krom`]: true,
        [`${A}/roles/kreupel`]: true,
        [`${A}/nooit`]: 1,
        [`${B}/story`]: 'zonder titel',
        krom: 1,
      },
      vreemd: { a: 1 },
    });
    expect(found.items.map((item) => item.id)).toEqual([A]);
    expect(reasons(found)).toEqual([
      [null, null, 'bad_key'],
      [null, null, 'unknown_root'],
      [A, null, 'unknown_field'],
      [A, 'domain', 'bad_value'],
      [A, 'generation', 'bad_value'],
      [A, 'roles', 'bad_value'],
      [B, 'title', 'missing_required'],
    ]);
  });

  // D9
  it('shows of a withdrawn item only that it was there', () => {
    const found = readVoice({ wish: { [`${A}/withdrawn`]: true, [`${A}/text`]: 'weg' } });
    expect(found.items).toEqual([expect.objectContaining({ id: A, kind: 'wish', fields: null })]);
  });

  // D12
  it('takes a mark whole or not at all', () => {
    const mark = { is: 'agree', about: PRINT };
    const found = readVoice({
      mark: {
        [`${A}/standpoint`]: mark,
        [`${B}/standpoint`]: { ...mark, about: 'kort' },
        [`${A}/meaning`]: { is: true, about: PRINT },
        [`${A}/told_on`]: { is: '2026-02-30', about: PRINT },
        [`${A}/objection`]: { is: true, about: PRINT, words: 'Ik wil dit niet' },
        [`${A}/vreemd`]: mark,
      },
    });
    expect(found.marks).toEqual([
      [A, { field: 'standpoint', is: 'agree', words: null, about: PRINT }],
      [A, { field: 'objection', is: true, words: 'Ik wil dit niet', about: PRINT }],
    ]);
    expect(reasons(found)).toEqual([
      [A, null, 'unknown_field'],
      [A, 'meaning', 'bad_value'],
      [A, 'told_on', 'bad_value'],
      [B, 'standpoint', 'bad_value'],
    ]);
  });

  // D5
  it('orders by key, and equal keys by id', () => {
    const order = { [B]: 'a', [A]: 'a', '8b2f0c1e-6a0b-4c3d-9c4b-0a1b2c3d4e5f': 'Z' };
    expect(readVoice({ order }).order).toEqual(['8b2f0c1e-6a0b-4c3d-9c4b-0a1b2c3d4e5f', A, B]);
  });

  // D6
  it('shows a joint text in full, whatever was typed into it', () => {
    const doc = documentOf(
      { card: { [`${A}/shape`]: 'factor' } },
      { [`text:card/${A}/said_together`]: 'x\0'.repeat(4001) },
    );
    const found = read('g/core/board', doc);
    expect(found.items[0]?.fields?.said_together).toBe('x'.repeat(4001));
    expect(reasons(found)).toEqual([[A, 'said_together', 'too_long']]);
  });

  // D6
  it('does not judge what is still being written', () => {
    const found = readVoice(
      { draft: { [`${A}/kind`]: 'card', [`${A}/item_kind`]: 'krom', [`${A}/holder/Krom!`]: true } },
      { [`draft:${A}/title`]: 'Half' },
    );
    expect(found.drafts).toEqual([
      {
        id: A,
        kind: 'card',
        room: null,
        shared: false,
        values: { kind: 'krom' },
        sets: { holder: ['Krom!'] },
        texts: { title: 'Half' },
      },
    ]);
  });

  it('does not throw on names that every object has', () => {
    for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
      const doc = documentOf(
        {
          [name]: { a: 1 },
          factor: { [`${A}/${name}`]: 1, [`${A}/roles/${name}`]: true },
          mark: { [`${A}/${name}`]: { is: true, about: PRINT } },
          draft: { [`${A}/${name}`]: 1, [`${A}/kind`]: name },
          desk: { [name]: 1 },
          position: { [`noor/${name}`]: '1,2' },
        },
        { [`draft:${A}/${name}`]: 'x', [`text:card/${A}/${name}`]: 'x', [`text:${name}/${A}/text`]: 'x' },
      );
      for (const document of [VOICE, 'g/core/board', 'g/core/desk']) {
        const found = read(document, doc);
        expect(found.items).toEqual([]);
        expect(found.reports.length).toBeGreaterThan(0);
      }
    }
  });

  // D11
  it('looks at roots of the wrong type without touching them', () => {
    const doc = new Y.Doc();
    doc.getText('factor').insert(0, 'geen map');
    doc.getMap(`text:card/${A}/said_together`).set('a', 1);
    doc.getArray('order').push([1]);
    doc.getMap('question').set(`${A}/text`, new Y.Text('genest'));
    expect(read(VOICE, doc).items).toEqual([]);
    expect(read('g/core/board', doc).items).toEqual([]);
    expect([...doc.share.keys()]).toEqual(['factor', `text:card/${A}/said_together`, 'order', 'question']);
    expect(() => doc.getArray('order').length).not.toThrow();
  });

  it('says nothing of what has no name of a document', () => {
    const doc = documentOf({ factor: { [`${A}/title`]: 'x' } });
    expect(read('../../etc', doc)).toMatchObject({ items: [], reports: [] });
  });
});

describe('names', () => {
  // D1
  it('are taken apart once', () => {
    expect(documentName('g/self:noor/voice.noor')).toEqual({ room: 'self:noor', home: 'voice', by: 'noor' });
    expect(documentName('g/core/board')).toEqual({ room: 'core', home: 'board', by: null });
    for (const crooked of ['', 'a/b', 'a/b/c', 'a/b/voice.', 'a/b/voice.A', 'a/b/board/x', 'a//board', 'a/b/board\n']) {
      expect(documentName(crooked), crooked).toBeUndefined();
    }
  });

  // D2
  it('of items carry no time', () => {
    expect(isItemId(A) && isItemId(B)).toBe(true);
    expect(isItemId('018f3b1c-7e1a-7c3d-9c4b-0a1b2c3d4e5f')).toBe(false);
    expect(isItemId(A.toUpperCase())).toBe(false);
  });

  it('of any kind are ordered as their bytes are', () => {
    const names = ['z', '😀', '\ue000', 'é', '', '\uffff', 'zz'];
    const bytes = [...names].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    expect(names.sort(byCodePoint)).toEqual(bytes);
  });
});

describe('texts and values', () => {
  // D10
  it('are counted as a person counts', () => {
    const family = '👨‍👩‍👧‍👦'.repeat(80);
    expect(isLonger(family, 80)).toBe(false);
    // One character, but without end.
    expect(isLonger(`a${'\u0301'.repeat(1280)}`, 80)).toBe(true);
    expect(isLonger(`${family}x`, 80)).toBe(true);
  });

  // D10
  it('are kept in one normal form', () => {
    expect(parseText('cafe\u0301\tx\r\ny', 80)).toBe('café x\ny');
    for (const crooked of ['', ' \n ', '\u2028', 'a\0b', 'a\u0085', 'x'.repeat(81)]) {
      expect(parseText(crooked, 80), JSON.stringify(crooked)).toBeUndefined();
    }
    expect(clean('a\0b\r')).toBe('ab\n');
  });

  it('are dates as precise as they are known', () => {
    for (const date of ['2026-03-14', '2026-03', '2026', '2024-02-29', '2000-02-29'])
      expect(isDate(date), date).toBe(true);
    for (const date of [
      '',
      '26',
      '2026-13',
      '2026-00',
      '2026-02-29',
      '2100-02-29',
      '2026-3-1',
      '0999',
      '2026-03-14\n',
    ]) {
      expect(isDate(date), date).toBe(false);
    }
  });

  // D4
  it('are whole numbers however they were sent', () => {
    expect([plain(3), plain(3n), plain(2 ** 53 - 1)]).toEqual([3, 3, 2 ** 53 - 1]);
    expect(Object.is(plain(-0), 0)).toBe(true);
    for (const other of [2.5, 2 ** 53, 2n ** 53n, Number.NaN, null, undefined, [1], {}])
      expect(plain(other)).toBeUndefined();
  });
});

describe('a fingerprint', () => {
  // D13
  it('is the first half of SHA-256 over the words', () => {
    expect(fingerprint('')).toBe(PRINT);
    expect(words('relation', { from: A, kind: 'causes', to: B })).toBe(`${A} causes ${B}`);
    expect(words('rating', { text: 'Goed' })).toBe('');
    expect(words('help', { name: 'Oma' })).toBe('Oma');
    expect(words('wish', null)).toBe('');
  });

  // D2
  it('names a round the same wherever it begins', () => {
    expect(roundId([A, B])).toBe(roundId([B, A]));
    expect(isItemId(roundId([A, B]))).toBe(true);
  });
});
