// Which document holds what, for one person in one case; and the Y.Docs of those that are open.
import type * as Y from 'yjs';
import type { PictureDocument } from '../../api';
import type { SyncSession } from '../../sync/session';

/** Names and Y.Docs of a case. */
export class CaseDocuments {
  private known = new Set<string>();

  constructor(
    readonly caseId: string,
    readonly person: string,
    private readonly session: SyncSession,
  ) {}

  /** Opens what the server says this person may read; answers the names that are new. */
  admit(documents: readonly PictureDocument[]): string[] {
    const fresh = documents.map((one) => one.document).filter((name) => !this.known.has(name));
    for (const name of fresh) this.known.add(name);
    this.session.open(fresh);
    return fresh;
  }

  /** Every document this person reads. */
  get names(): ReadonlySet<string> {
    return this.known;
  }

  /** The full name of a room's document. */
  name(room: string, document: string): string {
    return `${this.caseId}/${room}/${document}`;
  }

  /** The open Y.Doc of this name; nothing when this person has no such document. */
  open(name: string): Y.Doc | undefined {
    return this.known.has(name) ? this.session.document(name)?.doc : undefined;
  }

  /** The Y.Docs that this person could write in: own voices, boards and desks. */
  *own(): Generator<Y.Doc> {
    for (const name of this.known) {
      const doc = name.includes('/voice.') && !name.endsWith(`/voice.${this.person}`) ? undefined : this.open(name);
      if (doc !== undefined) yield doc;
    }
  }

  /** One's own voice in a room. */
  voice(room: string): Y.Doc | undefined {
    return this.open(this.name(room, `voice.${this.person}`));
  }

  /** What is joint in a room. */
  board(room: string): Y.Doc | undefined {
    return this.open(this.name(room, 'board'));
  }
}

/** A random id (D2); works without a secure context, which a demo in the house may not have. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
