// The socket under a session: when it is renewed, tried again, hurried and given up.
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { BOARD, EMPTY, hex, OneClient, one, say, VOICE } from '../../test/one-client';
import { pauseBefore, WAIT_MIN_MS } from './backoff';
import { closeFrame, step2Frame } from './codec';
import { HURRY_EVERY_MS, SILENCE_MAX_MS } from './connection';
import { ANSWER_MAX_MS } from './document';

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
    // What waits can still be read, to be taken along, and so can what is typed after it.
    board.doc.getText('text:card/a/text').insert(0, 'Wat ik nog wilde zeggen');
    expect(client.session.unsentWords()).toEqual([
      [
        { root: 'card', key: 'a/title', value: 'x' },
        { root: 'text:card/a/text', key: undefined, value: 'Wat ik nog wilde zeggen' },
      ],
    ]);
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
