import type { ScanAnswer, ScanRequestBody } from '../../../src/operations/scanning/contract.ts';
import { ask, ServerProblem } from '../server/ask.ts';
import { keep, kept } from '../server/kept.ts';

/**
 * Scans on their way, oldest first. They are sent one after the other under the id that they got at the scan, again and
 * again until the server has answered: sent twice, a scan has one effect. They outlast a reload of the page.
 */
let waiting: readonly Waiting[] = restored();
const listeners = new Set<() => void>();
let isSending = false;

interface Waiting {
  readonly body: ScanRequestBody;
  readonly settle?: (told: ScanAnswer | ServerProblem) => void;
  readonly onDelay?: () => void;
}

/** How long until the server is tried again. */
const retryMs = 3_000;

/** The server's answer, however long it takes; a request that cannot be right ever throws. `onDelay`: it takes longer. */
export function sendScan(body: ScanRequestBody, onDelay: () => void): Promise<ScanAnswer> {
  return new Promise((resolve, reject) => {
    const settle = (told: ScanAnswer | ServerProblem) =>
      told instanceof ServerProblem ? reject(told) : resolve(told);
    change([...waiting, { body, settle, onDelay }]);
    void sendAll();
  });
}

export function waitingScans(): number {
  return waiting.length;
}

export function onWaitingScans(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Sends what waits; where the server is away, what is left stays. */
export async function sendAll(): Promise<void> {
  if (isSending) return;
  isSending = true;
  try {
    for (let first = waiting[0]; first !== undefined; first = waiting[0]) {
      const told = await answerOf(first.body);
      if (told === 'later') {
        for (const { onDelay } of waiting) onDelay?.();
        setTimeout(() => void sendAll(), retryMs);
        return;
      }
      change(waiting.slice(1));
      first.settle?.(told);
    }
  } finally {
    isSending = false;
  }
}

async function answerOf(body: ScanRequestBody): Promise<ScanAnswer | ServerProblem | 'later'> {
  try {
    const { answers } = await ask<{ answers: readonly ScanAnswer[] }>('POST', '/api/scans', body);
    return answers[0]!;
  } catch (error) {
    if (!(error instanceof ServerProblem)) throw error;
    const comesAgain = [0, 401, 408, 429].includes(error.status) || error.status >= 500;
    return comesAgain ? 'later' : error;
  }
}

function change(next: readonly Waiting[]): void {
  waiting = next;
  keep('waiting', next.length === 0 ? null : JSON.stringify(next.map(({ body }) => body)));
  for (const listener of listeners) listener();
}

function restored(): readonly Waiting[] {
  try {
    return (JSON.parse(kept('waiting') ?? '[]') as ScanRequestBody[]).map((body) => ({ body }));
  } catch {
    return [];
  }
}
