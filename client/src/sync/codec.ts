// Frames of the Hocuspocus dialect (docs/protocol.md H1-H6; the bytes are those of the official provider). Writing is
// plain; reading is bounded and gives `undefined` for anything that is not exactly one message we know.
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { LIMITS } from '../schema.gen';

/** Largest message the server takes. */
export const FRAME_MAX = LIMITS.frame_max;
/** Largest message we take: a whole document and its frame. */
export const INCOMING_MAX = LIMITS.document_max + LIMITS.frame_max;
/** Longest document name in bytes. */
export const DOCUMENT_NAME_MAX = 368;
/** Longest reason we read, in bytes. */
export const REASON_MAX = 1024;
/** What we call ourselves in Auth. */
export const CLIENT_VERSION = 'samenbeeld-1';

const MESSAGE = { sync: 0, awareness: 1, auth: 2, queryAwareness: 3, stateless: 5, close: 7, syncStatus: 8 } as const;
const PING = 9;
const PONG = 10;
const SYNC = { step1: 0, step2: 1, update: 2 } as const;

/** A message from the server. */
export type ServerFrame = { kind: 'ping' } | { kind: 'pong' } | ({ document: string } & DocumentFrame);

/** A message about one document. */
export type DocumentFrame =
  | { kind: 'token-wanted' }
  | { kind: 'denied'; reason: string }
  | { kind: 'granted'; writable: boolean }
  | { kind: 'step1'; stateVector: Uint8Array }
  | { kind: 'step2'; update: Uint8Array }
  | { kind: 'update'; update: Uint8Array }
  | { kind: 'awareness'; payload: Uint8Array }
  | { kind: 'query-awareness' }
  | { kind: 'stateless'; text: string }
  | { kind: 'close'; reason: string }
  | { kind: 'status'; stored: boolean };

function frame(document: string, type: number, write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, document);
  encoding.writeVarUint(encoder, type);
  write(encoder);
  return encoding.toUint8Array(encoder);
}

function syncFrame(document: string, step: number, bytes: Uint8Array): Uint8Array {
  return frame(document, MESSAGE.sync, (encoder) => {
    encoding.writeVarUint(encoder, step);
    encoding.writeVarUint8Array(encoder, bytes);
  });
}

/** Asks to open a document; an empty token leaves it to the session cookie (H2). */
export function authFrame(document: string, token: string): Uint8Array {
  return frame(document, MESSAGE.auth, (encoder) => {
    encoding.writeVarUint(encoder, 0);
    encoding.writeVarString(encoder, token);
    encoding.writeVarString(encoder, CLIENT_VERSION);
  });
}

/** Says what we have, so that the server sends the rest. */
export const step1Frame = (document: string, stateVector: Uint8Array) => syncFrame(document, SYNC.step1, stateVector);
/** Answers the server's Step1 with what it lacks. */
export const step2Frame = (document: string, update: Uint8Array) => syncFrame(document, SYNC.step2, update);
/** Sends own edits. */
export const updateFrame = (document: string, update: Uint8Array) => syncFrame(document, SYNC.update, update);
/** Sends presence. */
export function awarenessFrame(document: string, payload: Uint8Array): Uint8Array {
  return frame(document, MESSAGE.awareness, (encoder) => encoding.writeVarUint8Array(encoder, payload));
}
/** Lets go of a document. */
export const closeFrame = (document: string) => frame(document, MESSAGE.close, () => {});
/** Answers a Ping. */
export const pongFrame = () => Uint8Array.of(PONG);

/** How many bytes a frame has besides the update it carries. */
export function frameOverhead(document: string): number {
  return updateFrame(document, new Uint8Array(0)).length + 4;
}

// lib0 checks a length against the whole buffer, not against the message, so lengths are checked here first.
function readBytes(decoder: decoding.Decoder, max: number): Uint8Array {
  const length = decoding.readVarUint(decoder);
  if (length > max || length > decoder.arr.length - decoder.pos) throw new RangeError('length');
  return decoding.readUint8Array(decoder, length);
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function readText(decoder: decoding.Decoder, max: number): string {
  return utf8.decode(readBytes(decoder, max));
}

function readAuth(decoder: decoding.Decoder): DocumentFrame | undefined {
  if (!decoding.hasContent(decoder)) return undefined;
  switch (decoding.readVarUint(decoder)) {
    case 0:
      return { kind: 'token-wanted' };
    case 1:
      return { kind: 'denied', reason: readText(decoder, REASON_MAX) };
    case 2: {
      const scope = readText(decoder, REASON_MAX);
      if (scope !== 'read-write' && scope !== 'readonly') return undefined;
      return { kind: 'granted', writable: scope === 'read-write' };
    }
    default:
      return undefined;
  }
}

function readSync(decoder: decoding.Decoder): DocumentFrame | undefined {
  const step = decoding.readVarUint(decoder);
  const bytes = readBytes(decoder, INCOMING_MAX);
  switch (step) {
    case SYNC.step1:
      return { kind: 'step1', stateVector: bytes };
    case SYNC.step2:
      return { kind: 'step2', update: bytes };
    case SYNC.update:
      return { kind: 'update', update: bytes };
    default:
      return undefined;
  }
}

function readDocumentFrame(decoder: decoding.Decoder): DocumentFrame | undefined {
  switch (decoding.readVarUint(decoder)) {
    case MESSAGE.sync:
      return readSync(decoder);
    case MESSAGE.awareness:
      return { kind: 'awareness', payload: readBytes(decoder, INCOMING_MAX) };
    case MESSAGE.auth:
      return readAuth(decoder);
    case MESSAGE.queryAwareness:
      return { kind: 'query-awareness' };
    case MESSAGE.stateless:
      return { kind: 'stateless', text: readText(decoder, INCOMING_MAX) };
    case MESSAGE.close:
      return { kind: 'close', reason: readText(decoder, REASON_MAX) };
    case MESSAGE.syncStatus: {
      // A signed varint, as the official provider reads it.
      const status = decoding.readVarInt(decoder);
      return status === 0 || status === 1 ? { kind: 'status', stored: status === 1 } : undefined;
    }
    default:
      return undefined;
  }
}

/** Reads one message; `undefined` when it is not one. Never throws. */
export function decodeFrame(bytes: Uint8Array): ServerFrame | undefined {
  if (bytes.length === 0 || bytes.length > INCOMING_MAX) return undefined;
  if (bytes.length === 1)
    return bytes[0] === PING ? { kind: 'ping' } : bytes[0] === PONG ? { kind: 'pong' } : undefined;
  try {
    const decoder = decoding.createDecoder(bytes);
    const document = readText(decoder, DOCUMENT_NAME_MAX);
    const message = readDocumentFrame(decoder);
    if (message === undefined || decoding.hasContent(decoder)) return undefined;
    return { document, ...message };
  } catch {
    return undefined;
  }
}
