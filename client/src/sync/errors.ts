// Reading the generated table of errors on the wire: which code a close or a denial means (docs/protocol.md E1).
import { ERRORS, type ErrorCode, type NextStep } from '../schema.gen';

export type { ErrorCode, NextStep };

/** Close numbers that several codes share: what a number without words is taken for is the one that keeps most. */
const WITHOUT_WORDS: Readonly<Record<number, ErrorCode>> = {
  4400: 'update-malformed',
  4409: 'gap-unfilled',
  4503: 'store-unavailable',
};

/** Whether a peer's text is one of our codes. */
export function isErrorCode(text: unknown): text is ErrorCode {
  return typeof text === 'string' && Object.hasOwn(ERRORS, text);
}

/** What to do after an error. */
export function nextStep(code: ErrorCode): NextStep {
  return ERRORS[code].next;
}

/**
 * Reads `"<close code> <code>"`, as close frames, Close messages and denials carry it. What can't be read is taken for a
 * passing fault, because trying again loses nothing.
 */
export function errorFromClose(number: number | undefined, reason: string): ErrorCode {
  const [first = '', second = ''] = reason.split(' ', 2);
  for (const word of [second, first]) if (isErrorCode(word)) return word;
  const close = /^\d{4}$/.test(first) ? Number(first) : number;
  if (close === undefined) return 'internal';
  const shared = WITHOUT_WORDS[close];
  if (shared !== undefined) return shared;
  for (const [code, row] of Object.entries(ERRORS)) if (row.close === close && isErrorCode(code)) return code;
  return 'internal';
}
