import { limits } from '../../../domain/limits.ts';
import { covers, type Sites } from '../../../domain/sites.ts';
import { orProblem } from '../../../http/changed.ts';
import { endpoint } from '../../../http/endpoint.ts';
import { Problem } from '../../../http/errors.ts';
import { idCursor, pageOfRows } from '../../../http/paging.ts';
import { utcTime } from '../../../http/times.ts';
import { numberColumn, textColumn } from '../../../platform/columns.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import type { ValuationParts } from '../valuation-parts.ts';
import * as wire from './contract.ts';
import * as sql from './queries.ts';
import { bookInvoice, previewOf, shareInvoice } from './share-invoice.ts';

/** Invoices over receipts: freight in, duty, insurance, shared out over the units that came. */
export function landedEndpoints(parts: ValuationParts) {
  const { database, clock } = parts;
  const reply = { description: 'The invoice.', schema: wire.invoiceSchema };
  const now = () => clock.now().toISOString();
  return {
    preview: endpoint({
      id: 'previewCostInvoice',
      summary: 'Say how an invoice would be shared out',
      body: wire.invoiceAsked,
      replies: { 200: { description: 'Nothing was written.', schema: wire.invoicePreview } },
      async handle({ body, caller }) {
        const at = utcTime(body.at, 'body.at') ?? now();
        return previewOf(orProblem(await shareInvoice(parts, { ...body, at }, caller.sites)));
      },
    }),
    book: endpoint({
      id: 'bookCostInvoice',
      summary: 'Share an invoice out over the units of receipts',
      description:
        'Each unit gets its share, to the last minor unit. Units that are sold already get theirs too: how much that is, is told.',
      body: wire.newInvoice,
      replies: { 201: reply, 200: { ...reply, description: 'As it was sent before.' } },
      async handle({ body, caller: { sites, actor } }, answer) {
        const at = utcTime(body.at, 'body.at') ?? now();
        const booked = orProblem(await bookInvoice(parts, { ...body, at }, { actor: actor.id, sites }));
        const invoice = onWire(await invoiceOr404(parts, booked.id, sites));
        return answer.code(booked.repeated ? 200 : 201).send(invoice);
      },
    }),
    list: endpoint({
      id: 'listCostInvoices',
      summary: 'List invoices over receipts',
      query: wire.invoicesQuery,
      replies: { 200: { description: 'Invoices, the newest first.', schema: wire.invoicePage } },
      async handle({ query: { after, limit = limits.pageItemsDefault, receipt }, caller: { sites } }) {
        const of = receipt === undefined ? null : ((await receiptId(parts, receipt)) ?? -1);
        const reach = sites === null ? null : numberColumn([...sites]);
        const values = [reach, idCursor(after) || Number.MAX_SAFE_INTEGER, limit + 1, of];
        const { rows } = await database.query<sql.InvoiceRow>(sql.selectInvoices, values);
        return pageOfRows(rows, limit, onWire, ({ id }) => String(id));
      },
    }),
    get: endpoint({
      id: 'getCostInvoice',
      summary: 'Read an invoice over receipts',
      params: wire.invoiceParams,
      replies: { 200: reply },
      handle: async ({ params: { id }, caller: { sites } }) => onWire(await invoiceOr404(parts, id, sites)),
    }),
    shares: endpoint({
      id: 'listCostShares',
      summary: 'List what each unit got of an invoice',
      params: wire.invoiceParams,
      query: wire.sharesQuery,
      replies: { 200: { description: 'Shares.', schema: wire.sharePage } },
      async handle({ params: { id }, query: { after, limit = limits.pageItemsDefault }, caller: { sites } }) {
        await invoiceOr404(parts, id, sites);
        const { rows } = await database.query<sql.ShareRow>(sql.selectShares, [
          id,
          idCursor(after),
          limit + 1,
        ]);
        const shareOnWire = ({ unit_id, sku, serial, name, minor, currency }: sql.ShareRow) => ({
          ...{ unit: { id: unit_id, sku, serial }, name, amount: minor, currency },
        });
        return pageOfRows(rows, limit, shareOnWire, (row) => String(row.id));
      },
    }),
    takeBack: endpoint({
      id: 'takeBackCostInvoice',
      summary: 'Take an invoice back',
      description: 'Each share is taken back by its opposite; both stay in the book.',
      params: wire.invoiceParams,
      body: wire.invoiceTakenBack,
      replies: { 200: reply },
      async handle({ params: { id }, body: { reason }, caller: { sites, actor } }) {
        const before = await invoiceOr404(parts, id, sites);
        await inTransaction(database, async (tx) => {
          await tx.query(sql.waitForFollower);
          const { rows } = await tx.query(sql.setTakenBack, [id, now(), actor.id, reason]);
          if (rows.length > 0) await tx.query(sql.takeBackShares, [id, now(), actor.id, reason]);
          else throw new Problem('wrong_state', `The invoice ${before.number} was taken back before.`);
        });
        return onWire(await invoiceOr404(parts, id, sites));
      },
    }),
  };
}

async function receiptId({ database }: ValuationParts, number: string): Promise<number | undefined> {
  const { rows } = await database.query<sql.ReceiptRow>(sql.selectReceipts, [textColumn([number])]);
  return rows[0]?.document_id;
}

/** An invoice that concerns another site too answers as one that is not there. */
async function invoiceOr404({ database }: ValuationParts, id: number, sites: Sites): Promise<sql.InvoiceRow> {
  const { rows } = await database.query<sql.InvoiceRow>(sql.selectInvoice, [id]);
  const [row] = rows;
  if (row && covers(sites, new Set(row.site_ids))) return row;
  throw new Problem('invoice_not_found', `There is no invoice ${id}.`, { where: 'params.id' });
}

function onWire(row: sql.InvoiceRow): wire.CostInvoiceOnWire {
  const { id, number, supplier, kind, minor, currency, shared_by, at, known_at, actor, receipts, units } =
    row;
  return {
    ...{ id, number, supplier, kind, amount: minor, currency, sharedBy: shared_by, actor, units },
    at: at.toISOString(),
    knownAt: known_at.toISOString(),
    receipts: [...receipts],
    goneUnits: row.gone_units,
    goneAmount: row.gone_minor,
    takenBackAt: row.taken_back_at?.toISOString() ?? null,
    takenBackBy: row.taken_back_by,
    takenBackReason: row.taken_back_reason,
  };
}
