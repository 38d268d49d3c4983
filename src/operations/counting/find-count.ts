import { type Sites, within } from '../../domain/sites.ts';
import type { Database, Queryable } from '../../platform/database.ts';
import * as sql from './queries.ts';

/** Why something about a count cannot be done. */
export interface CountProblem {
  readonly code:
    | 'count_not_found'
    | 'wrong_state'
    | 'reason_needed'
    | 'unknown_site'
    | 'unknown_location'
    | 'unknown_product'
    | 'unknown_category'
    | 'person_not_found'
    | 'too_many_units'
    | 'unknown_unit'
    | 'invalid_request'
    | 'already_exists';
  readonly where: string;
  readonly sentence: string;
}

export type OrProblem<Value> = Value | { readonly problem: CountProblem };

/** A count by its number; another site's answers as one that does not exist. */
export async function findCount(
  database: Database,
  number: string,
  sites: Sites,
): Promise<OrProblem<sql.CountRow>> {
  return theCount(database, sql.selectCount, number, sites);
}

/** The same, held so that nobody else changes it or records on it meanwhile. */
export async function holdCount(
  tx: Queryable,
  number: string,
  sites: Sites,
): Promise<OrProblem<sql.CountRow>> {
  return theCount(tx, sql.holdCount, number, sites);
}

async function theCount(
  db: Queryable,
  select: typeof sql.selectCount,
  number: string,
  sites: Sites,
): Promise<OrProblem<sql.CountRow>> {
  const { rows } = await db.query<sql.CountRow>(select, [number]);
  if (rows[0] && within(sites, rows[0].site_id)) return rows[0];
  return countProblem('count_not_found', 'params.number', `There is no count ${number}.`);
}

export function countProblem(code: CountProblem['code'], where: string, sentence: string) {
  return { problem: { code, where, sentence } };
}
