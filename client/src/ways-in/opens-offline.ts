// A device that is remembered opens without a connection, and may have an icon of the app. Elsewhere nothing is registered and
// nothing is offered: somebody who looks along finds no app.
import type { Told } from '../worker/keeping';

const WORKER = '/sw.js';
const MANIFEST = '/manifest.webmanifest';

const workers = (): ServiceWorkerContainer | null =>
  (globalThis.navigator as Partial<Navigator> | undefined)?.serviceWorker ?? null;

/** Only a page that has a manifest is offered to be installed. */
function offerIcon(offered: boolean): void {
  const link = document.querySelector('link[rel="manifest"]');
  if (!offered) link?.remove();
  else if (link === null)
    document.head.append(Object.assign(document.createElement('link'), { rel: 'manifest', href: MANIFEST }));
}

/** The first file of the page that is open, by which a worker knows its build. */
function tellLoaded(worker: ServiceWorker | null): void {
  const script = document.querySelector<HTMLScriptElement>('script[type="module"]');
  if (script !== null) worker?.postMessage({ is: 'loaded', entry: new URL(script.src).pathname } satisfies Told);
}

/** Whether this page wants it now; what takes a while may end when it no longer does. */
let wanted = false;
/** Somebody leaves this page at once: nothing begins any more. */
let over = false;

/** Has the app open without a connection from now on. Where the browser can't, it opens with one only. */
export async function openOffline(): Promise<void> {
  const container = workers();
  // While developing there is no worker: it would keep what changes all the time.
  if (!import.meta.env.PROD || container === null || over || wanted) return;
  wanted = true;
  offerIcon(true);
  const tell = (worker: ServiceWorker | null) => {
    if (wanted) tellLoaded(worker);
  };
  try {
    // When a new build came meanwhile its worker takes over.
    container.addEventListener('controllerchange', () => tell(container.controller));
    await container.register(WORKER, { updateViaCache: 'none' });
    if (wanted) tell((await container.ready).active);
    else await openOnlineOnly();
  } catch {
    // A browser that keeps nothing.
  }
}

/** Takes all of that away; `forGood`, because this page goes. The worker goes on with it when the page goes first. */
export async function openOnlineOnly(forGood = false): Promise<void> {
  const container = workers();
  over ||= forGood;
  wanted = false;
  if (container === null) return;
  offerIcon(false);
  try {
    const there = await container.getRegistrations();
    for (const { active, waiting, installing } of there)
      for (const one of [active, waiting, installing]) one?.postMessage({ is: 'gone' } satisfies Told);
    await Promise.all(there.map((one) => one.unregister()));
    await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
  } catch {
    // A browser that keeps nothing has nothing to take away.
  }
}
