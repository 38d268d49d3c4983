import { changeReference } from '../../ledger/change-reference.ts';
import type { Freshness } from '../../ledger/freshness.ts';
import type { Connection, Database } from '../../platform/database.ts';

export interface CatalogParts {
  readonly database: Database;
  readonly freshness: Freshness;
}

/** Why the catalog stays as it is. Nothing of the request was done. */
export interface CatalogProblem {
  readonly code:
    | 'already_exists'
    | 'product_not_found'
    | 'site_not_found'
    | 'bad_gtin'
    | 'unknown_owner'
    | 'unknown_time_zone'
    | 'duplicate_code';
  readonly where: string;
  readonly sentence: string;
}

export type Changed<Result> = Result | { readonly problem: CatalogProblem };

export function problem(code: CatalogProblem['code'], where: string, sentence: string) {
  return { problem: { code, where, sentence } };
}

/** One transaction that every process judges by from its commit on; nothing is written when the change answers a problem. */
export async function changeCatalog<Result extends object>(
  { database, freshness }: CatalogParts,
  change: (tx: Connection, version: number) => Promise<Changed<Result>>,
): Promise<Changed<Result>> {
  try {
    const [result, number] = await changeReference(database, async (tx, version) => {
      const changed = await change(tx, version);
      if ('problem' in changed) throw new NotChanged(changed.problem);
      return [changed, version] as const;
    });
    freshness.raised(number);
    return result;
  } catch (error) {
    if (error instanceof NotChanged) return { problem: error.problem };
    throw error;
  }
}

class NotChanged extends Error {
  readonly problem: CatalogProblem;
  constructor(why: CatalogProblem) {
    super(why.sentence);
    this.problem = why;
  }
}
