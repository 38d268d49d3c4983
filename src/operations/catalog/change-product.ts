import { textColumn } from '../../platform/columns.ts';
import type { Connection } from '../../platform/database.ts';
import { type CatalogParts, type Changed, changeCatalog, problem } from './change-catalog.ts';
import type { NewProduct, ProductChange } from './contract.ts';
import {
  deleteGtins,
  insertGtins,
  insertProduct,
  type ProductRow,
  selectProduct,
  updateProduct,
} from './queries.ts';
import { normalGtins } from './rules.ts';

export async function createProduct(parts: CatalogParts, wanted: NewProduct): Promise<Changed<ProductRow>> {
  const { sku, name, category = null, serialized = true, unknownSerials = 'arrivals' } = wanted;
  const found = normalGtins(wanted.gtins ?? []);
  if ('wrong' in found) return badGtin(found.wrong);
  return changeCatalog(parts, async (tx, version) => {
    const values = [sku, name, category, serialized, unknownSerials, wanted.wipeRequired ?? false, version];
    const { rows } = await tx.query<{ id: number }>(insertProduct, values);
    if (!rows[0]) return problem('already_exists', 'sku', `There is a product ${sku} already.`);
    await addGtins(tx, rows[0].id, found.gtins, version);
    return productBySku(tx, sku);
  });
}

/** What is not said stays. The SKU, and whether units have serials, never change. */
export async function changeProduct(
  parts: CatalogParts,
  sku: string,
  wanted: ProductChange,
): Promise<Changed<ProductRow>> {
  const found = normalGtins(wanted.gtins ?? []);
  if ('wrong' in found) return badGtin(found.wrong);
  return changeCatalog(parts, async (tx, version) => {
    const before = await productBySku(tx, sku);
    if ('problem' in before) return before;
    const { id, name, category, unknown_serials, wipe_required } = before;
    await tx.query(updateProduct, [
      id,
      wanted.name ?? name,
      wanted.category === undefined ? category : wanted.category,
      wanted.unknownSerials ?? unknown_serials,
      wanted.wipeRequired ?? wipe_required,
      version,
    ]);
    if (wanted.gtins) {
      await tx.query(deleteGtins, [id]);
      await addGtins(tx, id, found.gtins, version);
    }
    return productBySku(tx, sku);
  });
}

async function addGtins(
  tx: Connection,
  id: number,
  gtins: readonly string[],
  version: number,
): Promise<void> {
  if (gtins.length > 0) await tx.query(insertGtins, [id, textColumn(gtins), version]);
}

async function productBySku(tx: Connection, sku: string): Promise<Changed<ProductRow>> {
  const { rows } = await tx.query<ProductRow>(selectProduct, [sku]);
  return rows[0] ?? problem('product_not_found', 'params.sku', `There is no product ${sku}.`);
}

function badGtin(index: number) {
  const sentence = 'A GTIN has 8, 12, 13 or 14 digits, the last of them its check digit.';
  return problem('bad_gtin', `gtins[${index}]`, sentence);
}
