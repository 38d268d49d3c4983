import { numberColumn } from '../../platform/columns.ts';
import type { Database } from '../../platform/database.ts';
import { selectBoughtFor } from './queries.ts';

interface Row {
  readonly unit_id: number;
  readonly minor: number;
  readonly currency: string;
}

/**
 * What some units were bought for by the companies that they belong to, in minor units: without freight and whatever else came
 * later. One that nobody has said a price of, or whose price is in two currencies, is missing.
 */
export async function boughtFor(
  database: Database,
  units: readonly number[],
): Promise<ReadonlyMap<number, { readonly minor: number; readonly currency: string }>> {
  if (units.length === 0) return new Map();
  const { rows } = await database.query<Row>(selectBoughtFor, [numberColumn(units)]);
  return new Map(rows.map(({ unit_id, minor, currency }) => [unit_id, { minor, currency }]));
}
