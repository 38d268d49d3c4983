import { Type } from 'typebox';
import { type Caller, sitesFor } from '../../access/caller.ts';
import { limits } from '../../domain/limits.ts';
import { type Sites, within } from '../../domain/sites.ts';
import { orProblem } from '../../http/changed.ts';
import { endpoint } from '../../http/endpoint.ts';
import { Problem } from '../../http/errors.ts';
import { idCursor, numbersCursor, pageOfRows } from '../../http/paging.ts';
import { sitesAsked } from '../../http/site-asked.ts';
import { moveCodes } from '../../ledger/codes.ts';
import { isoTime } from '../../platform/clock.ts';
import { numberColumn } from '../../platform/columns.ts';
import type { Database } from '../../platform/database.ts';
import { announceReceipt } from './announcing/announce.ts';
import type { AnnounceParts } from './announcing/wanted.ts';
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
        const onWire = (row: sql.ReceiptRow) => receiptOnWire(row, isHidden(row, caller));
        return pageOfRows(rows, limit, onWire, ({ document_id }) => String(document_id));
      },
    }),
    get: endpoint({
      id: 'getReceipt',
      summary: 'Read a receipt',
      params: wire.receiptParams,
      replies: { 200: receiptReply },
      async handle({ params: { number }, caller }) {
        const row = await receiptOr404(database, number, caller.sites);
        return receiptOnWire(row, isHidden(row, caller));
      },
    }),
    units: endpoint({
      id: 'listReceiptUnits',
      summary: 'List the units of a receipt',
      params: wire.receiptParams,
      query: wire.receiptUnitsQuery,
      replies: { 200: { description: 'Announced and received units.', schema: wire.receiptUnits } },
      async handle({ params: { number }, query: { after, since, limit = limits.pageItemsDefault }, caller }) {
        const from = numbersCursor(after, 2) ?? [-1, 0];
        const row = await receiptOr404(database, number, caller.sites);
        const hides = isHidden(row, caller);
        const values = [row.document_id, arrival, ...from, limit + 1, sinceOf(since), hides];
        const { rows } = await database.query<sql.ReceiptUnitRow>(sql.selectReceiptUnits, values);
        return pageOfRows(
          rows,
          limit,
          (one) => unitOnWire(one, hides),
          ({ bucket, unit_id }) => `${bucket}.${unit_id}`,
        );
      },
    }),
    progress: endpoint({
      id: 'getReceiptProgress',
      summary: 'Read a receipt line by line, and who has worked on it',
      params: wire.receiptParams,
      replies: { 200: { description: 'How far it is.', schema: wire.receiptProgress } },
      async handle({ params: { number }, caller }) {
        const row = await receiptOr404(database, number, caller.sites);
        return progressOf(database, row.document_id, isHidden(row, caller));
      },
    }),
  };
}

function changingEndpoints(parts: ReceivingParts) {
  const { database } = parts;
  return {
    announce: endpoint({
      id: 'announceReceipt',
      summary: 'Announce a receipt',
      description:
        'Lines, serials and cartons as the supplier tells them. Sent again as it was it changes nothing and answers 200; other ' +
        'content under the same number takes `purpose: replace`. Serials may also be announced by scans that name the receipt.',
      body: wire.newReceipt,
      replies: {
        201: receiptReply,
        200: { ...receiptReply, description: 'As it was sent before, or replaced.' },
      },
      async handle({ body, caller: { sites, actor } }, reply) {
        const { number, outcome } = orProblem(await announceReceipt(parts, body, actor, sites));
        reply.header('location', `/api/receipts/${encodeURIComponent(number)}`);
        return reply
          .code(outcome === 'made' ? 201 : 200)
          .send(receiptOnWire(await receiptOr404(database, number, sites)));
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
      async handle({ params: { number }, caller }, reply) {
        const source = await reportSource(parts, number, caller);
        reply.header('content-disposition', `attachment; filename="${fileName(number)}.csv"`);
        return reply.type(csv).send(reportCsv(source));
      },
    }),
    reportPdf: endpoint({
      id: 'getReceiptReportPdf',
      ...report('PDF', 'application/pdf'),
      async handle({ params: { number }, caller }, reply) {
        const pdf = await reportPdf(await reportSource(parts, number, caller));
        reply.header('content-disposition', `inline; filename="${fileName(number)}.pdf"`);
        return reply.type('application/pdf').send(pdf);
      },
    }),
  };
}

const arrival = moveCodes.toCode('receive');

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

/** Whoever counts blind is not told what was announced; a lead, who closes it, is. */
function isHidden(row: sql.ReceiptRow, { rights }: Caller): boolean {
  return row.blind && row.closed_at === null && !within(sitesFor(rights, 'settle'), row.site_id);
}

function sinceOf(since: string | undefined): string | null {
  if (since === undefined) return null;
  const instant = isoTime(since);
  if (instant !== null) return instant;
  throw new Problem('bad_time', 'A time is written like 2026-11-23T10:00:00Z.', { where: 'query.since' });
}

async function progressOf(database: Database, receipt: number, isHidden = false) {
  const values = [receipt, arrival, numberColumn(damagedConditions)];
  const [units, lines, steps, pieces] = await Promise.all([
    database.query<sql.ProgressRow>(sql.selectProgress, values),
    database.query<sql.ReceiptLineRow>(sql.selectLines, [receipt]),
    database.query<sql.StepRow>(sql.selectSteps, [receipt]),
    database.query<sql.PiecesRow>(sql.selectPieces, [receipt]),
  ]);
  return progressOnWire(units.rows, lines.rows, steps.rows, pieces.rows, isHidden);
}

async function reportSource(
  { database, clock, reference }: ReceivingParts,
  number: string,
  caller: Caller,
): Promise<ReportSource> {
  const row = await receiptOr404(database, number, caller.sites);
  if (isHidden(row, caller))
    throw new Problem(
      'not_permitted',
      'This receipt is counted blind: its report is made when it is closed.',
    );
  const names = await reference();
  const site = names.sites.get(row.site_id)!;
  const units: ReportSource['units'][number][] = [];
  for (let from = [-1, 0], isMore = true; isMore; ) {
    const values = [row.document_id, arrival, ...from, limits.pageItemsMax, null, false];
    const { rows } = await database.query<sql.ReceiptUnitRow>(sql.selectReceiptUnits, values);
    units.push(...rows.map((one) => unitOnWire(one)));
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
