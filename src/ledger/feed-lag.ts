import type { Database, Statement } from '../platform/database.ts';

/** Seconds for which the oldest running transaction has held the feed back; 0 when none writes. */
export async function feedLagSeconds(database: Database): Promise<number> {
  const { rows } = await database.query<{ seconds: number }>(selectLag);
  return rows[0]!.seconds;
}

const selectLag: Statement = {
  name: 'feed_lag',
  text: `select coalesce(extract(epoch from clock_timestamp() - min(xact_start)), 0)::float8 as seconds
    from pg_stat_activity where backend_xid is not null and datname = current_database()`,
};
