import { limits } from '../../domain/limits.ts';
import { type Sites, within } from '../../domain/sites.ts';
import { endpoint } from '../../http/endpoint.ts';
import { Problem } from '../../http/errors.ts';
import { numbersCursor, pageOfRows } from '../../http/paging.ts';
import { memberCodes } from '../../ledger/codes.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database.ts';
import {
  type ReceiptOnWire,
  receiptParams,
  receiptSchema,
  receiptUnits,
  receiptUnitsQuery,
} from './contract.ts';
import {
  closeReceipt,
  type ReceiptRow,
  type ReceiptUnitRow,
  selectReceipt,
  selectReceiptUnits,
} from './queries.ts';

export interface ReceivingParts {
  readonly database: Database;
  readonly clock: Clock;
}

export function receivingEndpoints({ database, clock }: ReceivingParts) {
  const replies = { 200: { description: 'The receipt.', schema: receiptSchema } };
  return {
    get: endpoint({
      id: 'getReceipt',
      summary: 'Read a receipt',
      params: receiptParams,
      replies,
      handle: async ({ params: { number }, caller: { sites } }) =>
        receiptOnWire(await receiptOr404(database, number, sites)),
    }),
    units: endpoint({
      id: 'listReceiptUnits',
      summary: 'List the units of a receipt',
      params: receiptParams,
      query: receiptUnitsQuery,
      replies: { 200: { description: 'Announced and received units.', schema: receiptUnits } },
      async handle({ params: { number }, query: { after, limit = limits.pageItemsDefault }, caller }) {
        const from = numbersCursor(after, 2) ?? [-1, 0];
        const { document_id } = await receiptOr404(database, number, caller.sites);
        const values = [document_id, ...from, limit + 1];
        const { rows } = await database.query<ReceiptUnitRow>(selectReceiptUnits, values);
        return pageOfRows(rows, limit, unitOnWire, ({ bucket, unit_id }) => `${bucket}.${unit_id}`);
      },
    }),
    close: endpoint({
      id: 'closeReceipt',
      summary: 'Close a receipt',
      description: 'Nothing more can be announced or received on it. What did not come stays announced.',
      params: receiptParams,
      replies,
      async handle({ params: { number }, caller: { sites } }) {
        const { document_id } = await receiptOr404(database, number, sites);
        const { rowCount } = await database.query(closeReceipt, [document_id, clock.now().toISOString()]);
        const receipt = receiptOnWire(await receiptOr404(database, number, sites));
        if (rowCount === 1) return receipt;
        throw new Problem('already_closed', `The receipt ${number} was closed at ${receipt.closedAt}.`);
      },
    }),
  };
}

/** Another site's receipt answers as one that does not exist. */
async function receiptOr404(database: Database, number: string, sites: Sites): Promise<ReceiptRow> {
  const { rows } = await database.query<ReceiptRow>(selectReceipt, [number]);
  if (rows[0] && within(sites, rows[0].site_id)) return rows[0];
  throw new Problem('receipt_not_found', `There is no receipt ${number}.`, { where: 'params.number' });
}

function receiptOnWire(row: ReceiptRow): ReceiptOnWire {
  const { number, site, supplier, opened_at, closed_at, expected, received, extra } = row;
  return {
    number,
    site,
    supplier,
    openedAt: opened_at.toISOString(),
    closedAt: closed_at?.toISOString() ?? null,
    expected,
    received,
    extra,
    missing: expected - received,
  };
}

function unitOnWire({ unit_id, sku, serial, line, state }: ReceiptUnitRow) {
  return { unit: { id: unit_id, sku, serial }, line, state: memberCodes.toWord(state) };
}
