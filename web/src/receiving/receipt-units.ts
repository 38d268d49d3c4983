import type { ReceiptUnitOnWire } from '../../../src/operations/receiving/contract.ts';

export type ReceiptUnit = ReceiptUnitOnWire;

/** What was known of the units, with what has changed since. */
export function merged(
  before: readonly ReceiptUnit[],
  changed: readonly ReceiptUnit[],
): readonly ReceiptUnit[] {
  if (changed.length === 0) return before;
  const byId = new Map(before.map((one) => [one.unit.id, one]));
  for (const one of changed) byId.set(one.unit.id, one);
  return [...byId.values()];
}

export interface ReceiptLists {
  /** Announced, and not here. */
  readonly waiting: readonly ReceiptUnit[];
  /** Here as announced; the newest first. */
  readonly scanned: readonly ReceiptUnit[];
  readonly extra: readonly ReceiptUnit[];
}

export function listsOf(units: readonly ReceiptUnit[]): ReceiptLists {
  const of = (...states: readonly ReceiptUnit['state'][]) =>
    units.filter(({ state }) => states.includes(state));
  return {
    waiting: of('listed').sort(
      (a, b) => (a.line ?? 0) - (b.line ?? 0) || compared(a.unit.serial, b.unit.serial),
    ),
    scanned: of('recorded', 'filled').sort(newestFirst),
    extra: of('extra').sort(newestFirst),
  };
}

/** A right number that was put in place of a wrong one has no scan of its own: it stands last. */
function newestFirst(a: ReceiptUnit, b: ReceiptUnit): number {
  return compared(b.scannedAt ?? '', a.scannedAt ?? '') || compared(a.unit.serial, b.unit.serial);
}

function compared(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** How many units are here, as the lists have it. */
export function cameOf(units: readonly ReceiptUnit[]): number {
  return units.filter(({ state }) => state === 'recorded' || state === 'filled' || state === 'extra').length;
}

/** A transaction that began before the newest one that we know may end after it. */
const overlapMs = 30_000;

/** Since when to ask for what has changed; undefined: everything. */
export function sinceOf(units: readonly ReceiptUnit[]): string | undefined {
  const newest = units.reduce(
    (latest, { scannedAt }) => (scannedAt && scannedAt > latest ? scannedAt : latest),
    '',
  );
  return newest === '' ? undefined : new Date(new Date(newest).getTime() - overlapMs).toISOString();
}
