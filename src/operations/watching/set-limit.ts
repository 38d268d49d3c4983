import { statusCodes } from '../../ledger/codes.ts';
import type { Queryable } from '../../platform/database.ts';
import { type LimitRow, selectLimits } from './queries.ts';
import type { SetLimit, WatchedStatus } from './rules.ts';

export type ReadLimit = SetLimit & { readonly setAt: Date; readonly by: string };

/** What was set: of each site and status the newest. */
export async function readLimits(db: Queryable): Promise<ReadLimit[]> {
  const { rows } = await db.query<LimitRow>(selectLimits);
  return rows.map(({ site_id, status, days, set_at, by }) => ({
    site: site_id,
    status: statusCodes.toWord(status) as WatchedStatus,
    days,
    setAt: set_at,
    by,
  }));
}
