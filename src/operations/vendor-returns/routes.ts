import { type TSchema, Type } from 'typebox';
import { type Caller, sitesFor } from '../../access/caller.ts';
import { limits } from '../../domain/limits.ts';
import { type Sites, within } from '../../domain/sites.ts';
import { orProblem } from '../../http/changed.ts';
import { endpoint } from '../../http/endpoint.ts';
import { Problem } from '../../http/errors.ts';
import { idCursor, numbersCursor, pageOfRows } from '../../http/paging.ts';
import { siteAsked } from '../../http/site-asked.ts';
import type { ReadReference } from '../../ledger/current-reference.ts';
import type { Reference } from '../../ledger/reference.ts';
import { numberColumn } from '../../platform/columns.ts';
import type { Database } from '../../platform/database.ts';
import { beginReturn } from './begin-return.ts';
import {
  approveReturn,
  cancelReturn,
  changeReturn,
  changeUnit,
  closeReturn,
  dropUnit,
} from './change-return.ts';
import * as wire from './contract.ts';
import { type BoughtFor, listUnits } from './list-units.ts';
import { type PackingSource, packingCsv, packingPdf } from './packing-list.ts';
import * as sql from './queries.ts';
import { type ReturnParts, sendUnits } from './send-units.ts';
import { takeAnswers } from './take-answers.ts';
import { undoUnit } from './undo-unit.ts';
import { creditOnWire, lineOnWire, returnOnWire } from './view.ts';

type Parts = ReturnParts & {
  readonly boughtFor: BoughtFor;
  readonly reference: ReadReference;
};

export function vendorReturnEndpoints(parts: Parts) {
  return {
    ...readingEndpoints(parts),
    ...unitEndpoints(parts),
    ...paperEndpoints(parts),
    ...fileEndpoints(parts),
  };
}

const paperReply = { description: 'The return.', schema: wire.vendorReturnSchema };

function readingEndpoints({ database, clock, reference }: Parts) {
  return {
    list: endpoint({
      id: 'listVendorReturns',
      summary: 'List what goes back to suppliers',
      query: wire.vendorReturnsQuery,
      replies: { 200: { description: 'Returns, the newest first.', schema: wire.vendorReturnPage } },
      async handle({ query, caller }) {
        const {
          after,
          limit = limits.pageItemsDefault,
          open = null,
          supplier = null,
          number = null,
          site,
        } = query;
        const sites = sitesWanted(await reference(), site, caller.sites);
        const before = idCursor(after) || Number.MAX_SAFE_INTEGER;
        const values = [sites, before, limit + 1, open, supplier, number];
        const { rows } = await database.query<sql.ReturnRow>(sql.selectReturns, values);
        return pageOfRows(rows, limit, returnOnWire, ({ document_id }) => String(document_id));
      },
    }),
    get: endpoint({
      id: 'getVendorReturn',
      summary: 'Read what goes back to a supplier',
      params: wire.vendorReturnParams,
      replies: { 200: paperReply },
      handle: async ({ params: { number }, caller: { sites } }) =>
        returnOnWire(await paperOr404(database, number, sites)),
    }),
    units: endpoint({
      id: 'listVendorReturnUnits',
      summary: 'List the units of a return to a supplier',
      params: wire.vendorReturnParams,
      query: wire.returnedUnitsQuery,
      replies: { 200: { description: 'Units, by number.', schema: wire.returnedUnitPage } },
      async handle({ params, query: { after, limit = limits.pageItemsDefault, state = null }, caller }) {
        const { document_id, site_id } = await paperOr404(database, params.number, caller.sites);
        const sees = seesCosts(caller, site_id);
        const values = [document_id, idCursor(after), limit + 1, state];
        const { rows } = await database.query<sql.LineRow>(sql.selectLines, values);
        return pageOfRows(
          rows,
          limit,
          (row) => lineOnWire(row, sees),
          ({ unit_id }) => String(unit_id),
        );
      },
    }),
    credits: endpoint({
      id: 'listVendorCredits',
      summary: 'List the money that suppliers owe for what went back',
      query: wire.creditsQuery,
      replies: { 200: { description: 'Units, the longest owed first.', schema: wire.openCreditPage } },
      async handle({ query: { after, limit = limits.pageItemsDefault, site, supplier = null }, caller }) {
        const sites = sitesWanted(await reference(), site, caller.sites);
        const behind = numbersCursor(after, 2) ?? [0, 0];
        const values = [sites, ...behind, limit + 1, supplier];
        const { rows } = await database.query<sql.CreditRow>(sql.selectCredits, values);
        const now = clock.now();
        return pageOfRows(
          rows,
          limit,
          (row) => creditOnWire(row, now, seesCosts(caller, row.site_id)),
          ({ owed_since, unit_id }) => `${owed_since.getTime()}.${unit_id}`,
        );
      },
    }),
  };
}

function unitEndpoints(parts: Parts) {
  const { database } = parts;
  const change = { params: wire.vendorReturnUnitParams, replies: { 200: paperReply } };
  const reread = async (number: string, sites: Sites) =>
    returnOnWire(await paperOr404(database, number, sites));
  return {
    listUnits: endpoint({
      id: 'addVendorReturnUnits',
      summary: 'Put units on a return to a supplier',
      description:
        'By scan, pasted, or by a carton’s number. Each is judged as if it were sent now; nothing is recorded of it.',
      params: wire.vendorReturnParams,
      body: wire.listing,
      replies: { 200: { description: 'What became of each.', schema: wire.listingReply } },
      async handle({ params: { number }, body, caller: { sites, actor } }) {
        const paper = await paperOr404(database, number, sites);
        return orProblem(await listUnits(parts, paper, body, actor));
      },
    }),
    changeUnit: endpoint({
      id: 'changeVendorReturnUnit',
      summary: 'Say otherwise of a unit that is not sent yet',
      body: wire.lineChange,
      ...change,
      async handle({ params: { number, unit }, body, caller: { sites } }) {
        await paperOr404(database, number, sites);
        orProblem(await changeUnit(parts, number, unit, body));
        return reread(number, sites);
      },
    }),
    dropUnit: endpoint({
      id: 'dropVendorReturnUnit',
      summary: 'Take a unit off a return before it is sent',
      ...change,
      async handle({ params: { number, unit }, caller: { sites } }) {
        await paperOr404(database, number, sites);
        orProblem(await dropUnit(parts, number, unit));
        return reread(number, sites);
      },
    }),
    undoUnit: endpoint({
      id: 'undoVendorReturnUnit',
      summary: 'Take back what was said last of one unit',
      description: 'An answer, or that it was sent. The other units of the return stay as they are.',
      body: wire.undoing,
      ...change,
      async handle({ params: { number, unit }, body: { reason }, caller: { sites, actor } }) {
        const paper = await paperOr404(database, number, sites);
        orProblem(await undoUnit(parts, paper, unit, reason, actor));
        return reread(number, sites);
      },
    }),
    answer: endpoint({
      id: 'answerVendorReturn',
      summary: 'Record what the supplier answers',
      description:
        'Credited, replaced, repaired or refused, unit by unit. The same request again is repeated; a second answer is told and changes nothing.',
      params: wire.vendorReturnParams,
      body: wire.vendorAnswers,
      replies: { 200: { description: 'What became of each.', schema: wire.answeredReply } },
      async handle({ params: { number }, body, caller: { sites, actor } }) {
        const paper = await paperOr404(database, number, sites);
        return orProblem(await takeAnswers(parts, paper, body, actor));
      },
    }),
  };
}

function paperEndpoints(parts: Parts) {
  const { database, reference } = parts;
  const changing = <Body extends TSchema>(body: Body) => ({
    params: wire.vendorReturnParams,
    body,
    replies: { 200: paperReply },
  });
  return {
    begin: endpoint({
      id: 'beginVendorReturn',
      summary: 'Begin a return to a supplier',
      body: wire.newVendorReturn,
      replies: { 201: paperReply },
      async handle({ body, caller: { sites, actor } }, reply) {
        const site = siteAsked(await reference(), body.site, sites, 'body.site');
        const { number } = orProblem(await beginReturn(parts, body, { actor: actor.id, site: site.id }));
        reply.header('location', `/api/vendor-returns/${encodeURIComponent(number)}`);
        return reply.code(201).send(returnOnWire(await paperOr404(database, number, sites)));
      },
    }),
    change: endpoint({
      id: 'changeVendorReturn',
      summary: 'Say the RMA number of a return, or a note',
      ...changing(wire.vendorReturnChange),
      async handle({ params: { number }, body, caller: { sites } }) {
        await paperOr404(database, number, sites);
        orProblem(await changeReturn(parts, number, body));
        return returnOnWire(await paperOr404(database, number, sites));
      },
    }),
    approve: endpoint({
      id: 'approveVendorReturn',
      summary: 'Approve of a return to a supplier',
      params: wire.vendorReturnParams,
      replies: { 200: paperReply },
      async handle({ params: { number }, caller: { sites, actor } }) {
        await paperOr404(database, number, sites);
        orProblem(await approveReturn(parts, number, actor.id));
        return returnOnWire(await paperOr404(database, number, sites));
      },
    }),
    send: endpoint({
      id: 'sendVendorReturn',
      summary: 'Send what waits on a return to the supplier',
      description: 'A unit that cannot go now stays on the return, and is named.',
      params: wire.vendorReturnParams,
      body: wire.sendingOut,
      replies: { 200: { description: 'What set out.', schema: wire.sentReply } },
      async handle({ params: { number }, body, caller: { sites, actor } }) {
        const paper = await paperOr404(database, number, sites);
        return orProblem(await sendUnits(parts, paper, body, actor));
      },
    }),
    close: endpoint({
      id: 'closeVendorReturn',
      summary: 'Close a return to a supplier',
      description: 'Where an answer or money is missing it needs a reason.',
      ...changing(wire.ending),
      async handle({ params: { number }, body: { reason = null }, caller: { sites, actor } }) {
        await paperOr404(database, number, sites);
        orProblem(await closeReturn(parts, number, reason, actor.id));
        return returnOnWire(await paperOr404(database, number, sites));
      },
    }),
    cancel: endpoint({
      id: 'cancelVendorReturn',
      summary: 'Cancel a return of which nothing was sent',
      ...changing(wire.ending),
      async handle({ params: { number }, body: { reason = null }, caller: { sites, actor } }) {
        await paperOr404(database, number, sites);
        orProblem(await cancelReturn(parts, number, reason, actor.id));
        return returnOnWire(await paperOr404(database, number, sites));
      },
    }),
  };
}

function fileEndpoints(parts: Parts) {
  const list = (format: string, contentType: string) => ({
    summary: `Take the packing list of a return as ${format}`,
    params: wire.vendorReturnParams,
    replies: { 200: { description: 'What is in the box.', contentType, schema: Type.Unknown() } },
  });
  const csv = 'text/csv; charset=utf-8';
  return {
    packingCsv: endpoint({
      id: 'getVendorReturnPackingListCsv',
      ...list('CSV', csv),
      async handle({ params: { number }, caller }, reply) {
        const source = await packingSource(parts, number, caller);
        reply.header('content-disposition', `attachment; filename="${fileName(number)}.csv"`);
        return reply.type(csv).send(packingCsv(source));
      },
    }),
    packingPdf: endpoint({
      id: 'getVendorReturnPackingListPdf',
      ...list('PDF', 'application/pdf'),
      async handle({ params: { number }, caller }, reply) {
        const pdf = await packingPdf(await packingSource(parts, number, caller));
        reply.header('content-disposition', `inline; filename="${fileName(number)}.pdf"`);
        return reply.type('application/pdf').send(pdf);
      },
    }),
  };
}

async function packingSource(
  { database, clock, reference }: Parts,
  number: string,
  caller: Caller,
): Promise<PackingSource> {
  const row = await paperOr404(database, number, caller.sites);
  const site = (await reference()).sites.get(row.site_id);
  const most = limits.vendorReturnUnitsMax;
  const { rows } = await database.query<sql.LineRow>(sql.selectLines, [row.document_id, 0, most, null]);
  return {
    paper: returnOnWire(row),
    siteName: site?.name ?? row.site,
    timeZone: site?.timeZone ?? 'UTC',
    units: rows.map((one) => lineOnWire(one, seesCosts(caller, row.site_id))),
    madeAt: clock.now(),
  };
}

function seesCosts({ rights }: Caller, site: number): boolean {
  return within(sitesFor(rights, 'costs'), site);
}

function fileName(number: string): string {
  return `return-${number.replace(/[^A-Za-z0-9._-]/g, '_')}`;
}

/** Another site’s return answers as one that does not exist. */
async function paperOr404(database: Database, number: string, sites: Sites): Promise<sql.ReturnRow> {
  const { rows } = await database.query<sql.ReturnRow>(sql.selectReturn, [number]);
  if (rows[0] && within(sites, rows[0].site_id)) return rows[0];
  throw new Problem('vendor_return_not_found', `There is no return ${number}.`, { where: 'params.number' });
}

function sitesWanted(names: Reference, code: string | undefined, reach: Sites): string | null {
  if (code !== undefined) return numberColumn([siteAsked(names, code, reach).id]);
  return reach === null ? null : numberColumn([...reach]);
}
