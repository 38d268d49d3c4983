import { limits } from '../../domain/limits.ts';
import { numberColumn, textColumn } from '../../platform/columns.ts';
import type { Connection } from '../../platform/database.ts';
import { problem } from './change-catalog.ts';
import type { ProductChange } from './contract.ts';
import { deleteParts, insertParts, selectParts, selectProductIds } from './queries.ts';
import { depthBelow, doubled } from './rules.ts';

/** Replaces what a kit is put together from; null, or why it cannot be so. */
export async function changeParts(
  tx: Connection,
  kit: number,
  wanted: NonNullable<ProductChange['parts']>,
  version: number,
) {
  const skus = wanted.map(({ sku }) => sku);
  const twice = doubled(skus);
  if (twice >= 0) return problem('duplicate_code', `parts[${twice}].sku`, 'A part stands twice in the list.');
  const { rows } = await tx.query<{ id: number; sku: string }>(selectProductIds, [textColumn(skus)]);
  const ids = new Map(rows.map(({ sku, id }) => [sku, id]));
  const unknown = skus.findIndex((sku) => !ids.has(sku));
  if (unknown >= 0)
    return problem('unknown_part', `parts[${unknown}].sku`, `There is no product ${skus[unknown]}.`);
  const depth = await depthOfKits(tx, kit, [...ids.values()]);
  if (depth === Number.POSITIVE_INFINITY)
    return problem('inside_itself', 'parts', 'The product would be a part of itself.');
  if (depth > limits.kitDepthMax)
    return problem('inside_itself', 'parts', `Kits go at most ${limits.kitDepthMax} levels deep.`);
  await tx.query(deleteParts, [kit]);
  if (wanted.length === 0) return null;
  const quantities = numberColumn(wanted.map(({ quantity }) => quantity));
  const parts = numberColumn(skus.map((sku) => ids.get(sku)!));
  await tx.query(insertParts, [kit, parts, quantities, version]);
  return null;
}

/** How deep the deepest kit would go if the kit had these parts. */
async function depthOfKits(tx: Connection, kit: number, parts: readonly number[]): Promise<number> {
  const { rows } = await tx.query<{ kit_id: number; part_id: number }>(selectParts);
  const inside = new Map<number, number[]>([[kit, [...parts]]]);
  for (const { kit_id, part_id } of rows)
    if (kit_id !== kit) inside.set(kit_id, [...(inside.get(kit_id) ?? []), part_id]);
  return Math.max(...[...inside.keys()].map((one) => depthBelow(one, inside)));
}
