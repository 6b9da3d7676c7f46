// A document whose client id is spent gets a fresh Y.Doc, filled by the server before it takes the old one's place.
import * as Y from 'yjs';
import { offerAgain } from './afresh';
import type { ErrorCode } from './errors';

/** So often own words are offered again under a fresh client id before they become a conflict copy. */
export const OFFERS_MAX = 3;

/** One such replacement, from the refusal to the exchange. */
export class Replacement {
  /** The Y.Doc to come; there once its client id is. */
  fresh: Y.Doc | undefined;

  constructor(
    readonly code: ErrorCode,
    /** Whether own words are offered again, or kept as a copy only. */
    private readonly offer: boolean,
  ) {}

  begin(clientId: number): void {
    this.drop();
    this.fresh = new Y.Doc();
    this.fresh.clientID = clientId;
  }

  drop(): void {
    this.fresh?.destroy();
    this.fresh = undefined;
  }

  /** Own words as edits of the fresh client id; nothing when only a copy can be kept. */
  again(words: Uint8Array | undefined, spent: number, fresh: Y.Doc): Uint8Array | undefined {
    if (words === undefined || !this.offer) return undefined;
    return offerAgain(words, spent, fresh, fresh.clientID, this.code === 'client-id-taken');
  }
}
