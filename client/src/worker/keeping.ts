// What the worker does with a request, decided without a browser: only our own public files are ever kept or answered.

/** What of a request decides. */
export interface Asked {
  method: string;
  /** `navigate` when a page is opened. */
  mode: string;
  /** `document` when that page is a window's, and not one within another. */
  destination: string;
  url: string;
}

/** `page`: the first page, from the network or else as it was kept; `file`: one of our files; otherwise none of our business. */
export type Way = 'page' | 'file' | 'network';

/** Where the first page stands among the files. */
export const PAGE = '/';
/** Files under it hold a hash of their content in their name. */
const ASSETS = '/assets/';
/** A personal link: nothing here touches it. */
const LINK = /^#\/?kom=/;

/** What is done with a request to the origin `own`, whose build has `files`. */
export function wayOf({ method, mode, destination, url }: Asked, own: string, files: readonly string[]): Way {
  const { origin, pathname, search, hash } = new URL(url);
  if (method !== 'GET' || origin !== own || search !== '' || LINK.test(hash)) return 'network';
  if (mode === 'navigate') return pathname === PAGE && destination === 'document' ? 'page' : 'network';
  return pathname.startsWith(ASSETS) || (pathname !== PAGE && files.includes(pathname)) ? 'file' : 'network';
}

/** Whether an answer may be kept: whole, our own, and from where it was asked. */
export function mayKeep(answer: Pick<Response, 'status' | 'type' | 'redirected'>): boolean {
  return answer.status === 200 && answer.type === 'basic' && !answer.redirected;
}

/** Whether the network's answer to the opening of a page is shown: a gateway that finds no server says nothing of use. */
export const answers = ({ status }: Pick<Response, 'status'>): boolean => status < 500;

/** What a page tells the worker: which build it is of, by its first file; or that nothing may stay. */
export type Told = { is: 'loaded'; entry: string } | { is: 'gone' };

/** Reads what was told; anything else is nothing. */
export function toldBy(data: unknown): Told | null {
  if (typeof data !== 'object' || data === null) return null;
  const { is, entry } = data as Record<string, unknown>;
  if (is === 'gone') return { is };
  return is === 'loaded' && typeof entry === 'string' ? { is, entry } : null;
}
