// The way in for professionals, by their organisation's own login. Whether there is one only asking tells, and asking begins a
// login: so it is asked when somebody wants it.
import { REQUEST_TIMEOUT_MS } from '../api';

const ADDRESS = '/api/v1/login/oidc';

/** Where professionals come in; `none`: this place has no such way in. */
export type Office = { kind: 'there'; address: string } | { kind: 'none' } | { kind: 'offline' };

/** Asks for it, without following where it leads. */
export async function office(send: typeof fetch = fetch): Promise<Office> {
  try {
    const answer = await send(ADDRESS, {
      redirect: 'manual',
      cache: 'no-store',
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    });
    // A redirect can't be read, only that it is one. What else but "not here" is a page that says in Dutch what is wrong.
    return answer.status === 404 ? { kind: 'none' } : { kind: 'there', address: ADDRESS };
  } catch {
    return { kind: 'offline' };
  }
}
