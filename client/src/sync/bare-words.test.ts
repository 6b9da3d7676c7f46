import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { bareWords } from './bare-words';

/** The edits of `write`, alone, on top of what stands there. */
function edits(stands: (doc: Y.Doc) => void, write: (doc: Y.Doc) => void): Uint8Array {
  const doc = new Y.Doc();
  stands(doc);
  const before = Y.encodeStateVector(doc);
  const updates: Uint8Array[] = [];
  doc.clientID += 1;
  doc.on('update', (update: Uint8Array) => updates.push(update));
  write(doc);
  expect(before).toBeDefined();
  return Y.mergeUpdates(updates);
}

it('reads what was typed, key by key, though what it leans on is not here', () => {
  const update = edits(
    (doc) => doc.getText('text:a').insert(0, 'Dit stond er al.'),
    (doc) => {
      const text = doc.getText('text:a');
      for (const sign of ' En dit is van mij') text.insert(text.length, sign);
      text.delete(text.length - 4, 4);
      text.insert(0, 'Ook dit. ');
    },
  );
  expect(bareWords(update).map((one) => one.value)).toEqual([' En dit is van', 'Ook dit. ']);
});

it('reads what was said last of a key, and nothing that was taken away', () => {
  const update = edits(
    () => undefined,
    (doc) => {
      const map = doc.getMap('factor');
      map.set('a/title', 'eerst');
      map.set('a/title', 'samen eten');
      map.set('b/title', 'weg');
      map.delete('b/title');
    },
  );
  expect(bareWords(update)).toEqual([{ root: 'factor', key: 'a/title', value: 'samen eten' }]);
});
