import { type Caller, sitesFor } from '../../access/caller.ts';
import type { Rights } from '../../access/roles.ts';
import { exceptionSentence } from '../../domain/exceptions.ts';
import { limits } from '../../domain/limits.ts';
import { type Sites, within } from '../../domain/sites.ts';
import { endpoint } from '../../http/endpoint.ts';
import { Problem } from '../../http/errors.ts';
import { numbersCursor, pageOfRows } from '../../http/paging.ts';
import { sitesAsked } from '../../http/site-asked.ts';
import type { ReadReference } from '../../ledger/current-reference.ts';
import { wordsWithin } from '../../ledger/elsewhere.ts';
import type { Reference } from '../../ledger/reference.ts';
import { settleException } from '../../ledger/settle-exception.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database.ts';
import { changeOwner, possibleOwners } from './change-owner.ts';
import {
  type ExceptionOnWire,
  exceptionDetail,
  exceptionPage,
  exceptionParams,
  exceptionSchema,
  exceptionsQuery,
  ownerBody,
  ownersQuery,
  ownersSchema,
  settlementSchema,
} from './contract.ts';
import { cursorOf, listExceptions } from './list-exceptions.ts';
import { type ExceptionRow, selectOne, selectOwners } from './queries.ts';
import { repairsOf } from './rules.ts';

export interface ExceptionParts {
  readonly database: Database;
  readonly reference: ReadReference;
  readonly clock: Clock;
}

export function exceptionEndpoints(parts: ExceptionParts) {
  return { ...reading(parts), ...deciding(parts) };
}

function reading({ database, reference, clock }: ExceptionParts) {
  return {
    list: endpoint({
      id: 'listExceptions',
      summary: 'List open questions',
      query: exceptionsQuery,
      replies: {
        200: { description: 'Exceptions, the oldest first if not said otherwise.', schema: exceptionPage },
      },
      async handle({ query, caller }) {
        const { site, after, sort, limit = limits.pageItemsDefault } = query;
        const from = numbersCursor(after, sort?.endsWith('risk') ? 2 : 1) ?? null;
        const names = await reference();
        const sites = sitesAsked(names, site, caller.sites);
        const owner = ownerAsked(query.owner, names, caller);
        const found = await listExceptions(database, clock, { query, sites, owner, from, limit });
        const onWire = (row: ExceptionRow) => exceptionOnWire(row, names, caller);
        const page = pageOfRows(found.rows, limit, onWire, (row) => cursorOf(row, sort));
        return { ...page, total: found.total };
      },
    }),
    get: endpoint({
      id: 'getException',
      summary: 'Read an exception, and who had it when',
      params: exceptionParams,
      replies: { 200: { description: 'The exception.', schema: exceptionDetail } },
      async handle({ params: { id }, caller }) {
        const names = await reference();
        const found = await one(database, clock, id, caller.sites);
        const { rows } = await database.query<{ at: Date; owner: string | null; by: string }>(selectOwners, [
          id,
          limits.pageItemsMax,
        ]);
        const owners = rows.map(({ at, owner, by }) => ({ at: at.toISOString(), owner, by }));
        return { ...exceptionOnWire(found, names, caller), owners };
      },
    }),
    owners: endpoint({
      id: 'listExceptionOwners',
      summary: 'List the people who may settle the questions of a site',
      query: ownersQuery,
      replies: { 200: { description: 'People, by name.', schema: ownersSchema } },
      async handle({ query, caller }) {
        const [site] = sitesAsked(await reference(), query.site, caller.sites);
        const rows = await possibleOwners(database, site!);
        return { items: rows.map(({ actor, name }) => ({ actor, name })) };
      },
    }),
  };
}

function deciding({ database, reference, clock }: ExceptionParts) {
  return {
    own: endpoint({
      id: 'setExceptionOwner',
      summary: 'Take an open question, give it to somebody, or leave it to nobody',
      params: exceptionParams,
      body: ownerBody,
      replies: { 200: { description: 'The exception, with its owner.', schema: exceptionSchema } },
      async handle({ params: { id }, body: { owner }, caller }) {
        const names = await reference();
        const { site_id: site } = await one(database, clock, id, caller.sites);
        const change = { exception: id, site, owner, by: caller.actor };
        const done = await changeOwner({ database, clock }, change);
        const now = await one(database, clock, id, caller.sites);
        if (done === 'already_settled') throw settledBefore(now);
        if (done === 'done') return exceptionOnWire(now, names, caller);
        throw new Problem('may_not_settle', `Nobody with the code "${owner}" may settle it.`, {
          where: 'owner',
        });
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
        await one(database, clock, id, caller.sites);
        const now = clock.now().toISOString();
        const done = await settleException(database, {
          exception: id,
          actor: caller.actor.id,
          settlement,
          now,
        });
        const settled = await one(database, clock, id, caller.sites);
        if (done) return exceptionOnWire(settled, names, caller);
        throw settledBefore(settled);
      },
    }),
  };
}

function settledBefore({ settled_by, settled_at }: ExceptionRow): Problem {
  return new Problem('already_settled', `Settled by ${settled_by} at ${settled_at?.toISOString()}.`);
}

/** One of another site's answers as one that is not there. */
async function one(database: Database, clock: Clock, id: number, sites: Sites): Promise<ExceptionRow> {
  const today = clock.now().toISOString().slice(0, 10);
  const { rows } = await database.query<ExceptionRow>(selectOne, [today, id]);
  const [row] = rows;
  if (row && within(sites, row.site_id)) return row;
  throw new Problem('exception_not_found', `There is no exception ${id}.`, { where: 'params.id' });
}

/** An owner's number; one that nobody has owns nothing. */
function ownerAsked(said: string | undefined, names: Reference, caller: Caller): number | null {
  if (said === undefined) return null;
  if (said === 'nobody') return 0;
  if (said === 'me') return caller.actor.id;
  return [...names.actors].find(([, code]) => code === said)?.[0] ?? -1;
}

function exceptionOnWire(row: ExceptionRow, names: Reference, { sites, rights }: Caller): ExceptionOnWire {
  const recorded = wordsWithin(row.recorded, names, sites);
  const { id, kind, observed, opened_at, sku, seq, scan_id, settled_at, settlement, site_id } = row;
  return {
    id,
    kind,
    sentence: exceptionSentence({ kind, recorded, observed }),
    recorded,
    observed,
    openedAt: opened_at.toISOString(),
    site: row.site ?? '',
    sku,
    unit: unitOnWire(row),
    seq,
    scan: scan_id,
    // What a unit costs is for those who decide by it, and for those who keep the costs.
    risk: maySeeCost(rights, site_id) ? riskOnWire(row) : null,
    owner:
      row.owner === null || row.owned_since === null
        ? null
        : { actor: row.owner, name: row.owner_name ?? row.owner, since: row.owned_since.toISOString() },
    repairs: settled_at === null ? repairsOnWire(row, names) : [],
    settledAt: settled_at?.toISOString() ?? null,
    settledBy: row.settled_by,
    settlement,
  };
}

function maySeeCost(rights: Rights, site: number): boolean {
  return within(sitesFor(rights, 'settle'), site) || sitesFor(rights, 'catalog') === null;
}

function riskOnWire({ risk, currency }: ExceptionRow) {
  return risk === null || currency === null ? null : { amount: risk, currency };
}

function unitOnWire({ unit_id, unit_sku, unit_serial }: ExceptionRow) {
  if (unit_id === null || unit_serial === null) return null;
  return { id: unit_id, sku: unit_sku ?? '', serial: unit_serial };
}

function repairsOnWire({ kind, unit_id, site_id }: ExceptionRow, names: Reference) {
  const spot = names.locations.get(names.sites.get(site_id)?.quarantine ?? 0);
  return repairsOf(kind, unit_id !== null)
    .filter(({ quarantine }) => !quarantine || spot?.kind === 'quarantine')
    .map(({ name, move, quarantine, details = {} }) => ({
      ...{ name, move, details },
      location: quarantine ? (spot?.code ?? null) : null,
    }));
}
