import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { BOARD, EMPTY, hex, OneClient, one, say, VOICE } from '../../test/one-client';
import { authFrame, step1Frame, step2Frame, updateFrame } from './codec';
import type { ServerNews } from './stateless';

describe('opening', () => {
  it('sends Auth and Step1 of every document at once, without waiting (H2)', async () => {
    const client = new OneClient();
    client.session.open([BOARD, VOICE]);
    await client.clock.pass(0);
    client.socket.events.opened();
    expect(client.sent()).toEqual(
      [
        authFrame(BOARD, ''),
        step1Frame(BOARD, Uint8Array.of(0)),
        authFrame(VOICE, ''),
        step1Frame(VOICE, Uint8Array.of(0)),
      ].map(hex),
    );
    expect(client.asked).toEqual([[BOARD, VOICE]]);
  });

  it("gives each Y.Doc its ticket's client id (C1)", async () => {
    const client = new OneClient();
    const [board, voice] = client.session.open([BOARD, VOICE]);
    await client.clock.pass(0);
    expect([board?.doc.clientID, voice?.doc.clientID]).toEqual([100, 101]);
  });

  it('is saved once both sides have told everything', async () => {
    const client = new OneClient();
    await client.ready(BOARD);
    expect(client.session.state).toEqual({ kind: 'saved' });
  });

  it('tells that a document which may not be read is not there, and goes on with the others (S3)', async () => {
    const client = new OneClient();
    client.answer = async () => [
      { document: BOARD, code: 'not-found' },
      { document: VOICE, client_id: 7 },
    ];
    const [board] = client.session.open([BOARD, VOICE]);
    await client.clock.pass(0);
    client.socket.events.opened();
    client.join(VOICE);
    expect(board?.stopped).toBe('not-found');
    expect(client.session.state).toEqual({ kind: 'saved' });
  });

  it('asks again for tickets when there was no network', async () => {
    const client = new OneClient();
    const { answer } = client;
    client.answer = () => Promise.reject(new Error('offline'));
    client.session.open([BOARD]);
    await client.clock.pass(5_000);
    client.answer = answer;
    await client.clock.pass(30_000);
    expect(client.asked.length).toBeGreaterThan(1);
    client.socket.events.opened();
    expect(client.sent().length).toBe(2);
  });
});

describe('an own edit', () => {
  it('made before the server spoke travels in the Step2 and nowhere else', async () => {
    const client = new OneClient();
    const board = one(client.session.open([BOARD]));
    await client.clock.pass(0);
    client.socket.events.opened();
    board.doc.getMap('card').set('a/title', 'x');
    client.sent();
    client.hear(say.granted(BOARD), say.sync(BOARD, 1, EMPTY), say.sync(BOARD, 0, Uint8Array.of(0)));
    expect(client.sent()).toEqual([hex(step2Frame(BOARD, Y.encodeStateAsUpdate(board.doc)))]);
    expect(client.session.state).toEqual({ kind: 'saving', waiting: 1 });
    client.hear(say.status(BOARD, true));
    expect(client.session.state).toEqual({ kind: 'saved' });
  });

  it('is saved when its own answer came, not when it was sent or echoed (S4)', async () => {
    const client = new OneClient();
    await client.ready(BOARD);
    const board = one(client.session.open([BOARD]));
    const before = Y.encodeStateVector(board.doc);
    board.doc.getMap('card').set('a/title', 'x');
    const update = Y.encodeStateAsUpdate(board.doc, before);
    expect(client.sent()).toEqual([hex(updateFrame(BOARD, update))]);
    client.hear(say.sync(BOARD, 2, update));
    expect(client.session.state).toEqual({ kind: 'saving', waiting: 1 });
    client.hear(say.status(BOARD, true));
    expect(client.session.state).toEqual({ kind: 'saved' });
  });

  it('is only on this device when nothing came back for 10 seconds', async () => {
    const client = new OneClient();
    await client.ready(BOARD);
    one(client.session.open([BOARD]))
      .doc.getMap('card')
      .set('a/title', 'x');
    await client.clock.pass(9_999);
    expect(client.session.state.kind).toBe('saving');
    await client.clock.pass(1);
    expect(client.session.state).toEqual({ kind: 'local', waiting: 1 });
    client.hear(say.status(BOARD, true));
    expect(client.session.state).toEqual({ kind: 'saved' });
  });

  it('that lost to what stands there becomes a copy when that comes, and is stored all the same (H6)', async () => {
    const client = new OneClient();
    const board = one(client.session.open([BOARD]));
    await client.clock.pass(0);
    board.doc.getMap('step').set('a/text', 'samen eten');
    const other = new Y.Doc();
    other.clientID = 2 ** 32;
    other.getMap('step').set('a/text', 'samen koken');
    client.socket.events.opened();
    client.hear(say.granted(BOARD), say.sync(BOARD, 1, Y.encodeStateAsUpdate(other)));
    const words = [{ root: 'step', key: 'a/text', value: 'samen eten' }];
    expect(client.copies).toMatchObject([{ document: BOARD, code: undefined, words }]);
    client.hear(say.sync(BOARD, 0, Y.encodeStateVector(other)));
    const own = String(board.doc.clientID);
    client.hear(say.stateless(BOARD, { overruled: { [own]: [[0, 1]] } }), say.status(BOARD, true));
    expect([client.copies.length, client.session.state]).toEqual([1, { kind: 'saved' }]);
  });

  it('that the server says does not count becomes a copy (H6)', async () => {
    const client = new OneClient();
    await client.ready(BOARD);
    const board = one(client.session.open([BOARD]));
    board.doc.getMap('step').set('a/text', 'samen eten');
    board.doc.getMap('step').set('a/due', '2027-01-01');
    client.hear(say.stateless(BOARD, { overruled: { [String(board.doc.clientID)]: [[1, 1]] } }));
    expect(client.copies).toMatchObject([{ words: [{ root: 'step', key: 'a/due', value: '2027-01-01' }] }]);
  });

  it('of others is not sent back', async () => {
    const client = new OneClient();
    await client.ready(BOARD);
    const other = new Y.Doc();
    other.getMap('card').set('b/title', 'y');
    client.hear(say.sync(BOARD, 2, Y.encodeStateAsUpdate(other)));
    expect(client.sent()).toEqual([]);
    expect(client.session.state).toEqual({ kind: 'saved' });
  });

  it('that fits in no frame becomes a copy instead of a closed socket', async () => {
    const client = new OneClient();
    await client.ready(BOARD);
    one(client.session.open([BOARD]))
      .doc.getMap('card')
      .set('a/text', 'x'.repeat(70_000));
    expect(client.copies.map(({ code }) => code)).toEqual(['too-large']);
    expect(client.sent()).toEqual([]);
  });
});

describe('when rights changed (R6)', () => {
  const heard = (client: OneClient) => {
    const told: boolean[] = [];
    client.session.on('rights', (waited) => told.push(waited));
    return told;
  };

  it('it is told at once when nothing waits, and the connection comes back', async () => {
    const client = new OneClient();
    await client.ready(BOARD);
    const told = heard(client);
    client.socket.events.closed(4410, '4410 rights-changed');
    expect(told).toEqual([false]);
    await client.clock.pass(60_000);
    expect([client.sockets.length > 1, told]).toEqual([true, [false]]);
  });

  it('what waits is stored before it is told', async () => {
    const client = new OneClient();
    await client.ready(BOARD);
    const told = heard(client);
    const board = one(client.session.open([BOARD]));
    board.doc.getMap('step').set('a/text', 'samen eten');
    client.socket.events.closed(4410, '');
    await client.clock.pass(5_000);
    expect(told).toEqual([]);
    client.socket.events.opened();
    client.hear(say.granted(BOARD), say.sync(BOARD, 1, EMPTY), say.sync(BOARD, 0, Uint8Array.of(0)));
    expect(told).toEqual([]);
    client.hear(say.status(BOARD, true));
    expect([told, client.copies]).toEqual([[true], []]);
  });

  it('what is refused is a copy before it is told', async () => {
    const client = new OneClient();
    await client.ready(BOARD, VOICE);
    const copies: number[] = [];
    client.session.on('rights', () => copies.push(client.copies.length));
    one(client.session.open([BOARD]))
      .doc.getMap('step')
      .set('a/text', 'samen eten');
    client.socket.events.closed(4410, '4410 rights-changed');
    await client.clock.pass(5_000);
    client.socket.events.opened();
    client.join(VOICE);
    expect(copies).toEqual([]);
    client.hear(say.denied(BOARD, '4404 not-found'));
    expect(copies).toEqual([1]);
    expect(client.copies).toMatchObject([{ document: BOARD, words: [{ value: 'samen eten' }] }]);
  });

  it('another end of the socket tells nothing', async () => {
    const client = new OneClient();
    await client.ready(BOARD);
    const told = heard(client);
    client.socket.events.closed(1006, '');
    await client.clock.pass(60_000);
    expect(told).toEqual([]);
  });
});

describe('what the server tells besides (H6)', () => {
  it('is passed on when it is what it should be', async () => {
    const client = new OneClient();
    await client.ready(BOARD);
    const news: ServerNews[] = [];
    client.session.on('news', (_document, one) => news.push(one));
    client.hear(
      say.stateless(BOARD, { bindings: { 12: 'noor', 13: 7 }, runs: [[12, 0, 4, 'jeroen'], 'x'] }),
      say.stateless(BOARD, { writing: { text: 'text:card/a/text', persons: ['noor', 3] } }),
      say.stateless(BOARD, { version: 'v1' }),
      say.stateless(BOARD, [1, 2]),
    );
    expect(news).toEqual([
      { kind: 'bindings', bindings: { 12: 'noor' } },
      { kind: 'runs', runs: [[12, 0, 4, 'jeroen']] },
      { kind: 'writing', text: 'text:card/a/text', persons: ['noor'] },
      { kind: 'version', version: 'v1' },
    ]);
  });
});
