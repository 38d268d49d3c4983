import type { Database, Statement } from '../platform/database.ts';

export interface Settlement {
  readonly exception: number;
  /** The actor's number. */
  readonly actor: number;
  readonly settlement: string;
  readonly now: string;
}

/** Closes an open question with what a person decided, and puts that into the feed. False where it is not open. */
export async function settleException(database: Database, settled: Settlement): Promise<boolean> {
  const { exception, actor, settlement, now } = settled;
  const { rowCount } = await database.query(settle, [exception, now, actor, settlement]);
  return rowCount === 1;
}

const settle: Statement = {
  name: 'ledger_settle',
  text: `update exception set settled_at = $2, settled_by = $3, settlement = $4,
      settled_tx = (pg_current_xact_id()::text)::bigint + (select feed_offset from ledger_state),
      settled_feed = nextval('feed_number')
    where id = $1 and settled_at is null`,
};
