import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { wordsOf } from './afresh';

describe('words of a refused update', () => {
  it('are the words that were typed, not those of others around them, nor what was stored before', () => {
    const doc = new Y.Doc();
    const other = new Y.Doc();
    other.getText('text:card/a/text').insert(0, 'Woorden van een ander.');
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other), 'remote');
    const text = doc.getText('text:card/a/text');
    text.insert(text.length, ' Eerst dit.');
    const stored = Y.encodeStateVector(doc);
    text.insert(text.length, ' Dan dat.');
    text.insert(0, 'En vooraan: ');
    text.delete(12, 7);
    expect(wordsOf(doc, Y.encodeStateAsUpdate(doc, stored))).toEqual([
      { root: 'text:card/a/text', key: undefined, value: 'En vooraan: … Dan dat.' },
    ]);
  });

  it('are the values that were set, and nothing where something was only taken away', () => {
    const doc = new Y.Doc();
    doc.getText('t').insert(0, 'weg');
    doc.getMap('factor').set('a/title', 'eerst');
    const stored = Y.encodeStateVector(doc);
    doc.getText('t').delete(0, 3);
    doc.getMap('factor').set('a/title', 'daarna');
    expect(wordsOf(doc, Y.encodeStateAsUpdate(doc, stored))).toEqual(
      expect.arrayContaining([{ root: 'factor', key: 'a/title', value: 'daarna' }]),
    );
    expect(wordsOf(doc, Y.encodeStateAsUpdate(doc, stored)).map((one) => one.value)).not.toContain('weg');
  });
});
