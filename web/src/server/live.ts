import { useSyncExternalStore } from 'react';
import type { ImportOnWire } from '../../../src/operations/importing/contract.ts';
import type { LiveHint } from '../../../src/operations/live/contract.ts';
import { credentials, tellSession } from '../access/session-store.ts';
import { eventReader, type ServerEvent } from './event-reader.ts';
import { following, paceFor } from './follow.ts';
import { queryClient } from './queries.ts';
import type { Page } from './wire.ts';

/** `on`: what is shown follows by itself. `off`: it does not just now, and is asked for again when it does. */
export type LiveState = 'on' | 'off';

/** Milliseconds without a sign of life (the server gives one each 15 s) after which a stream is taken for dead. */
const silenceMs = 40_000;
/** A page that nobody looks at gives its connection back: browsers have six for all tabs of a server. */
const hiddenMs = 30_000;
/** Lists are asked for again at most so often. */
const listMs = 3_000;

let state: LiveState = 'off';
let position: string | undefined;
const listeners = new Set<() => void>();

export function useLive(): LiveState {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
}

function become(next: LiveState): void {
  if (next === state) return;
  state = next;
  for (const listener of listeners) listener();
}

/**
 * Keeps one stream of hints open for as long as the page is looked at, and comes again when it breaks off, sooner or later by
 * chance, so that a whole shop does not come at once. It is read with `fetch`, for a key goes along in a header, which the
 * browser's own EventSource cannot send. Answers how to stop.
 */
export function startLive(): () => void {
  const stop = new AbortController();
  void keepListening(stop.signal);
  return () => {
    stop.abort();
    position = undefined;
    become('off');
  };
}

async function keepListening(stop: AbortSignal): Promise<void> {
  for (let failures = 0; !stop.aborted; ) {
    await untilSeen(stop);
    const began = performance.now();
    const isOver = await listenOnce(stop).catch(() => false);
    become('off');
    if (isOver || stop.aborted) return;
    failures = performance.now() - began > silenceMs ? 0 : failures + 1;
    await napUntil(Math.random() * Math.min(30_000, 1_000 * 2 ** Math.min(failures, 5)), stop);
  }
}

/** One stream from its beginning to its end; true: there is no use in coming again. */
async function listenOnce(stop: AbortSignal): Promise<boolean> {
  const own = new AbortController();
  const end = () => own.abort();
  stop.addEventListener('abort', end);
  const unwatch = whenHidden(end);
  let silence = setTimeout(end, silenceMs);
  try {
    const reply = await fetch('/api/live', {
      headers: {
        accept: 'text/event-stream, application/problem+json',
        ...credentials(),
        ...(position === undefined ? {} : { 'last-event-id': position }),
      },
      signal: own.signal,
    });
    if (reply.status === 401) tellSession('ended');
    if (!reply.ok || reply.body === null) return reply.status === 401 || reply.status === 403;
    const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader();
    const read = eventReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return false;
      clearTimeout(silence);
      silence = setTimeout(end, silenceMs);
      for (const event of read(value)) take(event);
    }
  } finally {
    clearTimeout(silence);
    unwatch();
    stop.removeEventListener('abort', end);
  }
}

/** After `ended` the stream is begun again: whoever came instead, as with a badge, hears on; nobody is told to sign in. */
function take({ event, data, id }: ServerEvent): void {
  position = id ?? position;
  // Imports have no position: what became of them before the stream began is asked for.
  if (state === 'off' && event !== 'reload') askAgain((key) => key === 'import' || key === 'imports');
  if (event === 'reload') askAgain((key) => following.has(key));
  if (event === 'changed') follow(data as LiveHint);
  become('on');
}

/** What was answered so far may be out of date, what is still under way is not. */
function askAgain(isMeant: (key: unknown) => boolean): void {
  void queryClient.invalidateQueries({
    predicate: ({ queryKey, state: { dataUpdatedAt } }) => dataUpdatedAt > 0 && isMeant(queryKey[0]),
  });
}

let later: LiveHint[] = [];
let isWaiting = false;

function follow(hint: LiveHint): void {
  for (const step of hint.imports) patchImport(step as unknown as ImportStep);
  void queryClient.invalidateQueries({ predicate: ({ queryKey }) => paceFor(queryKey, hint) === 'at once' });
  later.push(hint);
  if (!isWaiting) setTimeout(followLists, Math.random() * listMs);
  isWaiting = true;
}

function followLists(): void {
  const hints = later;
  later = [];
  isWaiting = false;
  void queryClient.invalidateQueries({
    predicate: ({ queryKey }) => hints.some((hint) => paceFor(queryKey, hint) === 'now and then'),
  });
}

type ImportStep = Pick<ImportOnWire, 'id' | 'state' | 'task' | 'progress'>;

/** A step says all that moves while an import is at work; what it found is asked for when it has come to its end. */
function patchImport(step: ImportStep): void {
  const key = ['import', String(step.id)];
  queryClient.setQueryData<ImportOnWire>(key, (known) => known && { ...known, ...step });
  queryClient.setQueriesData<{ readonly pages: readonly Page<ImportOnWire>[] }>(
    { queryKey: ['imports'] },
    (known) => {
      if (known === undefined) return known;
      const patched = (one: ImportOnWire) => (one.id === step.id ? { ...one, ...step } : one);
      return { ...known, pages: known.pages.map((page) => ({ ...page, items: page.items.map(patched) })) };
    },
  );
  if (step.state === 'working') return;
  void queryClient.invalidateQueries({ queryKey: key });
  void queryClient.invalidateQueries({ queryKey: ['imports'] });
}

/** Calls back once when nobody has looked at the page for a while. */
function whenHidden(then: () => void): () => void {
  let hidden: ReturnType<typeof setTimeout> | undefined;
  const look = () => {
    clearTimeout(hidden);
    if (document.hidden) hidden = setTimeout(then, hiddenMs);
  };
  look();
  document.addEventListener('visibilitychange', look);
  return () => {
    clearTimeout(hidden);
    document.removeEventListener('visibilitychange', look);
  };
}

async function untilSeen(stop: AbortSignal): Promise<void> {
  if (!document.hidden) return;
  await new Promise<void>((resolve) => {
    const look = () => {
      if (document.hidden && !stop.aborted) return;
      document.removeEventListener('visibilitychange', look);
      stop.removeEventListener('abort', look);
      resolve();
    };
    document.addEventListener('visibilitychange', look);
    stop.addEventListener('abort', look);
  });
}

/** So many milliseconds, or until the network is back. */
function napUntil(ms: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      clearTimeout(nap);
      window.removeEventListener('online', wake);
      stop.removeEventListener('abort', wake);
      resolve();
    };
    const nap = setTimeout(wake, ms);
    window.addEventListener('online', wake);
    stop.addEventListener('abort', wake);
  });
}
