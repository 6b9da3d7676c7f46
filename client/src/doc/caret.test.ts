import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { placeOf, whereIs } from './caret';

const ROOT = 'text:card/a/text';

it('a place stays beside its characters when others write', () => {
  const doc = new Y.Doc();
  const text = doc.getText(ROOT);
  text.insert(0, 'wij doen samen');
  const place = placeOf(doc, ROOT, 4, 8);
  text.insert(0, 'ja, ');
  text.insert(4 + 8, ' het');
  expect(whereIs(doc, place)).toEqual({ start: 8, end: 12 });
  expect(whereIs(doc, placeOf(doc, ROOT, -5, 999))).toEqual({ start: 0, end: text.length });
});

it('a place of another document, or in another root, is nowhere', () => {
  const doc = new Y.Doc();
  doc.getText(ROOT).insert(0, 'hier');
  const elsewhere = new Y.Doc();
  elsewhere.getText(ROOT).insert(0, 'daar');
  expect(whereIs(doc, placeOf(elsewhere, ROOT, 2, 2))).toBeUndefined();
  expect(whereIs(doc, { ...placeOf(doc, ROOT, 1, 1), text: 'text:card/b/text' })).toBeUndefined();
  expect(whereIs(doc, { ...placeOf(doc, ROOT, 1, 1), text: 'factor' })).toBeUndefined();
});
