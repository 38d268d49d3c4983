import type { ClientBase } from 'pg';

/** Rows that migrations write themselves: numbers below 100 are for what every retailer has. */
export const seedRows: Readonly<Record<string, string>> = {
  schema_migration: 'true',
  adjustment_reason: 'true',
  label_design: 'id <= 2 and version = 1',
  label_design_version: 'design_id <= 2 and version = 1',
  label_default: 'design_id <= 2',
  ledger_state: 'freshness = 1',
  search_state: 'feed is null',
  holding_state: 'feed is null',
  access_state: 'number = 1',
  owner: 'id < 100',
  site: 'id < 100',
  location: 'id < 100',
  actor: 'id < 100',
};

/**
 * Transaction ids that a restore leaves out. A reader may have read on in the lost database after the backup was made;
 * what the restored one records must lie behind its position too. A cluster needs years for so many transactions, and
 * 8,000 restores to run out of numbers (2^53).
 */
const gap = 2 ** 40;

/**
 * Makes feed positions go on growing in a cluster whose own transaction ids begin anew: behind every one that is
 * stored, and behind all that readers may have been given since. Call where the ledger's tables have just been filled.
 */
export async function continueFeed(owner: ClientBase): Promise<void> {
  await owner.query(`update ledger_state set feed_offset = ${gap} + greatest(feed_offset, 1 - pg_current_xact_id()::text::bigint
    + (select coalesce(max(tx), 0) from (
        select max(tx) as tx from event union all select max(tx) from quantity_event union all select max(tx) from scan
        union all select max(tx) from exception union all select max(settled_tx) from exception) stored))`);
}
