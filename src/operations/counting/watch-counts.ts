import { msAfter } from '../../platform/clock.ts';
import type { Database } from '../../platform/database.ts';
import * as sql from './queries.ts';

/** A count that somebody has worked on, and the site that it is of. */
export interface CountMove {
  readonly site: number;
  readonly number: string;
}

/** Milliseconds by which servers' clocks may differ, and a scan be seen late. */
const toleranceMs = 10_000;

/**
 * Asked again and again, answers the counts that somebody has worked on since it was asked before. Their scans are no events,
 * so that no feed tells of them. The first answer is empty: whoever asks first knows from elsewhere how things stand.
 */
export function watchCounts(database: Database): () => Promise<readonly CountMove[]> {
  let newest: Date | null = null;
  let told = new Map<string, number>();
  return async () => {
    if (newest === null) {
      const { rows } = await database.query<{ newest: Date }>(sql.selectNewest);
      newest = rows[0]!.newest;
    }
    const since = msAfter(newest, -toleranceMs).toISOString();
    const { rows } = await database.query<sql.ActiveRow>(sql.selectActive, [since]);
    const before = told;
    told = new Map(rows.map(({ number, active_at }) => [number, active_at.getTime()]));
    newest = rows.at(-1)?.active_at ?? newest;
    return rows
      .filter(({ number, active_at }) => before.get(number) !== active_at.getTime())
      .map(({ site_id, number }) => ({ site: site_id, number }));
  };
}
