import { Type } from 'typebox';
import { limits } from '../../domain/limits.ts';
import { type Sites, within } from '../../domain/sites.ts';
import { orProblem } from '../../http/changed.ts';
import { endpoint } from '../../http/endpoint.ts';
import { Problem } from '../../http/errors.ts';
import { idCursor, numbersCursor, pageOfRows } from '../../http/paging.ts';
import { moveCodes } from '../../ledger/codes.ts';
import type { Reference } from '../../ledger/reference.ts';
import { isoTime } from '../../platform/clock.ts';
import { numberColumn } from '../../platform/columns.ts';
import type { Database } from '../../platform/database.ts';
import { type AnnounceParts, announceReceipt } from './announce.ts';
import { closeReceipt, reopenReceipt } from './close.ts';
import * as wire from './contract.ts';
import * as sql from './queries.ts';
import { type ReportSource, reportCsv, reportPdf } from './report.ts';
import { damagedConditions, progressOnWire, receiptOnWire, unitOnWire } from './view.ts';

export type ReceivingParts = AnnounceParts;

export function receivingEndpoints(parts: ReceivingParts) {
  return { ...readingEndpoints(parts), ...changingEndpoints(parts), ...reportEndpoints(parts) };
}

const receiptReply = { description: 'The receipt.', schema: wire.receiptSchema };

function readingEndpoints({ database, reference }: ReceivingParts) {
  return {
    list: endpoint({
      id: 'listReceipts',
      summary: 'List receipts',
      query: wire.receiptsQuery,
      replies: { 200: { description: 'Receipts, the newest first.', schema: wire.receiptPage } },
      async handle({ query, caller }) {
        const {
          after,
          limit = limits.pageItemsDefault,
          status = null,
          supplier = null,
          number = null,
        } = query;
        const before = idCursor(after) || Number.MAX_SAFE_INTEGER;
        const sites = numberColumn(sitesAsked(await reference(), query.site, caller.sites));
        const values = [sites, before, limit + 1, status, supplier, number];
        const { rows } = await database.query<sql.ReceiptRow>(sql.selectReceipts, values);
        return pageOfRows(rows, limit, receiptOnWire, ({ document_id }) => String(document_id));
      },
    }),
    get: endpoint({
      id: 'getReceipt',
      summary: 'Read a receipt',
      params: wire.receiptParams,
      replies: { 200: receiptReply },
      handle: async ({ params: { number }, caller: { sites } }) =>
        receiptOnWire(await receiptOr404(database, number, sites)),
    }),
    units: endpoint({
      id: 'listReceiptUnits',
      summary: 'List the units of a receipt',
      params: wire.receiptParams,
      query: wire.receiptUnitsQuery,
      replies: { 200: { description: 'Announced and received units.', schema: wire.receiptUnits } },
      async handle({ params: { number }, query: { after, since, limit = limits.pageItemsDefault }, caller }) {
        const from = numbersCursor(after, 2) ?? [-1, 0];
        const { document_id } = await receiptOr404(database, number, caller.sites);
        const values = [document_id, arrival, ...from, limit + 1, sinceOf(since)];
        const { rows } = await database.query<sql.ReceiptUnitRow>(sql.selectReceiptUnits, values);
        return pageOfRows(rows, limit, unitOnWire, ({ bucket, unit_id }) => `${bucket}.${unit_id}`);
      },
    }),
    progress: endpoint({
      id: 'getReceiptProgress',
      summary: 'Read a receipt line by line, and who has worked on it',
      params: wire.receiptParams,
      replies: { 200: { description: 'How far it is.', schema: wire.receiptProgress } },
      async handle({ params: { number }, caller: { sites } }) {
        const { document_id } = await receiptOr404(database, number, sites);
        return progressOf(database, document_id);
      },
    }),
  };
}

function changingEndpoints(parts: ReceivingParts) {
  const { database } = parts;
  return {
    announce: endpoint({
      id: 'announceReceipt',
      summary: 'Announce a receipt by hand',
      description: 'Serials that are known are announced by scans that name the receipt.',
      body: wire.newReceipt,
      replies: { 201: receiptReply },
      async handle({ body, caller: { sites } }, reply) {
        const { number } = orProblem(await announceReceipt(parts, body, sites));
        reply.header('location', `/api/receipts/${encodeURIComponent(number)}`);
        return reply.code(201).send(receiptOnWire(await receiptOr404(database, number, sites)));
      },
    }),
    close: endpoint({
      id: 'closeReceipt',
      summary: 'Close a receipt',
      description:
        'Nothing more can be announced or received on it. What did not come stays announced. Where what came differs ' +
        'from what was announced it needs a reason.',
      params: wire.receiptParams,
      body: wire.closing,
      replies: { 200: receiptReply },
      async handle({ params: { number }, body, caller: { sites, actor } }) {
        const closing = { number, reason: body.reason ?? null, actor: actor.id, sites };
        return receiptOnWire(orProblem(await closeReceipt(parts, closing)).receipt);
      },
    }),
    reopen: endpoint({
      id: 'reopenReceipt',
      summary: 'Open a closed receipt again',
      params: wire.receiptParams,
      body: wire.reopening,
      replies: { 200: receiptReply },
      async handle({ params: { number }, body: { reason }, caller: { sites, actor } }) {
        const closing = { number, reason, actor: actor.id, sites };
        return receiptOnWire(orProblem(await reopenReceipt(parts, closing)).receipt);
      },
    }),
  };
}

function reportEndpoints(parts: ReceivingParts) {
  const report = (format: string, contentType: string) => ({
    summary: `Take the difference report of a receipt as ${format}`,
    params: wire.receiptParams,
    replies: { 200: { description: 'What came otherwise.', contentType, schema: Type.Unknown() } },
  });
  const csv = 'text/csv; charset=utf-8';
  return {
    reportCsv: endpoint({
      id: 'getReceiptReportCsv',
      ...report('CSV', csv),
      async handle({ params: { number }, caller: { sites } }, reply) {
        const source = await reportSource(parts, number, sites);
        reply.header('content-disposition', `attachment; filename="${fileName(number)}.csv"`);
        return reply.type(csv).send(reportCsv(source));
      },
    }),
    reportPdf: endpoint({
      id: 'getReceiptReportPdf',
      ...report('PDF', 'application/pdf'),
      async handle({ params: { number }, caller: { sites } }, reply) {
        const pdf = await reportPdf(await reportSource(parts, number, sites));
        reply.header('content-disposition', `inline; filename="${fileName(number)}.pdf"`);
        return reply.type('application/pdf').send(pdf);
      },
    }),
  };
}

const arrival = moveCodes.toCode('receive');

/** Another site's receipt answers as one that does not exist. */
async function receiptOr404(database: Database, number: string, sites: Sites): Promise<sql.ReceiptRow> {
  const { rows } = await database.query<sql.ReceiptRow>(sql.selectReceipt, [number]);
  if (rows[0] && within(sites, rows[0].site_id)) return rows[0];
  throw new Problem('receipt_not_found', `There is no receipt ${number}.`, { where: 'params.number' });
}

/** A site out of his reach answers as one that does not exist. */
function sitesAsked({ sites, sitesByCode }: Reference, code: string | undefined, reach: Sites): number[] {
  if (code === undefined) return [...sites.keys()].filter((id) => within(reach, id));
  const site = sitesByCode.get(code);
  if (site && within(reach, site.id)) return [site.id];
  throw new Problem('unknown_site', `There is no site "${code}".`, { where: 'query.site' });
}

function sinceOf(since: string | undefined): string | null {
  if (since === undefined) return null;
  const instant = isoTime(since);
  if (instant !== null) return instant;
  throw new Problem('bad_time', 'A time is written like 2026-11-23T10:00:00Z.', { where: 'query.since' });
}

async function progressOf(database: Database, receipt: number) {
  const values = [receipt, arrival, numberColumn(damagedConditions)];
  const [units, lines, steps] = await Promise.all([
    database.query<sql.ProgressRow>(sql.selectProgress, values),
    database.query<sql.ReceiptLineRow>(sql.selectLines, [receipt]),
    database.query<sql.StepRow>(sql.selectSteps, [receipt]),
  ]);
  return progressOnWire(units.rows, lines.rows, steps.rows);
}

async function reportSource(
  { database, clock, reference }: ReceivingParts,
  number: string,
  sites: Sites,
): Promise<ReportSource> {
  const row = await receiptOr404(database, number, sites);
  const names = await reference();
  const site = names.sites.get(row.site_id)!;
  const units: ReportSource['units'][number][] = [];
  for (let from = [-1, 0], isMore = true; isMore; ) {
    const values = [row.document_id, arrival, ...from, limits.pageItemsMax, null];
    const { rows } = await database.query<sql.ReceiptUnitRow>(sql.selectReceiptUnits, values);
    units.push(...rows.map(unitOnWire));
    isMore = rows.length === limits.pageItemsMax;
    if (isMore) from = [rows.at(-1)!.bucket, rows.at(-1)!.unit_id];
  }
  return {
    receipt: receiptOnWire(row),
    siteName: site.name,
    timeZone: site.timeZone,
    progress: await progressOf(database, row.document_id),
    units,
    productNames: new Map([...names.products.values()].map(({ sku, name }) => [sku, name])),
    madeAt: clock.now(),
  };
}

/** A name that every file system and header takes. */
function fileName(number: string): string {
  return `receipt-${number.replace(/[^A-Za-z0-9._-]+/g, '-')}`;
}
