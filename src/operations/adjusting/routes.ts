import { sitesFor } from '../../access/caller.ts';
import { limits } from '../../domain/limits.ts';
import { orProblem } from '../../http/changed.ts';
import { endpoint } from '../../http/endpoint.ts';
import { Problem } from '../../http/errors.ts';
import { idCursor, pageOfRows } from '../../http/paging.ts';
import { siteAsked } from '../../http/site-asked.ts';
import { utcTime } from '../../http/times.ts';
import { QueueFull } from '../../ledger/capture.ts';
import { answerWithin } from '../../ledger/elsewhere.ts';
import { LedgerBusy } from '../../ledger/record.ts';
import { numberColumn, textColumn } from '../../platform/columns.ts';
import { type AdjustingParts, adjust, answerOnWire } from './adjust.ts';
import * as wire from './contract.ts';
import { adjustmentOnWire, movesOf } from './list-adjustments.ts';
import * as sql from './queries.ts';

export function adjustingEndpoints(parts: AdjustingParts) {
  return { ...reasonEndpoints(parts), ...adjustmentEndpoints(parts) };
}

function reasonEndpoints({ database }: AdjustingParts) {
  const reason = { description: 'The reason.', schema: wire.reasonSchema };
  return {
    listReasons: endpoint({
      id: 'listAdjustmentReasons',
      summary: 'List the reasons by which stock may be put right',
      query: wire.reasonsQuery,
      replies: { 200: { description: 'By code; closed ones too.', schema: wire.reasonPage } },
      async handle({ query: { after = '', limit = limits.pageItemsDefault } }) {
        const { rows } = await database.query<sql.ReasonRow>(sql.selectReasons, [after, limit + 1]);
        return pageOfRows(rows, limit, reasonOnWire, ({ code }) => code);
      },
    }),
    addReason: endpoint({
      id: 'addAdjustmentReason',
      summary: 'Name a reason by which stock may be put right',
      body: wire.newReason,
      replies: { 201: reason },
      async handle({ body: { code, name, acts, needsProof = false } }, reply) {
        const values = [code, name, textColumn(acts), needsProof];
        const { rows } = await database.query<sql.ReasonRow>(sql.insertReason, values);
        if (!rows[0]) throw new Problem('already_exists', `There is a reason "${code}".`, { where: 'code' });
        return reply.code(201).send(reasonOnWire(rows[0]));
      },
    }),
    changeReason: endpoint({
      id: 'changeAdjustmentReason',
      summary: 'Change a reason, or close it',
      params: wire.reasonParams,
      body: wire.reasonChange,
      replies: { 200: reason },
      async handle({ params: { code }, body: { name, acts, needsProof, active } }) {
        const values = [
          code,
          name ?? null,
          acts ? textColumn(acts) : null,
          needsProof ?? null,
          active ?? null,
        ];
        const { rows } = await database.query<sql.ReasonRow>(sql.updateReason, values);
        if (rows[0]) return reasonOnWire(rows[0]);
        throw new Problem('reason_not_found', `There is no reason "${code}".`, { where: 'params.code' });
      },
    }),
  };
}

function adjustmentEndpoints(parts: AdjustingParts) {
  const { database, ledger, reference } = parts;
  return {
    adjust: endpoint({
      id: 'adjustStock',
      summary: 'Put a unit, or pieces, right by hand, for a reason',
      description:
        'Lost, found, another condition or use, retired. It is recorded like a scan; to retire takes a lead.',
      body: wire.adjustmentRequest,
      replies: { 200: { description: 'What became of it.', schema: wire.adjustmentAnswer } },
      async handle({ body, caller, device }) {
        const done = orProblem(await adjust(parts, body, caller.actor, device?.id ?? null).catch(comeAgain));
        return answerOnWire(answerWithin(done.answer, ledger.known(), sitesFor(caller.rights, 'read')));
      },
    }),
    list: endpoint({
      id: 'listAdjustments',
      summary: 'List what was put right by hand',
      description: 'Whatever way it came in: one without a reason stands here too. The newest first.',
      query: wire.adjustmentsQuery,
      replies: { 200: { description: 'Adjustments.', schema: wire.adjustmentPage } },
      async handle({ query, caller: { sites } }) {
        const { after, limit = limits.pageItemsDefault, site, act, reason, actor } = query;
        const names = await reference();
        const reach = site === undefined ? sites : new Set([siteAsked(names, site, sites).id]);
        const { rows } = await database.query<sql.AdjustmentRow>(sql.selectAdjustments, [
          idCursor(after) || Number.MAX_SAFE_INTEGER,
          limit + 1,
          reach === null ? null : numberColumn([...reach]),
          act === undefined ? null : numberColumn(movesOf(act)),
          reason === undefined ? null : reason === '-' ? '' : reason,
          actor === undefined ? null : await actorOf(parts, actor),
          utcTime(instantOf(query.from, 'T00:00:00Z'), 'query.from'),
          utcTime(instantOf(query.to, 'T23:59:59.999Z'), 'query.to'),
        ]);
        return pageOfRows(
          rows,
          limit,
          (row) => adjustmentOnWire(row, names),
          ({ id }) => String(id),
        );
      },
    }),
  };
}

/** What the ledger cannot take now may be sent again with the same id. */
function comeAgain(error: unknown): never {
  if (error instanceof QueueFull || error instanceof LedgerBusy)
    throw new Problem('busy', `${error.message} Send it again with the same id.`, { retryAfter: 2 });
  throw error;
}

function reasonOnWire({ code, name, acts, needs_proof, active }: sql.ReasonRow): wire.ReasonOnWire {
  return { code, name, acts: [...acts] as wire.ReasonOnWire['acts'], needsProof: needs_proof, active };
}

/** A day stands for its beginning or its end. */
function instantOf(text: string | undefined, time: string): string | undefined {
  return text !== undefined && /^\d{4}-\d\d-\d\d$/.test(text) ? text + time : text;
}

/** Whoever has never been here has done nothing: no event has actor 0. */
async function actorOf({ database }: AdjustingParts, code: string): Promise<number> {
  const { rows } = await database.query<{ id: number }>(sql.selectActor, [code]);
  return rows[0]?.id ?? 0;
}
