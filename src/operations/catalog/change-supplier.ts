import type { Connection } from '../../platform/database.ts';
import { type CatalogParts, type Changed, changeCatalog, problem } from './change-catalog.ts';
import type { NewSupplier, SupplierChange } from './contract.ts';
import {
  insertSupplier,
  type SupplierRow,
  selectNumberOwner,
  selectSupplier,
  updateSupplier,
} from './queries.ts';
import { doubled, type SupplierNumber, wrongNumber } from './rules.ts';

export async function createSupplier(
  parts: CatalogParts,
  wanted: NewSupplier,
): Promise<Changed<SupplierRow>> {
  const { code, name, numbers = [], sampleSize = null, active = true } = wanted;
  return changeCatalog(parts, async (tx, version) => {
    const wrong = await numbersProblem(tx, code, numbers);
    if (wrong) return wrong;
    const values = [code, name, JSON.stringify(numbers), sampleSize, active, version];
    const { rows } = await tx.query(insertSupplier, values);
    if (!rows[0]) return problem('already_exists', 'code', `There is a supplier ${code} already.`);
    return byCode(tx, code);
  });
}

/** What is not said stays; the code never changes. */
export async function changeSupplier(
  parts: CatalogParts,
  code: string,
  wanted: SupplierChange,
): Promise<Changed<SupplierRow>> {
  return changeCatalog(parts, async (tx, version) => {
    const before = await byCode(tx, code);
    if ('problem' in before) return before;
    const { name = before.name, numbers = before.numbers, active = before.active } = wanted;
    const wrong = await numbersProblem(tx, code, numbers);
    if (wrong) return wrong;
    const sampleSize = wanted.sampleSize === undefined ? before.sample_size : wanted.sampleSize;
    await tx.query(updateSupplier, [code, name, JSON.stringify(numbers), sampleSize, active, version]);
    return byCode(tx, code);
  });
}

/** A number finds one supplier. */
async function numbersProblem(tx: Connection, code: string, numbers: readonly SupplierNumber[]) {
  const wrong = wrongNumber(numbers);
  if (wrong >= 0) {
    const { kind, value } = numbers[wrong]!;
    return problem('bad_number', `numbers[${wrong}].value`, `"${value}" cannot be a ${kind.toUpperCase()}.`);
  }
  const keys = numbers.map(({ kind, value }) => `${kind}:${value}`);
  const twice = doubled(keys);
  if (twice >= 0) return problem('duplicate_code', `numbers[${twice}]`, 'A number stands twice in the list.');
  const { rows } = await tx.query<SupplierNumber & { code: string }>(selectNumberOwner, [
    code,
    JSON.stringify(numbers),
  ]);
  const [owner] = rows;
  if (!owner) return null;
  const at = keys.indexOf(`${owner.kind}:${owner.value}`);
  return problem('already_exists', `numbers[${at}]`, `This is the number of the supplier ${owner.code}.`);
}

async function byCode(tx: Connection, code: string): Promise<Changed<SupplierRow>> {
  const { rows } = await tx.query<SupplierRow>(selectSupplier, [code]);
  return rows[0] ?? problem('supplier_not_found', 'params.code', `There is no supplier ${code}.`);
}
