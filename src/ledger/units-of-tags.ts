import type { TagNames } from '../domain/rfid/tag-names.ts';
import type { Reader } from '../platform/shared-reads.ts';
import { type NumberRow, numberRows } from './queries-read.ts';
import type { Reference } from './reference.ts';

/**
 * The units that tags are of, by the tags' names: the one that has the EPC as a number of its own, else the one that its
 * product and serial name; numbers in force before ended ones. Tags that are no unit's are not in it.
 */
export async function unitsOfTags(
  read: Reader,
  reference: Reference,
  tags: readonly TagNames[],
): Promise<ReadonlyMap<string, number>> {
  const values = new Set(tags.flatMap(({ epc, serial }) => [epc, serial].filter((one) => one !== null)));
  if (values.size === 0) return new Map();
  const byValue = new Map<string, NumberRow[]>();
  for (const row of await read(numberRows, [...values])) {
    const known = byValue.get(row.value);
    if (known) known.push(row);
    else byValue.set(row.value, [row]);
  }
  return new Map(
    tags.flatMap((tag) => {
      const unit = unitOf(tag, byValue, reference);
      return unit === undefined ? [] : [[tag.name, unit]];
    }),
  );
}

function unitOf(
  { epc, gtin, serial }: TagNames,
  byValue: ReadonlyMap<string, readonly NumberRow[]>,
  { productsByGtin }: Reference,
): number | undefined {
  const own = first(epc === null ? [] : (byValue.get(epc) ?? []));
  if (own !== undefined || gtin === null || serial === null) return own;
  const products = (productsByGtin.get(gtin) ?? []).map(({ product }) => product);
  return first((byValue.get(serial) ?? []).filter(({ product_id }) => products.includes(product_id)));
}

function first(rows: readonly NumberRow[]): number | undefined {
  return (rows.find(({ ended }) => ended === 0) ?? rows[0])?.unit_id;
}
