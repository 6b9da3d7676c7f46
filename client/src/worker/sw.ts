// Opens the app without a connection, on a device that is remembered: keeps the files of one build, which are the same for
// everybody, and nothing that says who was here. Written to /sw.js by the build (vite.config.ts).
import { answers, mayKeep, PAGE, toldBy, wayOf } from './keeping';

/** Filled in by the build: its files, and a name for all of them together. */
declare const __FILES__: readonly string[];
declare const __BUILD__: string;

/** What of the surroundings of a worker is used here; the types of TypeScript know pages only. */
interface Late extends Event {
  waitUntil(until: Promise<unknown>): void;
}
interface Fetching extends Late {
  request: Request;
  /** Not in every browser. */
  preloadResponse?: Promise<Response | undefined>;
  respondWith(answer: Promise<Response>): void;
}
interface Surroundings {
  registration: ServiceWorkerRegistration;
  clients: { matchAll(options: { type: 'window'; includeUncontrolled: boolean }): Promise<readonly unknown[]> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', run: (event: Late) => void): void;
  addEventListener(type: 'fetch', run: (event: Fetching) => void): void;
  addEventListener(type: 'message', run: (event: Late & { data: unknown }) => void): void;
}
const here = self as unknown as Surroundings;

const FILES = __FILES__;
const CACHE = `schil-${__BUILD__}`;
/** So long an opened page waits for the network before it is shown as it was kept. */
const NETWORK_WITHIN_MS = 4_000;

/** A page said that nothing may stay. */
let gone = false;

/** One file. Without cookies: neither question nor answer has one. What an older build kept under the same name is the same. */
async function file(path: string): Promise<Response> {
  const known = path === PAGE ? undefined : await caches.match(path, { ignoreVary: true });
  const answer = known ?? (await fetch(path, { credentials: 'omit', cache: path === PAGE ? 'no-cache' : 'default' }));
  if (known === undefined && !mayKeep(answer)) throw new Error(`${path} can't be kept`);
  return answer;
}

async function keep(): Promise<void> {
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(FILES.map(async (path) => cache.put(path, await file(path))));
  } catch (fault) {
    await caches.delete(CACHE);
    throw fault;
  }
  // Somebody left while it was being kept.
  if (gone) await leave();
}

async function leave(): Promise<void> {
  gone = true;
  await here.registration.unregister();
  await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
}

/** A page is open. When it is of this build, and no other is open that may be of an older one, the older ones go. */
async function loaded(entry: string): Promise<void> {
  if (!FILES.includes(entry)) return;
  // A device that was forgotten and is remembered again on the same page goes on with this same worker.
  gone = false;
  if (!(await caches.has(CACHE))) await keep();
  const open = await here.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (open.length > 1) return;
  const old = (await caches.keys()).filter((name) => name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

async function page({ request, preloadResponse }: Fetching): Promise<Response> {
  const late = new Promise<undefined>((done) => setTimeout(() => done(undefined), NETWORK_WITHIN_MS));
  const asked = Promise.resolve(preloadResponse).then((ahead) => ahead ?? fetch(request));
  const answer = await Promise.race([asked.catch(() => undefined), late]);
  if (answer !== undefined && answers(answer)) return answer;
  const kept = await caches.match(PAGE, { cacheName: CACHE, ignoreVary: true });
  return kept ?? answer ?? asked;
}

/** From whichever build has it: a page that is open goes on with its own until it is loaded anew. */
async function own(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  return (await caches.match(pathname, { ignoreVary: true })) ?? fetch(request);
}

here.addEventListener('install', (event) => event.waitUntil(keep().then(() => here.skipWaiting())));

here.addEventListener('activate', (event) =>
  event.waitUntil(here.registration.navigationPreload?.enable().catch(() => undefined) ?? Promise.resolve()),
);

here.addEventListener('message', (event) => {
  const told = toldBy(event.data);
  if (told?.is === 'gone') event.waitUntil(leave());
  if (told?.is === 'loaded') event.waitUntil(loaded(told.entry).catch(() => undefined));
});

here.addEventListener('fetch', (event) => {
  if (gone) return;
  const way = wayOf(event.request, location.origin, FILES);
  if (way === 'page') event.respondWith(page(event));
  if (way === 'file') event.respondWith(own(event.request));
});
