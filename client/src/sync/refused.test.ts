// What becomes of words the server does not take.
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { BOARD, OneClient, one, say, VOICE } from '../../test/one-client';
import { updateFrame } from './codec';

describe('a refusal loses no words (S11, E1)', () => {
  it('becomes a copy, and the document is opened anew under another client id', async () => {
    const client = new OneClient();
    await client.ready(BOARD);
    const board = one(client.session.open([BOARD]));
    const old = board.doc;
    old.getMap('card').set('a/title', 'mijn woorden');
    client.hear(say.status(BOARD, false), say.close(BOARD, '4403 write-forbidden'));
    await client.clock.pass(0);
    expect(one(client.copies)).toMatchObject({
      document: BOARD,
      code: 'write-forbidden',
      words: [{ root: 'card', key: 'a/title', value: 'mijn woorden' }],
    });
    expect(client.session.state.kind).toBe('joining');
    const there = new Y.Doc();
    there.getMap('card').set('b/title', 'van een ander');
    client.join(BOARD, there);
    expect(board.doc).not.toBe(old);
    expect(board.doc.clientID).not.toBe(old.clientID);
    expect(board.doc.getMap('card').toJSON()).toEqual({ 'b/title': 'van een ander' });
    expect(client.session.state).toEqual({ kind: 'saved' });
    expect(client.sockets.length).toBe(1);
  });

  it('is offered once more under a fresh client id when only the id was spent, in its place', async () => {
    const client = new OneClient();
    const there = new Y.Doc();
    there.clientID = 5;
    there.getText('text:card/a/text').insert(0, 'wij  samen');
    client.session.open([BOARD]);
    await client.clock.pass(0);
    client.socket.events.opened();
    client.join(BOARD, there);
    const board = one(client.session.open([BOARD]));
    board.doc.getText('text:card/a/text').insert(4, 'doen');
    board.doc.getText('text:card/a/text').insert(8, '!');
    board.doc.getText('text:card/a/text').delete(8, 1);
    client.hear(say.status(BOARD, false), say.status(BOARD, false), say.status(BOARD, false));
    client.hear(say.close(BOARD, '4409 client-id-taken'));
    await client.clock.pass(0);
    client.sent();
    client.join(BOARD, there);
    await client.clock.pass(0);
    expect(board.doc.getText('text:card/a/text').toString()).toBe('wij doen samen');
    expect(client.session.state).toEqual({ kind: 'saving', waiting: 1 });
    const again = client.sent();
    expect(again.length).toBe(2);
    Y.applyUpdate(there, Buffer.from(one(again, 1), 'hex').subarray(updateFrame(BOARD, new Uint8Array(0)).length));
    expect(there.getText('text:card/a/text').toString()).toBe('wij doen samen');
    expect(new Set(there.store.clients.keys())).toEqual(new Set([5, board.doc.clientID]));
    client.hear(say.status(BOARD, true));
    expect(client.session.state).toEqual({ kind: 'saved' });
    expect(client.copies).toEqual([]);
  });

  it('becomes a copy when the document was begun anew and the words lean on what is gone', async () => {
    const client = new OneClient();
    const there = new Y.Doc();
    there.getText('text:card/a/text').insert(0, 'oud');
    client.session.open([BOARD]);
    await client.clock.pass(0);
    client.socket.events.opened();
    client.join(BOARD, there);
    const board = one(client.session.open([BOARD]));
    board.doc.getText('text:card/a/text').insert(3, ' en nieuw');
    client.hear(say.status(BOARD, false), say.close(BOARD, '4409 generation-gone'));
    await client.clock.pass(0);
    client.join(BOARD);
    expect(client.copies.map(({ words }) => words)).toEqual([
      [{ root: 'text:card/a/text', key: undefined, value: 'en nieuw' }],
    ]);
    expect(board.doc.getText('text:card/a/text').toString()).toBe('');
    expect(client.session.state).toEqual({ kind: 'saved' });
  });

  it('renews the socket when other frames of that document were under way, so that no answer is mistaken', async () => {
    const client = new OneClient();
    await client.ready(BOARD);
    const { doc } = one(client.session.open([BOARD]));
    doc.getMap('card').set('a/title', 'x');
    doc.getMap('card').set('b/title', 'y');
    client.hear(say.status(BOARD, false), say.close(BOARD, '4403 write-forbidden'));
    expect(client.socket.closed).toBe(true);
    expect(client.copies[0]?.words.length).toBe(2);
  });

  it('of reading stops one document and keeps what was unsent in it', async () => {
    const client = new OneClient();
    await client.ready(BOARD, VOICE);
    const board = one(client.session.open([BOARD]));
    board.doc.getMap('card').set('a/title', 'x');
    client.hear(say.denied(BOARD, '4404 not-found'));
    expect(board.stopped).toBe('not-found');
    expect(client.copies.map(({ code }) => code)).toEqual(['not-found']);
  });

  it('stops offering after a few tries and keeps a copy', async () => {
    const client = new OneClient();
    await client.ready(BOARD);
    one(client.session.open([BOARD]))
      .doc.getMap('card')
      .set('a/title', 'x');
    for (let i = 0; i < 8 && client.copies.length === 0; i += 1) {
      client.hear(say.status(BOARD, false), say.close(BOARD, '4409 client-id-taken'));
      await client.clock.pass(25_000);
      client.join(BOARD);
      await client.clock.pass(0);
    }
    expect(client.copies.map(({ code }) => code)).toEqual(['client-id-taken']);
  });
});
