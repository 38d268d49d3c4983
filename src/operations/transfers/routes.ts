import { limits } from '../../domain/limits.ts';
import { sentenceOf } from '../../domain/refusals.ts';
import { type Sites, within } from '../../domain/sites.ts';
import { orProblem } from '../../http/changed.ts';
import { endpoint } from '../../http/endpoint.ts';
import { Problem } from '../../http/errors.ts';
import { idCursor, numbersCursor, pageOfRows } from '../../http/paging.ts';
import { memberCodes } from '../../ledger/codes.ts';
import type { Reference } from '../../ledger/reference.ts';
import { numberColumn } from '../../platform/columns.ts';
import type { Database } from '../../platform/database.ts';
import { takeUnsent } from './arrive.ts';
import { bookEndpoints } from './books/routes.ts';
import {
  type ChangeParts,
  cancelTransfer,
  closeTransfer,
  reopenTransfer,
  reportLoss,
  sendPicked,
} from './change-transfer.ts';
import * as wire from './contract.ts';
import { arriveUnscanned } from './pieces/arrive-unscanned.ts';
import { type PiecesRow, selectPieces } from './pieces/queries.ts';
import * as sql from './queries.ts';
import { type RequestParts, requestTransfer } from './request.ts';
import { inTransitOnWire, memberOnWire, progressOnWire, transferOnWire } from './view.ts';

export type TransferParts = RequestParts & ChangeParts;

export function transferEndpoints(parts: TransferParts) {
  return {
    ...bookEndpoints(parts),
    ...readingEndpoints(parts),
    ...requestEndpoint(parts),
    ...movingEndpoints(parts),
    ...endingEndpoints(parts),
  };
}

const transferReply = { description: 'The transfer.', schema: wire.transferSchema };

function readingEndpoints({ database, reference }: TransferParts) {
  return {
    list: endpoint({
      id: 'listTransfers',
      summary: 'List transfers',
      description: 'Those that one of the caller’s sites sends or receives.',
      query: wire.transfersQuery,
      replies: { 200: { description: 'Transfers, the newest first.', schema: wire.transferPage } },
      async handle({ query, caller }) {
        const { after, limit = limits.pageItemsDefault, status = null, number = null } = query;
        const names = await reference();
        const before = idCursor(after) || Number.MAX_SAFE_INTEGER;
        const ends = [endAsked(names, query.from, 'query.from'), endAsked(names, query.to, 'query.to')];
        const values = [sitesSeen(names, caller.sites), before, limit + 1, status, number, ...ends];
        const { rows } = await database.query<sql.TransferRow>(sql.selectTransfers, values);
        return pageOfRows(rows, limit, transferOnWire, ({ document_id }) => String(document_id));
      },
    }),
    get: endpoint({
      id: 'getTransfer',
      summary: 'Read a transfer',
      params: wire.transferParams,
      replies: { 200: transferReply },
      handle: async ({ params: { number }, caller: { sites } }) =>
        transferOnWire(await transferOr404(database, number, sites)),
    }),
    units: endpoint({
      id: 'listTransferUnits',
      summary: 'List the units of a transfer',
      params: wire.transferParams,
      query: wire.transferUnitsQuery,
      replies: { 200: { description: 'What it says of each.', schema: wire.transferUnits } },
      async handle({ params: { number }, query: { after, state, limit = limits.pageItemsDefault }, caller }) {
        const from = numbersCursor(after, 2) ?? [-1, 0];
        const { document_id } = await transferOr404(database, number, caller.sites);
        const values = [
          document_id,
          ...from,
          limit + 1,
          state === undefined ? null : memberCodes.toCode(state),
        ];
        const { rows } = await database.query<sql.MemberRow>(sql.selectMembers, values);
        return pageOfRows(rows, limit, memberOnWire, ({ bucket, unit_id }) => `${bucket}.${unit_id}`);
      },
    }),
    progress: endpoint({
      id: 'getTransferProgress',
      summary: 'Read a transfer line by line, what was done with it, and what was lost',
      params: wire.transferParams,
      replies: { 200: { description: 'How far it is.', schema: wire.transferProgress } },
      async handle({ params: { number }, caller: { sites } }) {
        const { document_id: id } = await transferOr404(database, number, sites);
        const lost = memberCodes.toCode('lost');
        const [lines, units, steps, claims, pieces] = await Promise.all([
          database.query<sql.LineRow>(sql.selectLines, [id]),
          database.query<sql.MemberCountRow>(sql.countMembers, [id]),
          database.query<sql.StepRow>(sql.selectSteps, [id]),
          database.query<sql.ClaimRow>(sql.selectClaims, [id, lost]),
          database.query<PiecesRow>(selectPieces, [id]),
        ]);
        return progressOnWire(lines.rows, units.rows, steps.rows, claims.rows, pieces.rows);
      },
    }),
    sites: endpoint({
      id: 'listTransferSites',
      summary: 'List the sites that units can be asked from or sent to',
      description: 'All that are in use, by code: a store asks a warehouse that it sees nothing else of.',
      replies: { 200: { description: 'Sites.', schema: wire.transferSites } },
      async handle() {
        const { sites } = await reference();
        const used = [...sites.values()].filter(({ kind, active }) => kind !== 'outside' && active);
        const named = used.map(({ code, name, kind }) => ({ code, name, kind }));
        return { items: named.sort((a, b) => (a.code < b.code ? -1 : 1)) };
      },
    }),
    inTransit: endpoint({
      id: 'listInTransit',
      summary: 'List what is on its way between sites',
      query: wire.inTransitQuery,
      replies: { 200: { description: 'Units in transit, the longest first.', schema: wire.inTransitPage } },
      async handle({ query, caller }) {
        const { after, limit = limits.pageItemsDefault } = query;
        const names = await reference();
        const behind = numbersCursor(after, 2) ?? [0, 0];
        const ends = [endAsked(names, query.from, 'query.from'), endAsked(names, query.to, 'query.to')];
        const sites = sitesSeen(names, caller.sites);
        const values = [sites, ...behind, ...ends, memberCodes.toCode('sent'), limit + 1];
        const { rows } = await database.query<sql.InTransitRow>(sql.selectInTransit, values);
        return pageOfRows(
          rows,
          limit,
          inTransitOnWire,
          ({ since, unit_id }) => `${since.getTime()}.${unit_id}`,
        );
      },
    }),
  };
}

function requestEndpoint(parts: TransferParts) {
  return {
    request: endpoint({
      id: 'requestTransfer',
      summary: 'Ask for a transfer',
      description:
        'Whoever may scan at one of the two sites may ask. Units are picked and sent by scans that name it.',
      body: wire.newTransfer,
      replies: { 201: transferReply },
      async handle({ body, caller: { sites, actor } }, reply) {
        const { number } = orProblem(await requestTransfer(parts, body, { actor: actor.id, sites }));
        reply.header('location', `/api/transfers/${encodeURIComponent(number)}`);
        return reply.code(201).send(transferOnWire(await transferOr404(parts.database, number, sites)));
      },
    }),
  };
}

function movingEndpoints(parts: TransferParts) {
  const { database, ledger } = parts;
  return {
    send: endpoint({
      id: 'sendTransfer',
      summary: 'Send what is picked for a transfer',
      description:
        'A transfer may be sent in parts. A unit that cannot be sent now stays picked, and is named.',
      params: wire.transferParams,
      body: wire.sending,
      replies: { 200: { description: 'What set out.', schema: wire.sendingReply } },
      async handle({ params: { number }, body, caller: { sites, actor } }) {
        const transfer = await transferOr404(database, number, sites);
        onlyAt(sites, transfer.from_site, `Only ${transfer.from_code} sends the transfer ${number}.`);
        const { moved, refused } = orProblem(await sendPicked(parts, transfer, body, actor));
        const arrived = await arriveUnscanned(parts, transfer, body.request, actor);
        return { sent: moved, refused, arrived };
      },
    }),
    arrive: endpoint({
      id: 'takeUnsentUnit',
      summary: 'Receive a unit that nobody scanned out',
      description: 'That it was sent is recorded as inferred, with the reason; then its arrival.',
      params: wire.transferParams,
      body: wire.arrival,
      replies: { 200: { description: 'What became of it.', schema: wire.arrivalReply } },
      async handle({ params: { number }, body, caller: { sites, actor }, device }) {
        const transfer = await transferOr404(database, number, sites);
        onlyAt(sites, transfer.to_site, `Only ${transfer.to_code} receives the transfer ${number}.`);
        const { outcome, unit, refusal } = await takeUnsent(
          ledger,
          transfer,
          body,
          actor,
          device?.id ?? null,
        );
        const why = refusal && { code: refusal.code, sentence: sentenceOf(refusal) };
        return { outcome, unit, refusal: why };
      },
    }),
    lose: endpoint({
      id: 'reportTransferLoss',
      summary: 'Report units of a transfer as lost in transit',
      description:
        'They are missing from then on; when they are found, the transfer has them on their way again.',
      params: wire.transferParams,
      body: wire.loss,
      replies: { 200: { description: 'What is lost.', schema: wire.lossReply } },
      async handle({ params: { number }, body, caller: { sites, actor } }) {
        if (body.amount !== undefined && body.currency === undefined)
          throw new Problem('bad_currency', 'Say in which currency.', { where: 'body.currency' });
        const transfer = await transferOr404(database, number, sites);
        const site = within(actor.sites ?? null, transfer.to_site) ? transfer.to_code : transfer.from_code;
        const { moved, refused } = orProblem(await reportLoss(parts, transfer, body, actor, site));
        return { lost: moved, refused };
      },
    }),
  };
}

function endingEndpoints(parts: TransferParts) {
  const { database } = parts;
  const ending = { params: wire.transferParams, replies: { 200: transferReply } };
  return {
    cancel: endpoint({
      id: 'cancelTransfer',
      summary: 'Cancel a transfer of which nothing was sent',
      description: 'What was picked for it goes back.',
      body: wire.closing,
      ...ending,
      async handle({ params: { number }, body, caller: { sites, actor } }) {
        const transfer = await transferOr404(database, number, sites);
        orProblem(await cancelTransfer(parts, transfer, body.reason ?? null, actor));
        return transferOnWire(await transferOr404(database, number, sites));
      },
    }),
    close: endpoint({
      id: 'closeTransfer',
      summary: 'Close a transfer',
      description:
        'Nothing may be picked or on its way. Where what came is not what was asked for it needs a reason.',
      body: wire.closing,
      ...ending,
      async handle({ params: { number }, body, caller: { sites, actor } }) {
        const transfer = await transferOr404(database, number, sites);
        orProblem(await closeTransfer(parts, transfer, body.reason ?? null, actor.id));
        return transferOnWire(await transferOr404(database, number, sites));
      },
    }),
    reopen: endpoint({
      id: 'reopenTransfer',
      summary: 'Open a closed transfer again',
      body: wire.reopening,
      ...ending,
      async handle({ params: { number }, body: { reason }, caller: { sites, actor } }) {
        const transfer = await transferOr404(database, number, sites);
        orProblem(await reopenTransfer(parts, transfer, reason, actor.id));
        return transferOnWire(await transferOr404(database, number, sites));
      },
    }),
  };
}

/** A transfer between other sites answers as one that does not exist. */
async function transferOr404(database: Database, number: string, sites: Sites): Promise<sql.TransferRow> {
  const { rows } = await database.query<sql.TransferRow>(sql.selectTransfer, [number]);
  const [row] = rows;
  if (row && (within(sites, row.from_site) || within(sites, row.to_site))) return row;
  throw new Problem('transfer_not_found', `There is no transfer ${number}.`, { where: 'params.number' });
}

function onlyAt(sites: Sites, site: number, sentence: string): void {
  if (!within(sites, site)) throw new Problem('other_end', sentence, { where: 'params.number' });
}

function sitesSeen({ sites }: Reference, reach: Sites): string {
  return numberColumn([...sites.keys()].filter((id) => within(reach, id)));
}

/** Any site may be named: what is told is only of transfers that the caller may see. 0: not asked. */
function endAsked({ sitesByCode }: Reference, code: string | undefined, where: string): number {
  if (code === undefined) return 0;
  const site = sitesByCode.get(code);
  if (site && site.kind !== 'outside') return site.id;
  throw new Problem('unknown_site', `There is no site "${code}".`, { where });
}
