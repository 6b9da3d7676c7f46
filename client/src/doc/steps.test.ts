import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { recorded } from './steps';
import { putItem, withdrawItem } from './write';

const FACTOR = '11111111-1111-4111-8111-111111111111';

function voice(): Y.Doc {
  const doc = new Y.Doc();
  putItem(doc, 'factor', FACTOR, { title: 'Vaak ruzie', holder: ['family', 'school'] });
  return doc;
}
const everything = (doc: Y.Doc) => Object.fromEntries([...doc.getMap('factor')].sort());

/** What was inserted since `from`, in the order of the document's clocks. */
function insertedSince(doc: Y.Doc, from: Uint8Array): unknown[] {
  return Y.decodeUpdate(Y.encodeStateAsUpdate(doc, from)).structs.flatMap((struct) =>
    struct instanceof Y.Item ? struct.content.getContent() : [],
  );
}

describe('taking back', () => {
  it('brings back what was taken away, as inserts equal to what went', () => {
    const doc = voice();
    const before = everything(doc);
    const { step } = recorded('withdraw', [doc], () => withdrawItem(doc, 'factor', FACTOR));
    expect(everything(doc)).toEqual({ [`${FACTOR}/withdrawn`]: true });
    const from = Y.encodeStateVector(doc);
    expect(step?.undo()).toBe('changed');
    expect(everything(doc)).toEqual(before);
    expect(insertedSince(doc, from).sort()).toEqual(Object.values(before).sort());
    expect(step?.redo()).toBe('changed');
    expect(everything(doc)).toEqual({ [`${FACTOR}/withdrawn`]: true });
  });

  it('is one step over several documents', () => {
    const [one, other] = [new Y.Doc(), new Y.Doc()];
    const { step } = recorded('share', [one, other], () => {
      putItem(one, 'factor', FACTOR, { title: 'Vaak ruzie' });
      other.getMap('draft').set(`${FACTOR}/shared`, true);
    });
    step?.undo();
    expect([one.getMap('factor').size, other.getMap('draft').size]).toEqual([0, 0]);
    step?.redo();
    expect([one.getMap('factor').size, other.getMap('draft').size]).toEqual([1, 1]);
  });

  it('leaves alone what somebody else changed since', () => {
    const [mine, theirs] = [voice(), new Y.Doc()];
    const { step } = recorded('edit', [mine], () => putItem(mine, 'factor', FACTOR, { title: 'Ruzie', source: 'ik' }));
    Y.applyUpdate(theirs, Y.encodeStateAsUpdate(mine));
    theirs.getMap('factor').set(`${FACTOR}/title`, 'Onrust');
    Y.applyUpdate(mine, Y.encodeStateAsUpdate(theirs), 'remote');
    expect(step?.undo()).toBe('changed');
    expect(mine.getMap('factor').get(`${FACTOR}/title`)).toBe('Onrust');
    expect(mine.getMap('factor').has(`${FACTOR}/source`)).toBe(false);
  });

  it('says when there is nothing left to take back', () => {
    const [mine, theirs] = [voice(), new Y.Doc()];
    const { step } = recorded('edit', [mine], () => putItem(mine, 'factor', FACTOR, { title: 'Ruzie' }));
    Y.applyUpdate(theirs, Y.encodeStateAsUpdate(mine));
    theirs.getMap('factor').set(`${FACTOR}/title`, 'Onrust');
    Y.applyUpdate(mine, Y.encodeStateAsUpdate(theirs), 'remote');
    expect(step?.undo()).toBe('overtaken');
  });

  it('leaves the id of a thing that others said something of, as withdrawn', () => {
    const doc = new Y.Doc();
    const { step } = recorded('share', [doc], () => putItem(doc, 'factor', FACTOR, { title: 'Ruzie' }));
    step?.undo((id) => id === FACTOR);
    expect(everything(doc)).toEqual({ [`${FACTOR}/withdrawn`]: true });
    step?.redo();
    expect(everything(doc)).toEqual({ [`${FACTOR}/title`]: 'Ruzie' });
  });

  it('is nothing where nothing changed, and knows nothing of what came after', () => {
    const doc = voice();
    expect(recorded('nothing', [doc], () => 7)).toEqual({ result: 7, step: undefined });
    const { step } = recorded('edit', [doc], () => putItem(doc, 'factor', FACTOR, { title: 'Eerst' }));
    putItem(doc, 'factor', FACTOR, { source: 'later' });
    step?.undo();
    expect(doc.getMap('factor').get(`${FACTOR}/source`)).toBe('later');
    expect(doc.getMap('factor').get(`${FACTOR}/title`)).toBe('Vaak ruzie');
  });

  it('takes back a change of a joint text and no word of anyone else', () => {
    const words = fc
      .array(fc.constantFrom('wij', 'samen', 'thuis', 'rust'), { maxLength: 8 })
      .map((all) => all.join(' '));
    fc.assert(
      fc.property(words, words, fc.nat(30), fc.nat(30), (before, mine, at, until) => {
        const [here, there] = [new Y.Doc(), new Y.Doc()];
        const text = here.getText('t');
        text.insert(0, before);
        const { step } = recorded('edit', [here], () => {
          const from = Math.min(at, until, text.length);
          text.delete(from, Math.min(text.length, Math.max(at, until)) - from);
          text.insert(from, mine);
        });
        Y.applyUpdate(there, Y.encodeStateAsUpdate(here));
        there.getText('t').insert(Math.min(until, there.getText('t').length), '#van een ander#');
        Y.applyUpdate(here, Y.encodeStateAsUpdate(there), 'remote');
        step?.undo();
        expect(text.toString().replace('#van een ander#', '')).toBe(before);
        expect(text.toString()).toContain('#van een ander#');
      }),
    );
  });
});
