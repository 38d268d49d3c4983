import { readSerialList } from '../../../domain/identifiers/serial-list.ts';
import type { ReadReference } from '../../../ledger/current-reference.ts';
import { numberColumn, textColumn } from '../../../platform/columns.ts';
import type { Database, Queryable } from '../../../platform/database.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import type { SupplierRules, SupplierRulesChange } from './contract.ts';
import * as sql from './queries.ts';

export interface RulesParts {
  readonly database: Database;
  readonly reference: ReadReference;
}

export interface RulesProblem {
  readonly code: 'supplier_not_found' | 'unknown_product' | 'bad_serials' | 'duplicate_line';
  readonly where: string;
  readonly sentence: string;
}

export type Ruled = { readonly rules: SupplierRules } | { readonly problem: RulesProblem };

export async function rulesOf(db: Queryable, code: string): Promise<Ruled> {
  const { rows } = await db.query<sql.RulesRow>(sql.selectRules, [code]);
  if (!rows[0]) return no('supplier_not_found', 'params.code', `There is no supplier ${code}.`);
  const serials = await db.query<sql.SerialsRow>(sql.selectSerials, [rows[0].supplier_id]);
  return { rules: rulesOnWire(rows[0], serials.rows) };
}

/** What is not said stays. Groups read the rules under the lock of each receipt, so the next scan is judged by them. */
export async function changeRules(
  { database, reference }: RulesParts,
  code: string,
  wanted: SupplierRulesChange,
): Promise<Ruled> {
  const { productsBySku } = await reference();
  const products: number[] = [];
  for (const [at, { sku, ranges }] of (wanted.serials ?? []).entries()) {
    const product = productsBySku.get(sku);
    if (!product) return no('unknown_product', `serials[${at}].sku`, `There is no product "${sku}".`);
    if (products.includes(product.id))
      return no('duplicate_line', `serials[${at}].sku`, `The product ${sku} stands twice.`);
    const read = readSerialList(ranges);
    if ('error' in read)
      return no('bad_serials', `serials[${at}].ranges`, `${read.error.sentence.replace(/\.$/, '')}.`);
    products.push(product.id);
  }
  return inTransaction(database, async (tx) => {
    const { rows } = await tx.query<sql.RulesRow>(sql.selectRules, [code]);
    const row = rows[0];
    if (!row) return no('supplier_not_found', 'params.code', `There is no supplier ${code}.`);
    const before = rulesOnWire(row, []);
    const now = { ...before, ...wanted };
    await tx.query(sql.saveRules, [
      row.supplier_id,
      now.overPercent,
      now.overPieces,
      now.shortCloses,
      now.partial,
      now.blind,
      now.serialsRequired,
      now.stopRecalled,
      textColumn(now.serialsIn),
    ]);
    if (wanted.serials) {
      await tx.query(sql.dropSerials, [row.supplier_id]);
      const ranges = textColumn(wanted.serials.map((one) => one.ranges));
      if (products.length > 0)
        await tx.query(sql.insertSerials, [row.supplier_id, numberColumn(products), ranges]);
    }
    return rulesOf(tx, code);
  });
}

function rulesOnWire(row: sql.RulesRow, serials: readonly sql.SerialsRow[]): SupplierRules {
  return {
    overPercent: row.over_percent,
    overPieces: row.over_pieces,
    shortCloses: row.short_closes,
    partial: row.partial,
    blind: row.blind,
    serialsRequired: row.serials_required,
    stopRecalled: row.stop_recalled,
    serialsIn: [...row.serials_in] as SupplierRules['serialsIn'],
    serials: serials.map(({ sku, ranges }) => ({ sku, ranges })),
  };
}

function no(code: RulesProblem['code'], where: string, sentence: string) {
  return { problem: { code, where, sentence } };
}
