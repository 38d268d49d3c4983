import { changeOrProblem, type ReferenceParts } from '../../ledger/change-or-problem.ts';
import type { Connection } from '../../platform/database.ts';
import { type Changed, jsonOf, type PlaceProblemCode, problem } from './change-site.ts';
import type { CompanyChange, NewCompany } from './contract.ts';
import { type CompanyRow, insertCompany, selectCompany, updateCompany } from './queries.ts';

/** A legal entity of ours, or somebody whose goods we sell: a new owner of units. */
export async function createCompany(parts: ReferenceParts, wanted: NewCompany): Promise<Changed<CompanyRow>> {
  const { code, name, kind = 'company', taxNumber = null, address = null } = wanted;
  return changeOrProblem<CompanyRow, PlaceProblemCode>(parts, async (tx, version) => {
    const { rows } = await tx.query(insertCompany, [code, name, kind, taxNumber, jsonOf(address), version]);
    if (!rows[0]) return problem('already_exists', 'code', `There is an owner ${code} already.`);
    return byCode(tx, code);
  });
}

/** What is not said stays; code and kind never change. */
export async function changeCompany(
  parts: ReferenceParts,
  code: string,
  wanted: CompanyChange,
): Promise<Changed<CompanyRow>> {
  return changeOrProblem<CompanyRow, PlaceProblemCode>(parts, async (tx, version) => {
    const before = await byCode(tx, code);
    if ('problem' in before) return before;
    const { name = before.name, taxNumber = before.tax_number, address = before.address } = wanted;
    await tx.query(updateCompany, [before.id, name, taxNumber, jsonOf(address), version]);
    return byCode(tx, code);
  });
}

async function byCode(tx: Connection, code: string): Promise<Changed<CompanyRow>> {
  const { rows } = await tx.query<CompanyRow>(selectCompany, [code]);
  return rows[0] ?? problem('company_not_found', 'params.code', `There is no company ${code}.`);
}
