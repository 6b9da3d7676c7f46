import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
  authFrame,
  awarenessFrame,
  CLIENT_VERSION,
  closeFrame,
  DOCUMENT_NAME_MAX,
  decodeFrame,
  frameOverhead,
  pongFrame,
  step1Frame,
  step2Frame,
  updateFrame,
} from './codec';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const bytes = (text: string) => new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'));

describe('frames we send', () => {
  it('have the bytes of the official provider (H1, H2)', () => {
    const version = Buffer.from(CLIENT_VERSION);
    expect(hex(authFrame('d', 'tk'))).toBe(
      `0164020002746b${Buffer.from([version.length]).toString('hex')}${version.toString('hex')}`,
    );
    expect(hex(step1Frame('d', Uint8Array.of(0)))).toBe('016400000100');
    expect(hex(step1Frame('d', bytes('010501')))).toBe('0164000003010501');
    expect(hex(step2Frame('d', bytes('0000')))).toBe('01640001020000');
    expect(hex(updateFrame('d', bytes('0101050004010174014100')))).toBe('016400020b0101050004010174014100');
    expect(hex(awarenessFrame('d', bytes('010500027b7d')))).toBe('01640106010500027b7d');
    expect(hex(closeFrame('d'))).toBe('016407');
    expect(hex(pongFrame())).toBe('0a');
  });

  it('are never larger than their update and the overhead', () => {
    fc.assert(
      fc.property(fc.nat(70_000), (length) => {
        const name = 'gezin-x/core/voice.noor';
        expect(updateFrame(name, new Uint8Array(length)).length).toBeLessThanOrEqual(length + frameOverhead(name));
      }),
    );
  });
});

describe('frames we read', () => {
  it.each([
    ['0164 02 02 0a 726561642d7772697465', { document: 'd', kind: 'granted', writable: true }],
    ['0164 02 02 08 726561646f6e6c79', { document: 'd', kind: 'granted', writable: false }],
    ['0164 02 01 04 34343033', { document: 'd', kind: 'denied', reason: '4403' }],
    ['0164 02 00', { document: 'd', kind: 'token-wanted' }],
    ['0164 00 00 01 00', { document: 'd', kind: 'step1', stateVector: Uint8Array.of(0) }],
    ['0164 00 01 02 0000', { document: 'd', kind: 'step2', update: Uint8Array.of(0, 0) }],
    ['0164 00 02 02 0000', { document: 'd', kind: 'update', update: Uint8Array.of(0, 0) }],
    ['0164 08 01', { document: 'd', kind: 'status', stored: true }],
    ['0164 08 00', { document: 'd', kind: 'status', stored: false }],
    ['0164 01 01 00', { document: 'd', kind: 'awareness', payload: Uint8Array.of(0) }],
    ['0164 03', { document: 'd', kind: 'query-awareness' }],
    ['0164 05 02 6869', { document: 'd', kind: 'stateless', text: 'hi' }],
    ['0164 07 03 726576', { document: 'd', kind: 'close', reason: 'rev' }],
    ['09', { kind: 'ping' }],
    ['0a', { kind: 'pong' }],
  ])('%s', (frame, meaning) => {
    expect(decodeFrame(bytes(frame))).toEqual(meaning);
  });

  it.each([
    ['nothing', ''],
    ['an unknown type', '0164 0b'],
    ['a SyncReply, which the dialect does not have', '0164 04 00 0100'],
    ['an unknown sync step', '0164 00 03 01 00'],
    ['a status that is neither', '0164 08 02'],
    ['an unknown scope', '0164 02 02 01 78'],
    ['something behind the message', '0164 08 01 00'],
    ['a length beyond the message', '0164 00 02 7f 00'],
    ['a length beyond all bounds', '0164 00 02 ffffffffffffff0f 00'],
    ['text that is not UTF-8', '0164 05 01 ff'],
    ['a cut name', '05 64'],
  ])('refuses %s', (_why, frame) => {
    expect(decodeFrame(bytes(frame))).toBeUndefined();
  });

  it('refuses a name that is too long', () => {
    expect(decodeFrame(closeFrame('d'.repeat(DOCUMENT_NAME_MAX + 1)))).toBeUndefined();
  });

  it('never reaches outside the message, also when it lies in a larger buffer', () => {
    const larger = bytes('0164 00 02 03 0000 aabbcc');
    expect(decodeFrame(larger.subarray(0, 7))).toBeUndefined();
  });

  it('never throws, whatever comes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (noise) => {
        decodeFrame(noise);
        decodeFrame(new Uint8Array([1, 100, ...noise]));
      }),
      { numRuns: 5_000 },
    );
  });

  it('gives back what was sent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), fc.uint8Array(), (document, update) => {
        expect(decodeFrame(updateFrame(document, update))).toEqual({ document, kind: 'update', update });
        expect(decodeFrame(step2Frame(document, update))).toEqual({ document, kind: 'step2', update });
      }),
    );
    expect(Y.encodeStateAsUpdate(new Y.Doc())).toEqual(Uint8Array.of(0, 0));
  });
});
