// What one document asks of the session around it, and what it hands over when words can't be sent.
import type * as Y from 'yjs';
import type { Words } from './afresh';
import type { LiveDocument } from './document';
import type { ErrorCode } from './errors';

/** Own words the server would not take, or took but don't count; nothing else in the client keeps them. */
export interface ConflictCopy {
  document: string;
  /** Why; nothing when they are stored and somebody else's words count in their place. */
  code: ErrorCode | undefined;
  /** The refused edits as one update. */
  update: Uint8Array;
  /** The same, to read. */
  words: Words[];
}

/** What a document needs from the session around it. */
export interface Host {
  open(): boolean;
  send(bytes: Uint8Array): void;
  token(document: string): string;
  /** This socket can't be trusted with this document any more. */
  renew(code: ErrorCode): void;
  /** Someone wrote: what waits for a connection should not wait long. */
  hurry(): void;
  sessionEnded(code: ErrorCode): void;
  wantTicket(document: LiveDocument): void;
  conflict(copy: ConflictCopy): void;
  replaced(document: LiveDocument, old: Y.Doc): void;
  joined(document: LiveDocument): void;
  changed(document: LiveDocument): void;
}
