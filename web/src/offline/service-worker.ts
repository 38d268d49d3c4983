import { howToAnswer } from './how-to-answer.ts';

// What this worker needs of its surroundings; the types of pages and of workers cannot be had at once.
interface Surroundings {
  readonly location: { readonly origin: string };
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(name: 'install' | 'activate', listen: (event: Extended) => void): void;
  addEventListener(name: 'fetch', listen: (event: Asking) => void): void;
}

interface Extended {
  waitUntil(done: Promise<unknown>): void;
}

interface Asking {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

/** Put in by tools/build-web.mjs: addresses of the built files, and a name made of their content. */
declare const builtFiles: readonly string[];
declare const builtVersion: string;

const surroundings = self as unknown as Surroundings;
const { origin } = surroundings.location;
const files = new Set(builtFiles);
const prefix = 'unitrail-';
/** A page that is open still asks for files of the screens before. */
const versionsKept = 2;
/** A server that takes longer is answered for: the kept page is there at once. */
const patienceMs = 4_000;

surroundings.addEventListener('install', (event) => {
  event.waitUntil(keep().then(() => surroundings.skipWaiting()));
});

surroundings.addEventListener('activate', (event) => {
  event.waitUntil(forgetOld().then(() => surroundings.clients.claim()));
});

surroundings.addEventListener('fetch', (event) => {
  const { request } = event;
  const { method, url, mode } = request;
  const answer = howToAnswer({ method, url, isNavigation: mode === 'navigate' }, origin, files);
  if (answer === 'file') event.respondWith(keptFile(request));
  if (answer === 'page') event.respondWith(page(request));
});

async function keep(): Promise<void> {
  const cache = await caches.open(prefix + builtVersion);
  await cache.addAll([pageRequest(), ...builtFiles]);
}

/** The server gives the page only to who asks for a page. */
function pageRequest(): Request {
  return new Request('/', { headers: { accept: 'text/html' }, cache: 'reload' });
}

async function forgetOld(): Promise<void> {
  const own = (await caches.keys()).filter((name) => name.startsWith(prefix));
  await Promise.all(own.slice(0, -versionsKept).map((name) => caches.delete(name)));
}

async function keptFile(request: Request): Promise<Response> {
  return (await caches.match(request.url)) ?? fetch(request);
}

async function page(request: Request): Promise<Response> {
  const cache = await caches.open(prefix + builtVersion);
  try {
    return await Promise.race([fetch(request), tooLong()]);
  } catch (error) {
    const keptPage = await cache.match('/', { ignoreVary: true });
    if (keptPage) return keptPage;
    throw error;
  }
}

function tooLong(): Promise<never> {
  return new Promise((_resolve, reject) => {
    setTimeout(() => reject(new Error('The server takes too long.')), patienceMs);
  });
}
