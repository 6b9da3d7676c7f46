import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { REMOTE } from './incoming';
import { overruledWords } from './overruled';

const NONE = new Map();

/** Somebody's document, and the edits they made in it. */
function writes(clientId: number) {
  const doc = new Y.Doc();
  doc.clientID = clientId;
  const edits: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== REMOTE) edits.push(update);
  });
  return { doc, step: doc.getMap<unknown>('step'), waiting: () => Y.mergeUpdates(edits) };
}
const hears = (doc: Y.Doc, other: Y.Doc) => Y.applyUpdate(doc, Y.encodeStateAsUpdate(other), REMOTE);

describe('own words that do not count', () => {
  it('are read from the edits that wait, when somebody else set the same key', () => {
    const [noor, jeroen] = [writes(5), writes(6)];
    noor.step.set('a/text', 'samen eten');
    jeroen.step.set('a/text', 'samen koken');
    hears(noor.doc, jeroen.doc);
    expect(noor.step.get('a/text')).toBe('samen koken');
    const told = new Set<number>();
    const words = [{ root: 'step', key: 'a/text', value: 'samen eten' }];
    expect(overruledWords(noor.doc, noor.waiting(), told, NONE)).toEqual(words);
    expect(overruledWords(noor.doc, noor.waiting(), told, NONE)).toEqual([]);
    hears(jeroen.doc, noor.doc);
    expect(overruledWords(jeroen.doc, jeroen.waiting(), new Set(), NONE)).toEqual([]);
  });

  it('are only what one said last, and nothing when one took it away oneself', () => {
    const [noor, jeroen] = [writes(5), writes(6)];
    noor.step.set('a/text', 'eerst dit');
    noor.step.set('a/text', 'toen dat');
    noor.step.set('b/text', 'weg');
    noor.step.delete('b/text');
    jeroen.step.set('a/text', 'samen koken');
    hears(noor.doc, jeroen.doc);
    const words = overruledWords(noor.doc, noor.waiting(), new Set(), NONE);
    expect(words).toEqual([{ root: 'step', key: 'a/text', value: 'toen dat' }]);
  });

  it('are nothing when somebody else said the same', () => {
    const [noor, jeroen] = [writes(5), writes(6)];
    noor.step.set('a/text', 'samen eten');
    jeroen.step.set('a/text', 'samen eten');
    hears(noor.doc, jeroen.doc);
    expect(overruledWords(noor.doc, noor.waiting(), new Set(), NONE)).toEqual([]);
  });

  it('are what the server names, also when it is not known here yet', () => {
    const noor = writes(5);
    noor.doc.getText('text:card/a/text').insert(0, 'wij eten samen');
    const named = new Map([[5, [[4, 4] as const]]]);
    const words = overruledWords(noor.doc, noor.waiting(), new Set(), named);
    expect(words).toEqual([{ root: 'text:card/a/text', key: undefined, value: 'eten' }]);
    expect(overruledWords(noor.doc, noor.waiting(), new Set(), new Map([[6, [[0, 9] as const]]]))).toEqual([]);
  });

  it('are nothing when others knew them: theirs was written or taken away after ours was stored', () => {
    const [noor, jeroen] = [writes(5), writes(6)];
    const text = noor.doc.getText('text:card/a/text');
    noor.step.set('a/text', 'samen eten');
    noor.step.set('b/text', 'samen koken');
    text.insert(0, 'wij eten samen');
    hears(jeroen.doc, noor.doc);
    jeroen.step.set('a/text', 'samen eten en koken');
    jeroen.step.delete('b/text');
    jeroen.doc.getText('text:card/a/text').delete(0, 14);
    hears(noor.doc, jeroen.doc);
    expect([noor.step.get('b/text'), text.toString()]).toEqual([undefined, '']);
    expect(overruledWords(noor.doc, noor.waiting(), new Set(), NONE)).toEqual([]);
  });

  it('are not what was typed into removed text, which stands', () => {
    const [noor, jeroen] = [writes(5), writes(6)];
    const text = noor.doc.getText('text:card/a/text');
    text.insert(0, 'wij eten samen');
    hears(jeroen.doc, noor.doc);
    text.delete(0, 14);
    const his = jeroen.doc.getText('text:card/a/text');
    his.insert(4, 'vaak ');
    hears(jeroen.doc, noor.doc);
    expect([his.toString(), overruledWords(jeroen.doc, jeroen.waiting(), new Set(), NONE)]).toEqual(['vaak ', []]);
  });
});
