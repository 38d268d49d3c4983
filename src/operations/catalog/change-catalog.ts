import {
  type Changed as AnyChanged,
  changeOrProblem,
  type ReferenceParts,
} from '../../ledger/change-or-problem.ts';
import type { Connection } from '../../platform/database.ts';

export type CatalogParts = ReferenceParts;

export type CatalogProblemCode =
  | 'already_exists'
  | 'product_not_found'
  | 'category_not_found'
  | 'supplier_not_found'
  | 'bad_gtin'
  | 'bad_day'
  | 'bad_currency'
  | 'bad_number'
  | 'bad_serial_pattern'
  | 'gtin_taken'
  | 'unknown_supplier'
  | 'unknown_category'
  | 'unknown_part'
  | 'unknown_photo'
  | 'inside_itself'
  | 'duplicate_code';

export type Changed<Result> = AnyChanged<Result, CatalogProblemCode>;

export function problem(code: CatalogProblemCode, where: string, sentence: string) {
  return { problem: { code, where, sentence } };
}

/** One transaction that every process judges by from its commit on; nothing is written when the change answers a problem. */
export function changeCatalog<Result extends object>(
  parts: CatalogParts,
  change: (tx: Connection, version: number) => Promise<Changed<Result>>,
): Promise<Changed<Result>> {
  return changeOrProblem(parts, change);
}
