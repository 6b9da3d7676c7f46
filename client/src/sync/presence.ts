// Where people are in a joint text, only inside a samen-schrijven session (docs/protocol.md A1-A4). One of these per
// document; without an own place nothing is sent, and what others send is only kept while they keep sending it.
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { LIMITS } from '../schema.gen';
import type { Clock } from './surroundings';

/** Presence is sent at most this often. */
export const PRESENCE_EVERY_MS = 100;
/** An own place is said again after this, so that others know it is still meant. */
export const PRESENCE_AGAIN_MS = 15_000;
/** A place that wasn't said again in this time is forgotten. */
export const PRESENCE_MAX_AGE_MS = 30_000;
/** Somebody's caret or selection in a joint text; positions stay beside their characters. */
export interface Place {
  /** The root, `text:<kind>/<id>/<field>`. */
  text: string;
  anchor: Y.RelativePosition;
  head: Y.RelativePosition;
}

/** Another person's place; `person` is the server's word, not theirs (A2). */
export interface OthersPlace extends Place {
  clientId: number;
  person: string;
}

interface Entry {
  clock: number;
  heard: number;
  place: OthersPlace | undefined;
}

/** Presence of one document. */
export class Presence {
  private own: Place | undefined;
  private clock = 0;
  private lastSent = Number.NEGATIVE_INFINITY;
  private cancel = () => {};
  private pending = false;
  private readonly entries = new Map<number, Entry>();

  constructor(
    private readonly around: Clock,
    private readonly clientId: () => number,
    /** Sends a payload; false when there is no joined connection now. */
    private readonly send: (payload: Uint8Array) => boolean,
    private readonly changed: () => void,
  ) {}

  /** Others in this document now. */
  others(): OthersPlace[] {
    const oldest = this.around.now() - PRESENCE_MAX_AGE_MS;
    return [...this.entries.values()].flatMap(({ place, heard }) => (place && heard >= oldest ? [place] : []));
  }

  /** Says where we are; nothing = we left the session, which is said once. */
  set(place: Place | undefined): void {
    // Said already, or about to be.
    if (samePlace(place, this.own)) return;
    this.own = place;
    if (this.pending) return;
    const wait = this.lastSent + PRESENCE_EVERY_MS - this.around.now();
    if (wait <= 0) return this.say();
    this.pending = true;
    this.cancel();
    this.cancel = this.around.after(wait, () => this.say());
  }

  /** The connection has this document again: an own place is said anew. */
  joined(): void {
    if (this.own !== undefined) this.say();
  }

  /** The connection is gone: nobody is seen any more. */
  disconnected(): void {
    this.cancel();
    this.pending = false;
    this.forget();
  }

  /** Takes what the server sent; false when the bytes are not presence. */
  receive(payload: Uint8Array): boolean {
    const said = readPresence(payload);
    if (said === undefined) return false;
    const now = this.around.now();
    let changed = false;
    for (const { clientId, clock, state } of said) {
      if (clientId === this.clientId()) continue;
      const known = this.entries.get(clientId);
      // A removal has the clock of what it removes, or a newer one.
      if (known !== undefined && (clock < known.clock || (clock === known.clock && state !== null))) continue;
      if (known === undefined && this.entries.size >= LIMITS.presence_entries_max) this.dropOldest();
      this.entries.set(clientId, { clock, heard: now, place: state === null ? undefined : readPlace(clientId, state) });
      changed = true;
    }
    if (changed) this.changed();
    return true;
  }

  private dropOldest(): void {
    const oldest = [...this.entries].sort(([, a], [, b]) => a.heard - b.heard)[0];
    if (oldest !== undefined) this.entries.delete(oldest[0]);
  }

  private forget(): void {
    if (this.entries.size === 0) return;
    this.entries.clear();
    this.changed();
  }

  private say(): void {
    this.cancel();
    this.pending = false;
    this.clock += 1;
    if (!this.send(writePresence(this.clientId(), this.clock, this.own))) return;
    this.lastSent = this.around.now();
    if (this.own === undefined) return;
    this.cancel = this.around.after(PRESENCE_AGAIN_MS, () => {
      this.say();
      // Time alone may have made others stale.
      this.changed();
    });
  }
}

function samePlace(a: Place | undefined, b: Place | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return (
    a.text === b.text && Y.compareRelativePositions(a.anchor, b.anchor) && Y.compareRelativePositions(a.head, b.head)
  );
}

function writePresence(clientId: number, clock: number, place: Place | undefined): Uint8Array {
  const state =
    place === undefined
      ? null
      : {
          text: place.text,
          anchor: Y.relativePositionToJSON(place.anchor),
          head: Y.relativePositionToJSON(place.head),
        };
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 1);
  encoding.writeVarUint(encoder, clientId);
  encoding.writeVarUint(encoder, clock);
  encoding.writeVarString(encoder, JSON.stringify(state));
  return encoding.toUint8Array(encoder);
}

interface Said {
  clientId: number;
  clock: number;
  state: unknown;
}

/** Reads an awareness payload; `undefined` when it is not one. */
export function readPresence(payload: Uint8Array): Said[] | undefined {
  try {
    // A copy, so that no length reaches outside the message.
    const decoder = decoding.createDecoder(payload.slice());
    const count = decoding.readVarUint(decoder);
    if (count > payload.length) return undefined;
    const said: Said[] = [];
    for (let i = 0; i < count; i += 1) {
      const clientId = decoding.readVarUint(decoder);
      const clock = decoding.readVarUint(decoder);
      said.push({ clientId, clock, state: JSON.parse(decoding.readVarString(decoder)) });
    }
    return said;
  } catch {
    return undefined;
  }
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function readPlace(clientId: number, state: unknown): OthersPlace | undefined {
  const { text, anchor, head, user } = fieldsOf(state);
  const { person } = fieldsOf(user);
  if (typeof text !== 'string' || typeof person !== 'string') return undefined;
  try {
    return {
      clientId,
      person,
      text,
      anchor: Y.createRelativePositionFromJSON(fieldsOf(anchor)),
      head: Y.createRelativePositionFromJSON(fieldsOf(head)),
    };
  } catch {
    return undefined;
  }
}
