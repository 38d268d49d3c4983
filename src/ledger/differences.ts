import { heldByUs } from '../domain/lifecycle.ts';
import type { Unit } from '../domain/unit.ts';
import { conditionCodes, statusCodes } from './codes.ts';
import type { Reference } from './reference.ts';
import type { HeldUnit } from './work.ts';

// Counts and narrow lists follow from the units before and after a group: no scan says what it does to them.

export interface CountKey {
  readonly site: number;
  readonly product: number;
  readonly owner: number;
  readonly condition: number;
  readonly status: number;
  readonly held: boolean;
}

export interface CountChange extends CountKey {
  readonly by: number;
}

export interface StockRow {
  readonly site: number;
  readonly location: number;
  readonly product: number;
  readonly status: number;
  readonly bucket: number;
  readonly unit: number;
}

/** Where a unit is counted. A number without a life is counted nowhere. */
export function countKey(unit: Unit, reference: Reference): CountKey | null {
  if (unit.status === 'none') return null;
  return {
    site: reference.locations.get(unit.place)?.site.id ?? 0,
    product: unit.product,
    owner: unit.owner,
    condition: conditionCodes.toCode(unit.condition),
    status: statusCodes.toCode(unit.status),
    held: unit.holds.length > 0,
  };
}

export function countChanges(touched: readonly HeldUnit[], reference: Reference): CountChange[] {
  const changes = new Map<string, CountKey & { by: number }>();
  const add = (key: CountKey | null, by: number) => {
    if (key === null) return;
    const { site, product, owner, condition, status, held } = key;
    const text = `${site}/${product}/${owner}/${condition}/${status}/${held}`;
    const change = changes.get(text);
    if (change) change.by += by;
    else changes.set(text, { site, product, owner, condition, status, held, by });
  };
  for (const held of touched) {
    if (held.before) add(countKey(held.before, reference), -1);
    add(countKey(held.unit, reference), 1);
  }
  return [...changes.values()].filter(({ by }) => by !== 0);
}

/** The list row of a unit in our custody; null for one that is not. */
export function stockRow(held: Pick<HeldUnit, 'id' | 'bucket'>, unit: Unit, reference: Reference) {
  const location = reference.locations.get(unit.place);
  if (!heldByUs.includes(unit.status) || !location) return null;
  const { id, bucket } = held;
  return {
    site: location.site.id,
    location: unit.place,
    product: unit.product,
    status: statusCodes.toCode(unit.status),
    bucket,
    unit: id,
  };
}

export function stockChanges(touched: readonly HeldUnit[], reference: Reference) {
  const gone: StockRow[] = [];
  const come: StockRow[] = [];
  for (const held of touched) {
    const before = held.before && stockRow(held, held.before, reference);
    const after = stockRow(held, held.unit, reference);
    if (before && after && sameRow(before, after)) continue;
    if (before) gone.push(before);
    if (after) come.push(after);
  }
  return { gone, come };
}

function sameRow(a: StockRow, b: StockRow): boolean {
  return a.location === b.location && a.product === b.product && a.status === b.status;
}
