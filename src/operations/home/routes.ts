import { limits } from '../../domain/limits.ts';
import { sentenceOf } from '../../domain/refusals.ts';
import { endpoint } from '../../http/endpoint.ts';
import { numbersCursor, pageOfRows } from '../../http/paging.ts';
import { siteAsked } from '../../http/site-asked.ts';
import { utcTime } from '../../http/times.ts';
import type { Answer } from '../../ledger/acts.ts';
import { outcomeCodes } from '../../ledger/codes.ts';
import type { ReadReference } from '../../ledger/current-reference.ts';
import { answerWithin } from '../../ledger/elsewhere.ts';
import { placeOf, type Reference } from '../../ledger/reference.ts';
import { loadReplies } from '../../ledger/replay.ts';
import { numberColumn } from '../../platform/columns.ts';
import * as wire from './contract.ts';
import { dayAt, type HomeParts, homeOf, spotsOf } from './home.ts';
import { type RefusedRow, selectRefused } from './queries.ts';

interface Parts extends HomeParts {
  readonly reference: ReadReference;
}

export function homeEndpoints(parts: Parts) {
  const { database, clock, reference } = parts;
  return {
    home: endpoint({
      id: 'getHome',
      summary: 'Say what waits for who asks, and how the day goes at a site',
      query: wire.homeQuery,
      replies: { 200: { description: 'What waits.', schema: wire.homeSchema } },
      async handle({ query: { site }, caller }) {
        const names = await reference();
        return homeOf(parts, names, caller, site === undefined ? null : siteAsked(names, site, caller.sites));
      },
    }),
    refusals: endpoint({
      id: 'listRefusals',
      summary: 'List scans that were refused at a site',
      description: `Of the newest ${limits.refusalsLookedMax} of all sites behind the cursor.`,
      query: wire.refusalsQuery,
      replies: { 200: { description: 'Scans, the newest first.', schema: wire.refusalPage } },
      async handle({ query: { site, since, after, limit = limits.pageItemsDefault }, caller }) {
        const behind = numbersCursor(after, 2) ?? [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];
        const names = await reference();
        const found = siteAsked(names, site, caller.sites);
        const from = utcTime(since, 'query.since') ?? dayAt(clock, found).since;
        const values = [from, spotsOf(names, found), limits.refusalsLookedMax, ...behind, noes, limit + 1];
        const { rows } = await database.query<RefusedRow>(selectRefused, values);
        const answers = await loadReplies(database, rows, names);
        const onWire = (row: RefusedRow) =>
          refusedOnWire(row, answerWithin(answers.get(row.id)!, names, caller.sites), names);
        return pageOfRows(rows, limit, onWire, ({ tx, feed }) => `${tx}.${feed}`);
      },
    }),
  };
}

const words = ['refused', 'withheld', 'ambiguous'] as const;
const noes = numberColumn(words.map(outcomeCodes.toCode));

function refusedOnWire(row: RefusedRow, answer: Answer, names: Reference): wire.RefusedScanOnWire {
  const { id, outcome, move, unit, refusal } = answer;
  return {
    scan: id,
    outcome: outcome as (typeof words)[number],
    move,
    unit,
    code: refusal?.code ?? null,
    sentence: refusal && sentenceOf(refusal),
    recordedAt: row.recorded_at.toISOString(),
    actor: names.actors.get(row.actor) ?? '',
    spot: placeOf(names, row.spot) ?? '',
  };
}
