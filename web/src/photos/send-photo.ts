import type { PhotoOnWire } from '../../../src/operations/photos/contract.ts';
import { credentials, meantFor, tellSession, whoWorks } from '../access/session-store.ts';
import { ServerProblem } from '../server/ask.ts';

/** What is told while a photograph is on its way. */
export interface Sending {
  /** 0 to 1. */
  onProgress(part: number): void;
  /** The server cannot be reached, or cannot take it now; it is tried again by itself. */
  onWaiting(): void;
  readonly signal: AbortSignal;
}

/** Milliseconds until it is tried again: longer each time, never for ever. */
const retryMs = [1_000, 2_000, 4_000, 8_000, 15_000];

/**
 * Sends a photograph and answers its hash, however long the line is bad: the same photograph twice is one. Throws a
 * ServerProblem for a no that stays one, and an AbortError when it is given up.
 */
export async function sendPhoto(photo: Blob, sending: Sending): Promise<string> {
  for (let tries = 0; ; tries += 1) {
    try {
      return (await once(photo, sending)).hash;
    } catch (error) {
      if (!(error instanceof ServerProblem) || !passes(error)) throw error;
      sending.onWaiting();
      await pause(retryMs[Math.min(tries, retryMs.length - 1)]!, sending.signal);
    }
  }
}

function passes({ status }: ServerProblem): boolean {
  return status === 0 || status === 429 || status === 503;
}

/** By XMLHttpRequest, which alone says how much of a body has gone. */
function once(photo: Blob, { onProgress, signal }: Sending): Promise<PhotoOnWire> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/api/photos');
    const who = whoWorks();
    const meant = who === null ? {} : meantFor(who.actor);
    const headers = { ...credentials(), ...meant, accept: 'application/json', 'content-type': photo.type };
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total);
    request.onerror = () => reject(new ServerProblem(0, { code: 'unreachable' }));
    request.onabort = () => reject(signal.reason);
    request.onload = () => {
      if (request.status === 201) return resolve(JSON.parse(request.responseText) as PhotoOnWire);
      const problem = new ServerProblem(request.status, saidIn(request.responseText));
      if (problem.status === 401) tellSession('ended');
      if (problem.code === 'other_actor') tellSession('other');
      reject(problem);
    };
    if (signal.aborted) return reject(signal.reason);
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(photo);
  });
}

function saidIn(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        reject(signal.reason);
      },
      { once: true },
    );
  });
}
