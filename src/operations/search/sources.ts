import type { Product, Reference } from '../../ledger/reference.ts';
import type { Database } from '../../platform/database.ts';
import type { Reader } from '../../platform/shared-reads.ts';

/** Where one question is answered from: the database, and the reference data as they stood when it was asked. */
export interface Sources {
  readonly database: Database;
  /** For reads by key that may share a statement with those of others. */
  readonly read: Reader;
  readonly reference: Reference;
}

/** Products that have or had a GTIN, in any of its periods. */
export function productsWithGtin(reference: Reference, gtin: string): Product[] {
  const ids = new Set(reference.productsByGtin.get(gtin)?.map(({ product }) => product));
  return [...ids].flatMap((id) => reference.products.get(id) ?? []);
}
