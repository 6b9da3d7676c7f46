// The table of errors as the client needs it: what a code means for the wire, and what to do next (docs/protocol.md E1).

/** What a client does after an error; none of them loses text. */
export type NextStep = 'reconnect' | 'log_in' | 'keep_copy' | 'start_afresh' | 'stop' | 'wait';

/** Mirrors `schema/src/protocol.rs`. The order matters: the first code of a close number stands for it when no reason came along. */
export const ERRORS = {
  'update-malformed': { status: 400, close: 4400, next: 'keep_copy' },
  'request-malformed': { status: 400, close: 4400, next: 'stop' },
  'session-ended': { status: 401, close: 4401, next: 'log_in' },
  'write-forbidden': { status: 403, close: 4403, next: 'keep_copy' },
  'not-found': { status: 404, close: 4404, next: 'stop' },
  'auth-timeout': { status: 408, close: 4408, next: 'reconnect' },
  'client-id-taken': { status: 409, close: 4409, next: 'start_afresh' },
  'generation-gone': { status: 409, close: 4409, next: 'start_afresh' },
  'gap-unfilled': { status: 409, close: 4409, next: 'start_afresh' },
  'too-large': { status: 413, close: 4413, next: 'keep_copy' },
  'too-many': { status: 429, close: 4429, next: 'wait' },
  restarting: { status: 503, close: 1012, next: 'reconnect' },
  overloaded: { status: 503, close: 1013, next: 'reconnect' },
  'store-unavailable': { status: 503, close: 4503, next: 'reconnect' },
  'document-quarantined': { status: 503, close: 4503, next: 'wait' },
  internal: { status: 500, close: 1011, next: 'reconnect' },
} as const satisfies Record<string, { status: number; close: number; next: NextStep }>;

/** The name of an error on every wire; its sentence is `error-<code>`. */
export type ErrorCode = keyof typeof ERRORS;

/** Whether a peer's text is one of our codes. */
export function isErrorCode(text: unknown): text is ErrorCode {
  return typeof text === 'string' && Object.hasOwn(ERRORS, text);
}

/** What to do after an error. */
export function nextStep(code: ErrorCode): NextStep {
  return ERRORS[code].next;
}

/**
 * Reads `"<close code> <code>"`, as close frames, Close messages and denials carry it. A number alone stands for its
 * first code; what can't be read is taken for a passing fault, because trying again loses nothing.
 */
export function errorFromClose(number: number | undefined, reason: string): ErrorCode {
  const [first = '', second = ''] = reason.split(' ', 2);
  for (const word of [second, first]) if (isErrorCode(word)) return word;
  const close = /^\d{4}$/.test(first) ? Number(first) : number;
  for (const [code, row] of Object.entries(ERRORS)) if (row.close === close && isErrorCode(code)) return code;
  return 'internal';
}
