import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { EMPTY, hex, OneClient, say } from '../../test/one-client';
import { pauseBefore, WAIT_MIN_MS } from './backoff';
import { authFrame, closeFrame, step1Frame, step2Frame, updateFrame } from './codec';
import { HURRY_EVERY_MS, SILENCE_MAX_MS } from './connection';
import { ANSWER_MAX_MS } from './document';
import type { ServerNews } from './stateless';

const BOARD = 'g/core/board';
const VOICE = 'g/core/voice.noor';

function one<T>(list: readonly T[], index = 0): T {
  const found = list[index];
  if (found === undefined) throw new Error(`no entry ${index}`);
  return found;
}

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

describe('the connection', () => {
  it('answers a Ping with a Pong (H4)', async () => {
    const client = new OneClient();
    await client.ready(BOARD);
    client.hear(Uint8Array.of(9));
    expect(client.sent()).toEqual(['0a']);
  });

  it('is renewed after 30 seconds of silence', async () => {
    const client = new OneClient();
    await client.ready(BOARD);
    const { socket } = client;
    await client.clock.pass(SILENCE_MAX_MS - 1);
    expect(socket.closed).toBe(false);
    await client.clock.pass(SILENCE_MAX_MS);
    expect(socket.closed).toBe(true);
    expect(client.sockets.length).toBeGreaterThan(1);
  });

  it('is not hurried by who asks for a document that is open', async () => {
    const client = new OneClient();
    await client.ready(BOARD);
    client.socket.events.closed(1006, '');
    const tried = client.sockets.length;
    for (let i = 0; i < 50; i += 1) client.session.open([BOARD]);
    expect(client.sockets.length).toBe(tried);
  });

  it('is tried again soon by who types, at most once in two seconds', async () => {
    const client = new OneClient();
    await client.ready(BOARD);
    const board = one(client.session.open([BOARD]));
    const tries: number[] = [];
    client.socket.events.closed(1006, '');
    // A key every tenth of a second for five minutes, before a server that is dead all the time.
    for (let key = 0; key < 3_000; key += 1) {
      const before = client.sockets.length;
      board.doc.getMap('card').set('a/title', `${key}`);
      await client.clock.pass(100);
      if (client.sockets.length === before) continue;
      expect(client.sockets.length).toBe(before + 1);
      tries.push(client.clock.now());
      client.socket.events.closed(1006, '');
    }
    const apart = tries.slice(1).map((at, index) => at - one(tries, index));
    expect(Math.max(...apart)).toBeLessThanOrEqual(HURRY_EVERY_MS + 100);
    // Pauses may be drawn short, so that now and then two attempts are closer; keys add none to those.
    expect(tries.length).toBeLessThan(1.3 * (300_000 / HURRY_EVERY_MS));
  });

  it('is tried at once by the first key, and by a look at the page, in a long pause', async () => {
    for (const hurry of ['a key', 'a look'] as const) {
      const client = new OneClient();
      await client.ready(BOARD);
      const board = one(client.session.open([BOARD]));
      // Dead until a pause is drawn that leaves time to wait in.
      for (let before = 0; before !== client.sockets.length; ) {
        before = client.sockets.length;
        client.socket.events.closed(1006, '');
        await client.clock.pass(HURRY_EVERY_MS);
      }
      const tried = client.sockets.length;
      for (let again = 0; again < 2; again += 1) {
        if (hurry === 'a key') board.doc.getMap('card').set('a/title', `${again}`);
        else client.session.looked();
        await client.clock.pass(0);
        expect(client.sockets.length).toBe(tried + 1);
        client.socket.events.closed(1006, '');
      }
    }
  });

  it('is not hurried when the server itself asked to wait (E1)', async () => {
    const client = new OneClient();
    await client.ready(BOARD);
    const board = one(client.session.open([BOARD]));
    client.socket.events.closed(4429, '4429 too-many');
    for (let passed = 0; passed < WAIT_MIN_MS - 100; passed += 100) {
      board.doc.getMap('card').set('a/title', `${passed}`);
      client.session.looked();
      await client.clock.pass(100);
    }
    expect(client.sockets.length).toBe(1);
  });

  it('is let go at once when the network is gone, and tried at once when it is back', async () => {
    const client = new OneClient();
    await client.ready(BOARD);
    const { socket } = client;
    client.session.offline();
    expect(socket.closed).toBe(true);
    const tried = client.sockets.length;
    client.session.online();
    expect(client.sockets.length).toBe(tried + 1);
  });

  it('is said to be gone within ten seconds, whether or not something is unsent', async () => {
    for (const unsent of [false, true]) {
      const client = new OneClient();
      await client.ready(BOARD);
      client.socket.events.closed(1006, '');
      const board = one(client.session.open([BOARD]));
      if (unsent) board.doc.getMap('card').set('a/title', 'x');
      await client.clock.pass(9_900);
      expect(client.session.state).toEqual({ kind: 'local', waiting: unsent ? 1 : 0 });
    }
  });

  it('is renewed when an answer stays out while the server still pings', async () => {
    const client = new OneClient();
    await client.ready(BOARD);
    const { socket } = client;
    one(client.session.open([BOARD]))
      .doc.getMap('card')
      .set('a/title', 'x');
    for (let passed = 0; passed <= ANSWER_MAX_MS && !socket.closed; passed += 5_000) {
      client.hear(Uint8Array.of(9));
      await client.clock.pass(5_000);
    }
    expect(socket.closed).toBe(true);
  });

  it.each([
    ['a frame that is none', Uint8Array.of(1, 100, 99)],
    ['a text message', undefined],
    ['an answer to nothing', say.status(BOARD, true)],
    ['an update that Yjs cannot read', say.sync(BOARD, 2, Uint8Array.of(5, 5, 5))],
    ['a state vector that cannot be read', say.sync(BOARD, 0, Uint8Array.of(200))],
  ])('is renewed, without an exception, after %s', async (_what, frame) => {
    const client = new OneClient();
    await client.ready(BOARD);
    const { socket } = client;
    socket.events.message(frame);
    expect(socket.closed).toBe(true);
    expect(client.session.state.kind).not.toBe('stopped');
  });

  it('waits longer each time, never more than fifteen seconds, and never in step with others', () => {
    for (const [attempt, most] of [
      [0, 1_000],
      [1, 2_000],
      [3, 8_000],
      [4, 15_000],
      [500, 15_000],
    ] as const) {
      expect(pauseBefore(attempt, 0)).toBe(0);
      expect(pauseBefore(attempt, 0.999)).toBeCloseTo(most * 0.999);
    }
  });

  it('comes back at once when the network does', async () => {
    const client = new OneClient();
    await client.ready(BOARD);
    for (let i = 0; i < 8; i += 1) {
      client.socket.events.closed(1006, '');
      client.session.online();
    }
    expect(client.sockets.length).toBe(9);
  });

  it('stops when the session ended, and offers unsaved words again after coming in', async () => {
    const client = new OneClient();
    await client.ready(BOARD);
    const board = one(client.session.open([BOARD]));
    board.doc.getMap('card').set('a/title', 'x');
    client.socket.events.closed(4401, '4401 session-ended');
    expect(client.session.state).toEqual({ kind: 'stopped', reason: 'session-ended' });
    await client.clock.pass(600_000);
    expect(client.sockets.length).toBe(1);
    client.session.resume();
    client.socket.events.opened();
    client.sent();
    client.hear(say.granted(BOARD), say.sync(BOARD, 1, EMPTY), say.sync(BOARD, 0, Uint8Array.of(0)));
    expect(client.sent()).toEqual([hex(step2Frame(BOARD, Y.encodeStateAsUpdate(board.doc)))]);
    client.hear(say.status(BOARD, true));
    expect(client.session.state).toEqual({ kind: 'saved' });
  });

  it('lets go of a document only when everything in it is stored', async () => {
    const client = new OneClient();
    await client.ready(BOARD, VOICE);
    one(client.session.open([BOARD]))
      .doc.getMap('card')
      .set('a/title', 'x');
    client.sent();
    client.session.close(BOARD);
    expect(client.sent()).toEqual([]);
    client.hear(say.status(BOARD, true));
    expect(client.sent()).toEqual([hex(closeFrame(BOARD))]);
    expect(client.copies).toEqual([]);
  });

  it('keeps unsaved words as copies when the session is taken down', async () => {
    const client = new OneClient();
    await client.ready(BOARD);
    one(client.session.open([BOARD]))
      .doc.getMap('card')
      .set('a/title', 'x');
    expect(client.session.unsent()).toBe(true);
    client.session.destroy();
    expect(client.copies.length).toBe(1);
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
