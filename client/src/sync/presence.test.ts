import { describe, expect, it } from 'vitest';
import * as awareness from 'y-protocols/awareness';
import * as Y from 'yjs';
import { BOARD, EMPTY, hex, OneClient, say } from '../../test/one-client';
import { awarenessFrame } from './codec';
import { type Place, PRESENCE_AGAIN_MS, PRESENCE_EVERY_MS, PRESENCE_MAX_AGE_MS, readPresence } from './presence';

const ROOT = 'text:card/a/text';

function placeIn(doc: Y.Doc, anchor: number, head = anchor): Place {
  const at = (index: number) => Y.createRelativePositionFromTypeIndex(doc.getText(ROOT), index);
  return { text: ROOT, anchor: at(anchor), head: at(head) };
}

/** What an official client of the same document would send, with the server's word about who it is. */
function said(clientId: number, doc: Y.Doc, person?: string): Uint8Array {
  const other = new awareness.Awareness(new Y.Doc());
  other.doc.clientID = clientId;
  other.clientID = clientId;
  const { text, anchor, head } = placeIn(doc, 1, 2);
  other.setLocalState({
    text,
    anchor: Y.relativePositionToJSON(anchor),
    head: Y.relativePositionToJSON(head),
    ...(person === undefined ? {} : { user: { person } }),
  });
  const payload = awareness.encodeAwarenessUpdate(other, [clientId]);
  other.destroy();
  return payload;
}

async function writing(): Promise<{ client: OneClient; doc: Y.Doc }> {
  const client = new OneClient();
  const there = new Y.Doc();
  there.getText(ROOT).insert(0, 'wij samen');
  client.session.open([BOARD]);
  await client.clock.pass(0);
  client.socket.events.opened();
  client.join(BOARD, there);
  client.sent();
  const doc = client.session.open([BOARD])[0]?.doc;
  if (doc === undefined) throw new Error('not opened');
  return { client, doc };
}

describe('presence (A1-A3)', () => {
  it('sends nothing outside a samen-schrijven session', async () => {
    const { client, doc } = await writing();
    client.session.presence(BOARD);
    doc.getText(ROOT).insert(0, 'x');
    client.hear(say.frame(BOARD, 3));
    await client.clock.pass(20_000);
    expect(client.sent().filter((frame) => frame.startsWith(hex(awarenessFrame(BOARD, EMPTY)).slice(0, -6)))).toEqual(
      [],
    );
  });

  it('is said in a form that the official awareness reads, and taken back at the end', async () => {
    const { client, doc } = await writing();
    const presence = client.session.presence(BOARD);
    presence.set(placeIn(doc, 3, 5));
    const reader = new awareness.Awareness(new Y.Doc());
    const read = (frame: string | undefined) => {
      const overhead = awarenessFrame(BOARD, new Uint8Array(200)).length - 200;
      awareness.applyAwarenessUpdate(
        reader,
        new Uint8Array(Buffer.from(frame ?? '', 'hex').subarray(overhead)),
        'test',
      );
    };
    read(client.sent()[0]);
    expect(reader.getStates().get(doc.clientID)).toMatchObject({ text: ROOT });
    await client.clock.pass(PRESENCE_EVERY_MS);
    presence.set(undefined);
    const frame = client.sent()[0];
    const small = awarenessFrame(BOARD, new Uint8Array(10)).length - 10;
    awareness.applyAwarenessUpdate(reader, new Uint8Array(Buffer.from(frame ?? '', 'hex').subarray(small)), 'test');
    expect(reader.getStates().has(doc.clientID)).toBe(false);
    reader.destroy();
  });

  it('is sent at once, then at most ten times a second, the last place included', async () => {
    const { client, doc } = await writing();
    const presence = client.session.presence(BOARD);
    for (let i = 0; i < 30; i += 1) {
      presence.set(placeIn(doc, i % 9));
      await client.clock.pass(10);
    }
    await client.clock.pass(PRESENCE_EVERY_MS);
    const frames = client.sent();
    expect(frames.length).toBeGreaterThanOrEqual(3);
    expect(frames.length).toBeLessThanOrEqual(4);
  });

  it('is not said twice when nothing moved', async () => {
    const { client, doc } = await writing();
    const presence = client.session.presence(BOARD);
    presence.set(placeIn(doc, 3, 5));
    expect(client.sent().length).toBe(1);
    presence.set(placeIn(doc, 3, 5));
    await client.clock.pass(PRESENCE_EVERY_MS);
    expect(client.sent()).toEqual([]);
    presence.set(placeIn(doc, 3, 4));
    expect(client.sent().length).toBe(1);
  });

  it('is said again while it is meant, and after a reconnect', async () => {
    const { client, doc } = await writing();
    client.session.presence(BOARD).set(placeIn(doc, 3));
    client.sent();
    client.hear(Uint8Array.of(9));
    await client.clock.pass(PRESENCE_AGAIN_MS);
    expect(client.sent().length).toBeGreaterThanOrEqual(2);
    client.socket.events.closed(1006, '');
    client.session.online();
    client.socket.events.opened();
    client.join(BOARD);
    expect(client.sent().length).toBe(4);
  });

  it("shows others by the server's word, and forgets who is silent or whose connection went", async () => {
    const { client, doc } = await writing();
    const presence = client.session.presence(BOARD);
    client.hear(say.awareness(BOARD, said(77, doc, 'noor')), say.awareness(BOARD, said(78, doc)));
    expect(presence.others().map(({ person, text }) => [person, text])).toEqual([['noor', ROOT]]);
    const [other] = presence.others();
    if (other === undefined) throw new Error('nobody there');
    expect(Y.createAbsolutePositionFromRelativePosition(other.anchor, doc)?.index).toBe(1);
    client.hear(Uint8Array.of(9));
    await client.clock.pass(PRESENCE_MAX_AGE_MS - 1);
    expect(presence.others().length).toBe(1);
    await client.clock.pass(2);
    expect(presence.others()).toEqual([]);
    client.hear(say.awareness(BOARD, said(79, doc, 'marloes')));
    client.socket.events.closed(1006, '');
    expect(presence.others()).toEqual([]);
  });

  it.each([[[]], [[200]], [[1, 5]], [[1, 5, 0, 1, 123]], [[255, 255, 255, 255, 15]]])(
    'reads no presence from %j',
    (bytes) => {
      expect(readPresence(Uint8Array.from(bytes))).toBeUndefined();
    },
  );
});
