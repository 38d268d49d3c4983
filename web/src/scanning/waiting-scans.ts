import type { ScanRequestBody } from '../../../src/operations/scanning/contract.ts';
import type { Who } from '../access/session-store.ts';
import { keep, kept, keptNames, onKeptElsewhere } from '../server/kept.ts';

/** A scan that the server has not answered for good. It belongs to the person who made it and is sent under no other. */
export interface WaitingScan {
  readonly body: ScanRequestBody;
  readonly by: Who;
  /** How often the server itself broke over it. */
  readonly failures: number;
  /** Why it is not sent any more unless the person says so: the server's own sentence. */
  readonly aside: Aside | null;
}

export interface Aside {
  readonly sentence: string;
  /** Sent again it may be answered otherwise; an answer is kept for ever and stays what it is. */
  readonly canRepeat: boolean;
}

// A place each, so that two tabs of one device never overwrite what the other keeps.
const beginning = 'scan.';

let scans: readonly WaitingScan[] = restored();
const listeners = new Set<() => void>();

export function idOf({ body }: Pick<WaitingScan, 'body'>): string {
  return body.scans[0]!.id;
}

/** All that wait on this device, whoever's they are, oldest first. */
export function waitingScans(): readonly WaitingScan[] {
  return scans;
}

export function onWaitingScans(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Keeps a scan, or what has changed about one. It outlasts the page. */
export function keepScan(scan: WaitingScan): void {
  const id = idOf(scan);
  keep(beginning + id, JSON.stringify(scan));
  const isKnown = scans.some((one) => idOf(one) === id);
  change(isKnown ? scans.map((one) => (idOf(one) === id ? scan : one)) : [...scans, scan]);
}

export function forgetScan(id: string): void {
  keep(beginning + id, null);
  change(scans.filter((one) => idOf(one) !== id));
}

/** Scans that another tab has on its way just now: it is theirs to send, unless it takes too long. */
const elsewhere = new Map<string, number>();
const elsewhereMs = 60_000;

export function isElsewhere(id: string): boolean {
  const since = elsewhere.get(id);
  return since !== undefined && performance.now() - since < elsewhereMs;
}

onKeptElsewhere(beginning, (name) => {
  const id = name.slice(beginning.length);
  if (!scans.some((one) => idOf(one) === id)) elsewhere.set(id, performance.now());
  change(inOrder([...scans.filter((one) => idOf(one) !== id), ...read(name)]));
});

function change(next: readonly WaitingScan[]): void {
  scans = next;
  for (const listener of listeners) listener();
}

function restored(): readonly WaitingScan[] {
  return inOrder(keptNames(beginning).flatMap(read));
}

/** Ids begin with their time (UUIDv7). */
function inOrder(some: readonly WaitingScan[]): readonly WaitingScan[] {
  return [...some].sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
}

function read(name: string): readonly WaitingScan[] {
  try {
    const scan = JSON.parse(kept(name) ?? 'null') as WaitingScan | null;
    return scan === null ? [] : [scan];
  } catch {
    return [];
  }
}
