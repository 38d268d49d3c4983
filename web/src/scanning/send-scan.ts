import type { ScanAnswer, ScanRequestBody } from '../../../src/operations/scanning/contract.ts';
import { type Who, whoWorks } from '../access/session-store.ts';
import { ask, ServerProblem } from '../server/ask.ts';
import { forgetScan, idOf, isElsewhere, keepScan, type WaitingScan, waitingScans } from './waiting-scans.ts';
import { failuresMax, fateOf } from './what-becomes.ts';

/** What the server said of a scan, at last. */
export type Told = { readonly answer: ScanAnswer } | { readonly problem: ServerProblem };
/** `kept`: not now. It waits on this device, and whoever listens (`onLateAnswer`) hears what becomes of it. */
export type Sent = Told | 'kept';

interface ScanAnswers {
  readonly answers: readonly ScanAnswer[];
}

/** How long until the server is tried again. */
const retryMs = 3_000;
/** After so long without an answer the server counts as away; what was sent is sent again under the same id. */
const patienceMs = 15_000;

/** Who waits for an answer at the screen, by the scan's id. */
const askers = new Map<string, { readonly scan: WaitingScan; resolve(sent: Sent): void }>();
/** Scans whose turn has not come: what was scanned before them may still say more about them. */
const queued = new Set<string>();
let lateListener: ((id: string, told: Told) => boolean) | null = null;
let isSending = false;
let retry: ReturnType<typeof setTimeout> | undefined;

/** Keeps a scan from the moment on at which it is made. It is sent when its turn comes (`sendScan`), or after a reload. */
export function queueScan(body: ScanRequestBody, by: Who): void {
  queued.add(body.scans[0]!.id);
  keepScan({ body, by, failures: 0, aside: null });
}

/** Sends a scan under the id that it got when it was made: sent twice, it has one effect. Never throws. */
export function sendScan(body: ScanRequestBody, by: Who): Promise<Sent> {
  const id = body.scans[0]!.id;
  return new Promise((resolve) => {
    const scan = { body, by, failures: 0, aside: null };
    queued.delete(id);
    askers.set(id, { scan, resolve });
    keepScan(scan);
    void sendAll();
  });
}

/** A scan that was set aside is tried once more. */
export function sendAgain(scan: WaitingScan): void {
  keepScan({ ...scan, failures: 0, aside: null });
  void sendAll();
}

/** Whoever shows scans says whether it has shown this answer; a no that nobody was shown is set aside. */
export function onLateAnswer(listener: (id: string, told: Told) => boolean): () => void {
  lateListener = listener;
  return () => {
    if (lateListener === listener) lateListener = null;
  };
}

/** Sends what the person at this page has waiting, one after the other, oldest first. */
export async function sendAll(): Promise<void> {
  if (isSending) return;
  isSending = true;
  try {
    for (let scan = nextScan(); scan !== undefined; scan = nextScan()) {
      if (!(await trySending(scan))) break;
    }
    delay();
  } finally {
    isSending = false;
  }
}

function nextScan(): WaitingScan | undefined {
  const actor = whoWorks()?.actor;
  const isNext = (scan: WaitingScan) =>
    scan.by.actor === actor && !scan.aside && !queued.has(idOf(scan)) && !isElsewhere(idOf(scan));
  // What another tab has sent meanwhile is sent once more where its answer is waited for: that is harmless.
  return waitingScans().find(isNext) ?? [...askers.values()].map(({ scan }) => scan).find(isNext);
}

/** False where nothing else need be tried now. */
async function trySending(scan: WaitingScan): Promise<boolean> {
  const { body, by } = scan;
  try {
    const more = { actor: by.actor, timeoutMs: patienceMs };
    const { answers } = await ask<Partial<ScanAnswers>>('POST', '/api/scans', body, more);
    const answer = answers?.[0];
    // A hotel's sign-in page, or a proxy's: it is not our server that said so.
    if (!answer) throw new ServerProblem(0, { code: 'unreachable' });
    finish(scan, { answer });
    return true;
  } catch (error) {
    // A fault of these screens must hold up no other scan either.
    const isOurs = !(error instanceof ServerProblem);
    return hasFailed(scan, isOurs ? new ServerProblem(500, { detail: String(error) }) : error);
  }
}

function hasFailed(scan: WaitingScan, problem: ServerProblem): boolean {
  const fate = fateOf(problem);
  const failures = scan.failures + (fate === 'failed' ? 1 : 0);
  if (fate === 'final' || failures >= failuresMax) {
    finish(scan, { problem });
    return true;
  }
  if (fate !== 'not_signed_in') {
    clearTimeout(retry);
    retry = setTimeout(() => void sendAll(), retryMs);
  }
  keepScan({ ...scan, failures });
  return false;
}

/** Nobody need look at a screen that says nothing: what waits is kept. */
function delay(): void {
  for (const [id, { resolve }] of askers) {
    askers.delete(id);
    resolve('kept');
  }
}

function finish(scan: WaitingScan, told: Told): void {
  const id = idOf(scan);
  const asker = askers.get(id);
  askers.delete(id);
  asker?.resolve(told);
  // What could not be judged at all can be sent again: it is kept unless somebody stands before it just now.
  const isShown = asker !== undefined || (lateListener?.(id, told) === true && 'answer' in told);
  if (isShown || isGood(told)) forgetScan(id);
  else keepScan({ ...scan, aside: asideOf(told) });
}

function isGood(told: Told): boolean {
  return 'answer' in told && (told.answer.outcome === 'recorded' || told.answer.outcome === 'repeated');
}

function asideOf(told: Told): WaitingScan['aside'] {
  if ('answer' in told) return { sentence: told.answer.sentence, canRepeat: false };
  return { sentence: told.problem.message, canRepeat: true };
}
