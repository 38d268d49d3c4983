import { ensureDocuments } from '../../ledger/ensure-documents.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database.ts';
import { inTransaction } from '../../platform/transaction.ts';
import type { NewVendorReturn } from './contract.ts';
import * as sql from './queries.ts';

export interface ReturnProblem {
  readonly code:
    | 'unknown_supplier'
    | 'already_exists'
    | 'already_closed'
    | 'wrong_state'
    | 'reason_needed'
    | 'too_many_units'
    | 'unknown_unit'
    | 'bad_currency'
    | 'lead_needed'
    | 'details_missing';
  readonly where: string;
  readonly sentence: string;
}
export type Changed<Result> = Result | { readonly problem: ReturnProblem };

export function problem(code: ReturnProblem['code'], where: string, sentence: string) {
  return { problem: { code, where, sentence } };
}

/** A return to one supplier, without units yet. The same request again answers what it made the first time. */
export async function beginReturn(
  { database, clock }: { readonly database: Database; readonly clock: Clock },
  wanted: NewVendorReturn,
  who: { readonly actor: number; readonly site: number },
): Promise<Changed<{ readonly number: string }>> {
  const supplier = await database.query<{ id: number }>(sql.selectSupplier, [wanted.supplier]);
  const supplierId = supplier.rows[0]?.id;
  if (supplierId === undefined)
    return problem('unknown_supplier', 'supplier', `There is no supplier "${wanted.supplier}" in use.`);
  const now = clock.now().toISOString();
  return inTransaction(database, async (tx) => {
    const before = await tx.query<sql.ReturnRow>(sql.selectRequested, [wanted.request]);
    if (before.rows[0]) return { number: before.rows[0].number };
    const nth = wanted.number ? null : await tx.query<{ nth: number }>(sql.nextNumber);
    const number = wanted.number ?? `VR-${String(nth!.rows[0]!.nth).padStart(6, '0')}`;
    const id = (await ensureDocuments(tx, 'vendor_return', [number])).get(number)!;
    const { request, rma = null, note = null, needsApproval = false } = wanted;
    const said = [rma, note, needsApproval, now, who.actor];
    const made = await tx.query(sql.insertReturn, [id, request, who.site, supplierId, ...said]);
    if (made.rowCount === 1) return { number };
    const same = await tx.query<sql.ReturnRow>(sql.selectRequested, [request]);
    if (same.rows[0]) return { number: same.rows[0].number };
    return problem('already_exists', 'number', `There is a return ${number} already.`);
  });
}
