import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { draftText, dropDraft, pointDraft, putDraft, startDraft, typeDraft } from './draft-write';
import { read } from './read';
import { cleanText, putItem, putMark, WriteError, withdrawItem } from './write';

const ID = '6b2f0c1e-6a0b-4c3d-9c4b-0a1b2c3d4e5f';
const ABOUT = 'e3b0c44298fc1c149afbf4c8996fb924';
const VOICE = 'gezin/core/voice.noor';
const SELF = 'gezin/self:noor/voice.noor';

describe('writing an item', () => {
  it('lays it out in flat keys that reading understands (D4)', () => {
    const doc = new Y.Doc();
    putItem(doc, 'factor', ID, { title: 'Slaapt slecht', roles: ['maintaining'], holder: ['noor', 'school'] });
    expect(Object.fromEntries(doc.getMap('factor').entries())).toEqual({
      [`${ID}/title`]: 'Slaapt slecht',
      [`${ID}/roles/maintaining`]: true,
      [`${ID}/holder/noor`]: true,
      [`${ID}/holder/school`]: true,
    });
    expect(read(VOICE, doc).reports).toEqual([]);
  });

  it('replaces a text whole, by one write (D7)', () => {
    const doc = new Y.Doc();
    putItem(doc, 'factor', ID, { title: 'Slaapt slecht' });
    let writes = 0;
    doc.on('update', () => {
      writes += 1;
    });
    putItem(doc, 'factor', ID, { title: 'Slaapt weer goed' });
    expect(writes).toBe(1);
    expect(doc.getMap('factor').get(`${ID}/title`)).toBe('Slaapt weer goed');
  });

  it('takes out the members of a set that are not given any more', () => {
    const doc = new Y.Doc();
    putItem(doc, 'factor', ID, { title: 'Slaapt slecht', holder: ['noor', 'school'] });
    putItem(doc, 'factor', ID, { holder: ['school'] });
    expect(doc.getMap('factor').has(`${ID}/holder/noor`)).toBe(false);
  });

  it('refuses it whole when one field does not fit', () => {
    const doc = new Y.Doc();
    for (const fields of [
      { title: 'x'.repeat(81) },
      { title: '  ' },
      { title: 'goed', roles: ['schuldig'] },
      { title: 'goed', onbekend: 'x' },
      { roles: ['problem'] },
    ]) {
      expect(() => putItem(doc, 'factor', ID, fields)).toThrow(WriteError);
    }
    expect(doc.getMap('factor').size).toBe(0);
  });

  it('counts characters as a person does (D10)', () => {
    const family = '👨‍👩‍👧';
    expect(cleanText(family.repeat(80), 80)).toBe(family.repeat(80));
    expect(cleanText(family.repeat(81), 80)).toBeUndefined();
    expect(cleanText('a\u0000b', 80)).toBeUndefined();
  });

  it('leaves only the id of what is withdrawn (D9)', () => {
    const doc = new Y.Doc();
    putItem(doc, 'factor', ID, { title: 'Slaapt slecht', roles: ['maintaining'] });
    withdrawItem(doc, 'factor', ID);
    expect(Object.fromEntries(doc.getMap('factor').entries())).toEqual({ [`${ID}/withdrawn`]: true });
  });
});

describe('writing a mark', () => {
  it('is one plain value (D12)', () => {
    const doc = new Y.Doc();
    putMark(doc, ID, 'standpoint', { is: 'disagree', words: 'Zo is het niet.', about: ABOUT });
    putMark(doc, ID, 'standpoint', { is: 'agree', words: null, about: ABOUT });
    expect(doc.getMap('mark').toJSON()).toEqual({ [`${ID}/standpoint`]: { is: 'agree', about: ABOUT } });
  });

  it('refuses what is no standpoint', () => {
    const doc = new Y.Doc();
    expect(() => putMark(doc, ID, 'standpoint', { is: 'maybe', words: null, about: ABOUT })).toThrow(WriteError);
    expect(() => putMark(doc, ID, 'meaning', { is: true, words: null, about: ABOUT })).toThrow(WriteError);
  });
});

describe('a draft', () => {
  it('is read as one, and points to the shared copy afterwards (D6)', () => {
    const doc = new Y.Doc();
    startDraft(doc, 'factor', ID);
    typeDraft(doc, ID, 'title', 'Muziek');
    typeDraft(doc, ID, 'title', 'Muziek helpt');
    putDraft(doc, 'factor', ID, { roles: ['protective'] });
    expect(read(SELF, doc).drafts).toMatchObject([
      { id: ID, kind: 'factor', shared: false, sets: { roles: ['protective'] }, texts: { title: 'Muziek helpt' } },
    ]);
    pointDraft(doc, ID, 'core');
    expect(read(SELF, doc).drafts).toMatchObject([{ id: ID, room: 'core', shared: true, sets: {}, texts: {} }]);
    expect(draftText(doc, ID, 'title')).toBe('');
  });

  it('leaves nothing when it is thrown away', () => {
    const doc = new Y.Doc();
    startDraft(doc, 'factor', ID);
    typeDraft(doc, ID, 'title', 'Weg ermee');
    dropDraft(doc, ID);
    expect(read(SELF, doc).drafts).toEqual([]);
    expect(draftText(doc, ID, 'title')).toBe('');
  });
});
