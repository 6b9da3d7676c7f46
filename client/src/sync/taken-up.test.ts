// What waited on the device before the page began, in its document again.
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { BOARD, OneClient, one, say } from '../../test/one-client';

const TEXT = 'text:card/a/text';

/** A document the server holds, and what somebody wrote in it without a connection, under an earlier client id. */
function left(write: (doc: Y.Doc) => void): { there: Y.Doc; edits: Uint8Array[] } {
  const there = new Y.Doc();
  there.clientID = 5;
  there.getText(TEXT).insert(0, 'wij  samen');
  there.getMap('card').set('a/title', 'van een ander');
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(there));
  doc.clientID = 77;
  const edits: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => edits.push(update));
  write(doc);
  return { there, edits };
}

/** The next page, in which that was taken up. */
function next(edits: readonly Uint8Array[], answer?: OneClient['answer']) {
  const client = new OneClient();
  if (answer !== undefined) client.answer = answer;
  const board = one(client.session.open([BOARD]));
  const numbers = edits.map((edit) => board.takeUp(edit));
  return { client, board, numbers };
}

describe('what waited on the device', () => {
  it('stands where it was written once what it leans on is there, goes with the first Step2, and is told to be saved only then', async () => {
    const { there, edits } = left((doc) => {
      doc.getText(TEXT).insert(4, 'doen');
      doc.getText(TEXT).insert(8, '!');
    });
    const { client, board, numbers } = next(edits);
    expect([numbers, board.waiting, client.session.unsent()]).toEqual([[1, 2], 2, true]);
    await client.clock.pass(0);
    client.socket.events.opened();
    client.hear(say.granted(BOARD), say.sync(BOARD, 1, Y.encodeStateAsUpdate(there)));
    client.sent();
    client.hear(say.sync(BOARD, 0, Y.encodeStateVector(there)));
    expect(board.doc.getText(TEXT).toString()).toBe('wij doen! samen');
    expect(client.session.state).toEqual({ kind: 'saving', waiting: 2 });
    // All of it, once.
    expect(client.sent().length).toBe(1);
    expect([board.owns(77), board.owns(5)]).toEqual([true, false]);
    client.hear(say.status(BOARD, true));
    expect([client.session.state, client.copies]).toEqual([{ kind: 'saved' }, []]);
  });

  it('is a copy when the server refuses it (E1)', async () => {
    const { there, edits } = left((doc) => doc.getText(TEXT).insert(4, 'mijn woorden'));
    const { client } = next(edits);
    await client.clock.pass(0);
    client.socket.events.opened();
    client.hear(
      say.granted(BOARD),
      say.sync(BOARD, 1, Y.encodeStateAsUpdate(there)),
      say.sync(BOARD, 0, Y.encodeStateVector(there)),
      say.status(BOARD, false),
      say.close(BOARD, '4403 write-forbidden'),
    );
    expect(one(client.copies)).toMatchObject({ code: 'write-forbidden', words: [{ value: 'mijn woorden' }] });
    expect(client.session.unsent()).toBe(false);
  });

  it('is a copy when its document can’t be opened any more', async () => {
    const { edits } = left((doc) => {
      doc.getText(TEXT).insert(4, 'mijn woorden');
      doc.getMap('card').set('b/title', 'een titel');
    });
    const { client } = next(edits, async () => [{ document: BOARD, code: 'not-found' }]);
    await client.clock.pass(0);
    expect(one(client.copies).words.map((one) => one.value)).toEqual(['mijn woorden', 'een titel']);
  });

  it('is a copy when somebody else’s words count in its place (H6)', async () => {
    const { there, edits } = left((doc) => doc.getMap('card').set('a/title', 'mijn titel'));
    // Both were written without knowing each other; the higher client id counts.
    there.clientID = 99;
    there.getMap('card').set('a/title', 'andere titel');
    const { client, board } = next(edits);
    board.doc.getMap('card');
    await client.clock.pass(0);
    client.socket.events.opened();
    client.join(BOARD, there);
    expect(board.doc.getMap('card').get('a/title')).toBe('andere titel');
    expect(client.copies.map((copy) => copy.words)).toEqual([[{ root: 'card', key: 'a/title', value: 'mijn titel' }]]);
  });

  it('does not make the page ask before it goes while it lies on the device, and the state says where it is', async () => {
    const { client } = next(left((doc) => doc.getText(TEXT).insert(4, 'doen')).edits);
    expect(client.session.onlyHere()).toBe(true);
    const keeper = { keeps: true, holds: () => true };
    client.session.keeper = keeper;
    expect(client.session.onlyHere()).toBe(false);
    await client.clock.pass(11_000);
    expect(client.session.state).toEqual({ kind: 'local', waiting: 1, kept: true });
    keeper.keeps = false;
    client.session.kept();
    expect(client.session.state).toEqual({ kind: 'local', waiting: 1 });
    keeper.keeps = true;
    client.session.hold();
    client.session.kept();
    expect(client.session.state).toEqual({ kind: 'local', waiting: 1 });
  });
});
