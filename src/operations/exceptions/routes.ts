import { exceptionSentence } from '../../domain/exceptions.ts';
import { limits } from '../../domain/limits.ts';
import { type Sites, within } from '../../domain/sites.ts';
import { endpoint } from '../../http/endpoint.ts';
import { Problem } from '../../http/errors.ts';
import { idCursor, pageOfRows } from '../../http/paging.ts';
import type { ReadReference } from '../../ledger/current-reference.ts';
import { wordsWithin } from '../../ledger/elsewhere.ts';
import type { Reference } from '../../ledger/reference.ts';
import { settleException } from '../../ledger/settle-exception.ts';
import type { Clock } from '../../platform/clock.ts';
import { numberColumn } from '../../platform/columns.ts';
import type { Database } from '../../platform/database.ts';
import {
  type ExceptionOnWire,
  exceptionPage,
  exceptionParams,
  exceptionSchema,
  exceptionsQuery,
  settlementSchema,
} from './contract.ts';
import { type ExceptionRow, selectAll, selectOne, selectOpen } from './queries.ts';

export interface ExceptionParts {
  readonly database: Database;
  readonly reference: ReadReference;
  readonly clock: Clock;
}

export function exceptionEndpoints({ database, reference, clock }: ExceptionParts) {
  return {
    list: endpoint({
      id: 'listExceptions',
      summary: 'List open questions',
      query: exceptionsQuery,
      replies: { 200: { description: 'Exceptions, the oldest first.', schema: exceptionPage } },
      async handle({ query: { site, open, after, limit = limits.pageItemsDefault }, caller }) {
        const from = idCursor(after);
        const names = await reference();
        const sites = numberColumn(sitesAsked(names, site, caller.sites));
        const values = [sites, from, limit + 1];
        const { rows } = open
          ? await database.query<ExceptionRow>(selectOpen, values)
          : await database.query<ExceptionRow>(selectAll, [...values, open === false]);
        const onWire = (row: ExceptionRow) => exceptionOnWire(row, names, caller.sites);
        return pageOfRows(rows, limit, onWire, ({ id }) => String(id));
      },
    }),
    settle: endpoint({
      id: 'settleException',
      summary: 'Settle an open question',
      description:
        'Keeps what was decided and by whom. What has to be recorded besides is a scan of its own.',
      params: exceptionParams,
      body: settlementSchema,
      replies: { 200: { description: 'The exception, settled.', schema: exceptionSchema } },
      async handle({ params: { id }, body: { settlement }, caller }) {
        const names = await reference();
        const found = await one(database, id);
        if (!found || !within(caller.sites, found.site_id))
          throw new Problem('exception_not_found', `There is no exception ${id}.`, { where: 'params.id' });
        const now = clock.now().toISOString();
        const done = await settleException(database, {
          exception: id,
          actor: caller.actor.id,
          settlement,
          now,
        });
        const settled = (await one(database, id)) ?? found;
        if (done) return exceptionOnWire(settled, names, caller.sites);
        const { settled_by, settled_at } = settled;
        throw new Problem('already_settled', `Settled by ${settled_by} at ${settled_at?.toISOString()}.`);
      },
    }),
  };
}

async function one(database: Database, id: number): Promise<ExceptionRow | undefined> {
  const { rows } = await database.query<ExceptionRow>(selectOne, [id]);
  return rows[0];
}

/** A site out of his reach answers as one that does not exist. */
function sitesAsked(names: Reference, code: string | undefined, reach: Sites): number[] {
  const { sites, sitesByCode } = names;
  if (code === undefined) return [...sites.keys()].filter((id) => within(reach, id));
  const site = sitesByCode.get(code);
  if (site && within(reach, site.id)) return [site.id];
  throw new Problem('unknown_site', `There is no site "${code}".`, { where: 'query.site' });
}

function exceptionOnWire(row: ExceptionRow, names: Reference, sites: Sites): ExceptionOnWire {
  const recorded = wordsWithin(row.recorded, names, sites);
  const { id, kind, observed, opened_at, sku, seq, scan_id, settled_at, settlement } = row;
  return {
    id,
    kind,
    sentence: exceptionSentence({ kind, recorded, observed }),
    recorded,
    observed,
    openedAt: opened_at.toISOString(),
    site: row.site ?? '',
    sku,
    unit:
      row.unit_id === null || row.unit_serial === null
        ? null
        : { id: row.unit_id, sku: row.unit_sku ?? '', serial: row.unit_serial },
    seq,
    scan: scan_id,
    settledAt: settled_at?.toISOString() ?? null,
    settledBy: row.settled_by,
    settlement,
  };
}
