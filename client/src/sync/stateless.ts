// The server's JSON messages about a document (docs/protocol.md H6), parsed at the edge.
import { type AuthorRun, readRuns } from '../doc/authors';

import type { Ranges } from './overruled';

/** Something the server tells about a document. */
export type ServerNews =
  /** Which person each client id belongs to. */
  | { kind: 'bindings'; bindings: Record<string, string> }
  /** Whose words those are that somebody else put back. */
  | { kind: 'runs'; runs: AuthorRun[] }
  /** Who is writing together in a joint text now. */
  | { kind: 'writing'; text: string; persons: string[] }
  /** Own edits of these clocks are stored, and something else counts in their place. */
  | { kind: 'overruled'; ranges: Ranges }
  /** A version was frozen. */
  /** Who reads what changed: the facts are to be asked anew. */
  | { kind: 'facts' }
  /** What waits for this person changed: it is to be asked anew. */
  | { kind: 'notices' }
  | { kind: 'version'; version: string }
  /** Much was taken out at once; this version keeps how it was. */
  | { kind: 'restore_point'; version: string; by: string | null };

function isRange(value: unknown): value is [number, number] {
  return Array.isArray(value) && value.length === 2 && value.every((one) => Number.isSafeInteger(one));
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** Reads one message; several kinds may stand in one, unknown ones are skipped. */
export function readNews(text: string): ServerNews[] {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return [];
  }
  if (typeof body !== 'object' || body === null) return [];
  const { kind, by, bindings, runs, writing, version, overruled }: Record<string, unknown> = { ...body };
  const news: ServerNews[] = [];
  if (typeof bindings === 'object' && bindings !== null) {
    const pairs = Object.entries(bindings).filter((pair): pair is [string, string] => isText(pair[1]));
    news.push({ kind: 'bindings', bindings: Object.fromEntries(pairs) });
  }
  if (Array.isArray(runs)) news.push({ kind: 'runs', runs: readRuns(runs) });
  if (typeof writing === 'object' && writing !== null) {
    const { text: root, persons }: Record<string, unknown> = { ...writing };
    if (isText(root) && Array.isArray(persons)) {
      news.push({ kind: 'writing', text: root, persons: persons.filter(isText) });
    }
  }
  if (typeof overruled === 'object' && overruled !== null) {
    const ranges = new Map<number, [number, number][]>();
    for (const [client, of] of Object.entries(overruled)) {
      if (Array.isArray(of)) ranges.set(Number(client), of.filter(isRange));
    }
    news.push({ kind: 'overruled', ranges });
  }
  if (kind === 'facts' || kind === 'notices') news.push({ kind });
  else if (kind === 'restore_point' && isText(version)) news.push({ kind, version, by: isText(by) ? by : null });
  else if (isText(version)) news.push({ kind: 'version', version });
  return news;
}
