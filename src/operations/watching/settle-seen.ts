import { moveWords } from '../../domain/wording.ts';
import { systemActor } from '../../ledger/reference.ts';
import { settleException } from '../../ledger/settle-exception.ts';
import { numberColumn } from '../../platform/columns.ts';
import { lastScanOf } from './ask.ts';
import * as sql from './queries.ts';
import type { WatchParts } from './watch-night.ts';

/**
 * Settles the questions whose units were all seen since: by a scan, a reader, or a count. Answers how many. Two that look
 * at once share them; what was taken out and not settled, because the process ended, is settled by the next look.
 */
export async function settleSeen({ database, clock, reference }: WatchParts): Promise<number> {
  await database.query(sql.takeSeen);
  const { rows } = await database.query<{ id: number; unit_id: number | null }>(sql.selectAnswered);
  if (rows.length === 0) return 0;
  const names = await reference();
  const units = rows.flatMap(({ unit_id }) => (unit_id === null ? [] : [unit_id]));
  const { rows: seen } = await database.query<sql.LastScanRow>(sql.selectLastScans, [numberColumn(units)]);
  const scans = new Map(seen.map((row) => [row.unit_id, lastScanOf(row, names)]));
  let settled = 0;
  for (const { id, unit_id } of rows) {
    const last = unit_id === null ? null : scans.get(unit_id);
    const settlement = last
      ? `Seen again: ${moveWords[last.move]} at ${last.spot} by ${last.by} on ${last.at}.`
      : 'All of them have been seen again.';
    const now = clock.now().toISOString();
    const said = { exception: id, actor: systemActor.id, settlement, now };
    if (await settleException(database, said)) settled += 1;
  }
  return settled;
}
