// What a person may need to know about the connection: one value for the whole app, out of all documents. Pure.
import type { ErrorCode } from './errors';

/** The status bar has one sentence for each. */
export type SyncState =
  /** Offline or not joined: what was written is only on this device; `kept`: it outlives the page there. */
  | { kind: 'local'; waiting: number; kept?: true }
  | { kind: 'joining' }
  | { kind: 'saving'; waiting: number }
  /** Every own edit was acknowledged as durable. */
  | { kind: 'saved' }
  /** Nothing more to try: session ended, rights withdrawn. */
  | { kind: 'stopped'; reason: ErrorCode };

/** After so long without an acknowledgement we say that the text is only here. */
export const UNSAVED_PATIENCE_MS = 10_000;

/** After so long without a connection we say that there is none: a little sooner, so that it is seen within ten seconds. */
export const APART_PATIENCE_MS = 8_000;

/** One document's part in it. */
export interface DocumentStatus {
  waiting: number;
  waitingSince: number | undefined;
  joined: boolean;
  /** Since when it isn't joined. */
  apartSince: number;
  stopped: ErrorCode | undefined;
}

/** The state now, and when it may change by time alone. */
export interface Judged {
  state: SyncState;
  again: number | undefined;
}

/** Judges all documents together; `stopped` is the connection's own end, `kept` that what waits lies on the device. */
export function judge(
  documents: readonly DocumentStatus[],
  stopped: ErrorCode | undefined,
  now: number,
  kept = false,
): Judged {
  if (stopped !== undefined) return { state: { kind: 'stopped', reason: stopped }, again: undefined };
  const live = documents.filter((one) => one.stopped === undefined);
  const firstStopped = documents.find((one) => one.stopped !== undefined)?.stopped;
  // One document that went away is said where it stood; only when none is left is the whole app stopped.
  if (live.length === 0 && firstStopped !== undefined) {
    return { state: { kind: 'stopped', reason: firstStopped }, again: undefined };
  }
  const waiting = documents.reduce((sum, one) => sum + one.waiting, 0);
  const deadline = Math.min(
    ...documents.map((one) => (one.waitingSince ?? Number.POSITIVE_INFINITY) + UNSAVED_PATIENCE_MS),
    ...live.map((one) => (one.joined ? Number.POSITIVE_INFINITY : one.apartSince + APART_PATIENCE_MS)),
  );
  const again = deadline > now && Number.isFinite(deadline) ? deadline : undefined;
  if (deadline <= now) {
    return { state: { kind: 'local', waiting, ...(kept && waiting > 0 && { kept }) }, again };
  }
  if (waiting > 0) return { state: { kind: 'saving', waiting }, again };
  return { state: live.every((one) => one.joined) ? { kind: 'saved' } : { kind: 'joining' }, again };
}

/** Whether two states read the same. */
export function sameState(a: SyncState, b: SyncState): boolean {
  if (a.kind !== b.kind) return false;
  if (a.kind === 'local' && b.kind === 'local' && a.kept !== b.kept) return false;
  if ('waiting' in a && 'waiting' in b) return a.waiting === b.waiting;
  return !('reason' in a && 'reason' in b) || a.reason === b.reason;
}
