// The sync of a real page: its server, its network events, and the question before it goes.
import type { Api } from '../api';
import { warnBeforeLeaving } from './persist';
import { SyncSession } from './session';
import { browserSurroundings, syncAddress } from './surroundings';

/** Starts the sync of this page for the person who is logged in; `destroy` ends it. */
export function startSync(api: Pick<Api, 'tickets'>, page: Window = window): SyncSession {
  const session = new SyncSession({
    url: syncAddress(page.location),
    around: browserSurroundings(),
    tickets: (documents) => api.tickets(documents),
  });
  const online = () => session.online();
  const offline = () => session.offline();
  const looked = () => {
    if (page.document.visibilityState === 'visible') session.looked();
  };
  page.addEventListener('online', online);
  page.addEventListener('offline', offline);
  page.document.addEventListener('visibilitychange', looked);
  const letPageGo = warnBeforeLeaving(page, () => session.onlyHere());
  session.once('ended', () => {
    page.removeEventListener('online', online);
    page.removeEventListener('offline', offline);
    page.document.removeEventListener('visibilitychange', looked);
    letPageGo();
  });
  return session;
}
