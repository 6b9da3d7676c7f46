import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { Outbox, UPDATES_IN_FLIGHT_MAX } from './outbox';

/** A document whose edits fall into a list. */
function writer(): { type(text: string): Uint8Array; doc: Y.Doc } {
  const doc = new Y.Doc();
  let last = new Uint8Array();
  doc.on('update', (update: Uint8Array) => {
    last = new Uint8Array(update);
  });
  return {
    doc,
    type(text) {
      doc.getText('t').insert(doc.getText('t').length, text);
      return last;
    },
  };
}

function filled(count: number, largest = 60_000): Outbox {
  const outbox = new Outbox(largest);
  const { type } = writer();
  for (let i = 0; i < count; i += 1) outbox.add(type('a'), i);
  return outbox;
}

describe('the outbox (H3, S4)', () => {
  it('is empty only when each edit was acknowledged', () => {
    const outbox = new Outbox(60_000);
    const { type } = writer();
    outbox.add(type('a'), 5);
    outbox.next();
    outbox.add(type('b'), 6);
    outbox.next();
    expect([outbox.waiting, outbox.waitingSince]).toEqual([2, 5]);
    expect(outbox.settle(true)).toBe('stored');
    expect([outbox.waiting, outbox.waitingSince]).toEqual([1, 6]);
    outbox.settle(true);
    expect([outbox.waiting, outbox.waitingSince]).toEqual([0, undefined]);
  });

  it('lets a Step2 answer for what was made before it was sent, and for nothing later', () => {
    const outbox = new Outbox(60_000);
    const { type } = writer();
    outbox.add(type('a'), 0);
    outbox.add(type('b'), 0);
    outbox.step2Sent();
    outbox.add(type('c'), 0);
    outbox.settle(true);
    expect(outbox.waiting).toBe(1);
  });

  it('does not send again what a Step2 carries', () => {
    const outbox = filled(3);
    outbox.step2Sent();
    expect(outbox.next()).toBeUndefined();
  });

  it('forgets what was under way when the connection goes, and keeps the edits', () => {
    const outbox = filled(2);
    outbox.next();
    outbox.disconnected();
    expect([outbox.waiting, outbox.unanswered]).toEqual([2, 0]);
    expect(outbox.settle(true)).toBe('unexpected');
    expect(outbox.waiting).toBe(2);
  });

  it('keeps what was refused', () => {
    const outbox = filled(1);
    outbox.next();
    expect(outbox.settle(false)).toBe('refused');
    expect(outbox.waiting).toBe(1);
  });

  it('sends a thousand edits of a slow net in a few frames, whole and in order', () => {
    const outbox = new Outbox(60_000);
    const { type, doc } = writer();
    const there = new Y.Doc();
    let frames = 0;
    const send = () => {
      for (let update = outbox.next(); update !== undefined; update = outbox.next()) {
        if (update === 'too-large') throw new Error('nothing here is large');
        frames += 1;
        Y.applyUpdate(there, update);
      }
    };
    for (let i = 0; i < 1_000; i += 1) {
      outbox.add(type(String(i % 10)), i);
      send();
      if (i % 100 === 99) outbox.settle(true);
    }
    while (outbox.unanswered > 0) {
      outbox.settle(true);
      send();
    }
    expect(outbox.waiting).toBe(0);
    expect(there.getText('t').toString()).toBe(doc.getText('t').toString());
    expect(frames).toBeLessThan(30);
  });

  it('has no more than a few Updates under way', () => {
    const outbox = new Outbox(60_000);
    const { type } = writer();
    for (let i = 0; i < 10; i += 1) {
      outbox.add(type('a'), 0);
      outbox.next();
    }
    expect(outbox.unanswered).toBe(UPDATES_IN_FLIGHT_MAX);
  });

  it('makes no frame larger than fits, and says so of an edit that fits in none', () => {
    const outbox = new Outbox(1_000);
    const { type } = writer();
    for (let i = 0; i < 10; i += 1) outbox.add(type('x'.repeat(300)), 0);
    const update = outbox.next();
    expect(update).toBeInstanceOf(Uint8Array);
    expect(update?.length).toBeLessThanOrEqual(1_000);
    const crowded = new Outbox(1_000);
    crowded.add(type('x'.repeat(2_000)), 0);
    expect(crowded.next()).toBe('too-large');
    expect(crowded.waiting).toBe(1);
  });

  it('hands its edits over once; later answers are for nothing', () => {
    const outbox = filled(2);
    outbox.next();
    expect(outbox.handOver()).toBeInstanceOf(Uint8Array);
    outbox.add(writer().type('z'), 9);
    expect(outbox.settle(true)).toBe('stored');
    expect(outbox.waiting).toBe(1);
  });
});
