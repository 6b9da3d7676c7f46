import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { read } from '../../doc/read';
import { CannotDo } from '../store';
import { Copies } from './copies.svelte';

const SELF = 'g/self:noor/voice.noor';

function kept(self: { name: string; doc: Y.Doc } | undefined) {
  let held = 0;
  const copies = new Copies({
    self: () => self,
    hold: () => {
      held += 1;
    },
    letGo: () => {
      held -= 1;
    },
    changed: () => undefined,
  });
  return { copies, onlyHere: () => held };
}
const drafts = (doc: Y.Doc) => read(SELF, doc).drafts.map((draft) => [draft.kind, draft.shared, draft.texts.text]);

describe('words that could not be put where they were written', () => {
  it('go to one’s own room at once, and stay there when the copy is taken', () => {
    const doc = new Y.Doc();
    const { copies, onlyHere } = kept({ name: SELF, doc });
    copies.add('g/school/voice.noor', 'Ik ben bang in de klas.');
    expect(copies.list).toMatchObject([{ words: 'Ik ben bang in de klas.', room: 'school' }]);
    expect([drafts(doc), onlyHere()]).toEqual([[['story', false, 'Ik ben bang in de klas.']], 0]);
    const draft = copies.take(copies.list[0]?.id ?? '');
    expect([copies.list, read(SELF, doc).drafts[0]?.id]).toEqual([[], draft]);
  });

  it('are gone everywhere when they are thrown away', () => {
    const doc = new Y.Doc();
    const { copies } = kept({ name: SELF, doc });
    copies.add('g/core/board', 'te veel');
    copies.putAway(copies.list[0]?.id ?? '');
    expect([copies.list, drafts(doc)]).toEqual([[], []]);
  });

  it('are held by the page when one’s own room can’t take them, until they are taken or thrown away', () => {
    const doc = new Y.Doc();
    const { copies, onlyHere } = kept({ name: SELF, doc });
    copies.add(SELF, 'alleen voor mij');
    copies.add('g/core/board', 'x'.repeat(20_000));
    expect([copies.list.map((copy) => copy.draft), onlyHere(), drafts(doc)]).toEqual([[null, null], 2, []]);
    copies.take(copies.list[0]?.id ?? '');
    copies.putAway(copies.list[0]?.id ?? '');
    expect([copies.list, onlyHere(), drafts(doc)]).toEqual([[], 0, [['story', false, 'alleen voor mij']]]);
  });

  it('stay where they are when there is no room of one’s own to take them to', () => {
    const { copies, onlyHere } = kept(undefined);
    copies.add('g/core/board', 'blijft staan');
    expect(() => copies.take(copies.list[0]?.id ?? '')).toThrow(CannotDo);
    expect([copies.list.length, onlyHere()]).toEqual([1, 1]);
  });
});
