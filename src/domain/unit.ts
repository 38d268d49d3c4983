import type { Asserted, CheckChange, HoldChange } from './events.ts';
import { type Check, type Condition, checks, type Status, type Use } from './facts.ts';
import { arrivesAfresh } from './lifecycle.ts';

/**
 * The six facts of a unit (status, condition, holds, place, owner, use), kept apart, and what the rules
 * remember beside them. Place, owner, product and sale are opaque numbers here: the ledger knows their names.
 */
export interface Unit {
  readonly product: number;
  readonly serial: string;
  readonly status: Status;
  /**
   * The statuses it will fall back to, latest last: what `in_transit`, `missing` or `in_repair` interrupted.
   */
  readonly before: readonly Status[];
  readonly condition: Condition;
  /** Sorted keys `kind` or `kind:reference`; several at once, each placed and lifted alone. */
  readonly holds: readonly string[];
  /** Holds lifted from this unit by name: a recall scope that still stands does not bring them back. */
  readonly released: readonly string[];
  readonly place: number;
  readonly owner: number;
  readonly use: Use;
  readonly checks: readonly Check[];
  readonly lot: string | null;
  readonly supplier: string | null;
  /** The sale this unit is bound to, if any. Verdicts ask the sale, never the status. */
  readonly sale: number | null;
  /** The unit that took over this one's life after a wrong product or serial was corrected. */
  readonly see: number | null;
}

/** A number nobody has written anything about yet. Condition and use start as what a sealed box is. */
export function blankUnit(product: number, serial: string): Unit {
  return {
    product,
    serial,
    status: 'none',
    before: [],
    condition: 'new',
    holds: [],
    released: [],
    place: 0,
    owner: 0,
    use: 'stock',
    checks: [],
    lot: null,
    supplier: null,
    sale: null,
    see: null,
  };
}

/**
 * The unit after an event: each fact the event asserts replaces the last one. It cannot fail, so a replay
 * cannot.
 */
export function apply(unit: Unit, event: Asserted): Unit {
  const next: { -readonly [K in keyof Unit]: Unit[K] } = { ...unit };
  if (event.status !== undefined) {
    next.status = event.status;
    next.before = memoryAfter(unit, event);
  }
  if (event.condition !== undefined) next.condition = event.condition;
  if (event.place !== undefined) next.place = event.place;
  if (event.owner !== undefined) next.owner = event.owner;
  if (event.use !== undefined) next.use = event.use;
  if (event.sale !== undefined) next.sale = event.sale;
  if (event.holds) {
    next.holds = changed(unit.holds, event.holds, 'place');
    next.released = changed(unit.released, event.holds, 'release');
  }
  if (event.checks) next.checks = checksAfter(unit.checks, event.checks);
  const identity = event.identity;
  if (identity) {
    if (identity.product !== undefined) next.product = identity.product;
    if (identity.serial !== undefined) next.serial = identity.serial;
    if (identity.lot !== undefined) next.lot = identity.lot;
    if (identity.supplier !== undefined) next.supplier = identity.supplier;
    if (identity.see !== undefined) next.see = identity.see;
    if (identity.before !== undefined) next.before = identity.before;
  }
  return next;
}

/**
 * What memory an event leaves: it interrupts a status, ends an interruption, or starts the unit's way
 * afresh.
 */
function memoryAfter(unit: Unit, event: Asserted): readonly Status[] {
  if (event.memory === 'push') return [...unit.before, unit.status];
  if (event.memory === 'pop') {
    const back = unit.before.lastIndexOf(event.status as Status);
    return unit.before.slice(0, back === -1 ? -1 : back);
  }
  return arrivesAfresh(event.status as Status) ? [] : unit.before;
}

/**
 * `keys` after the changes: a `wanted` change adds its key, the opposite one removes it. Sorted, so rows
 * compare.
 */
function changed(keys: readonly string[], changes: readonly HoldChange[], wanted: HoldChange['change']) {
  const set = new Set(keys);
  for (const { key, change } of changes) {
    if (change === wanted) set.add(key);
    else set.delete(key);
  }
  return [...set].sort();
}

function checksAfter(held: readonly Check[], changes: readonly CheckChange[]): readonly Check[] {
  const set = new Set(held);
  for (const { check, change } of changes) {
    if (check === 'all') set.clear();
    else if (change === 'gain') set.add(check);
    else set.delete(check);
  }
  return checks.filter((check) => set.has(check));
}
