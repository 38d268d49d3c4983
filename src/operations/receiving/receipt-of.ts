import { type Sites, within } from '../../domain/sites.ts';
import { Problem } from '../../http/errors.ts';
import type { Database } from '../../platform/database.ts';
import * as sql from './queries.ts';

/** Another site's receipt answers as one that does not exist. */
export async function receiptOr404(
  database: Database,
  number: string,
  sites: Sites,
): Promise<sql.ReceiptRow> {
  const { rows } = await database.query<sql.ReceiptRow>(sql.selectReceipt, [number]);
  if (rows[0] && within(sites, rows[0].site_id)) return rows[0];
  throw new Problem('receipt_not_found', `There is no receipt ${number}.`, { where: 'params.number' });
}
