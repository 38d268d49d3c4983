import { containerCode } from '../../domain/containers.ts';
import { limits } from '../../domain/limits.ts';
import { type Sites, within } from '../../domain/sites.ts';
import { orProblem } from '../../http/changed.ts';
import { endpoint } from '../../http/endpoint.ts';
import { Problem } from '../../http/errors.ts';
import { idCursor, numbersCursor, pageOfRows } from '../../http/paging.ts';
import { sitesAsked } from '../../http/site-asked.ts';
import type { Reference } from '../../ledger/reference.ts';
import { unitsWithin } from '../../ledger/whereabouts.ts';
import { numberColumn } from '../../platform/columns.ts';
import type { Database } from '../../platform/database.ts';
import type { Reader } from '../../platform/shared-reads.ts';
import { breakUp, putInto, takeOff } from './change-container.ts';
import * as wire from './contract.ts';
import { type ContainerParts, makeContainer } from './make-container.ts';
import { type Moved, moveContainer, treeOf } from './move-container.ts';
import * as sql from './queries.ts';
import { containerOnWire, happeningOnWire, unitOnWire } from './view.ts';

export type ContainerRoutesParts = ContainerParts & { readonly read: Reader };

export function containerEndpoints(parts: ContainerRoutesParts) {
  return { ...readingEndpoints(parts), ...changingEndpoints(parts) };
}

const movedReply = {
  200: { description: 'What went along, and what did not.', schema: wire.containerMoved },
};

function readingEndpoints({ database, read, reference }: ContainerRoutesParts) {
  return {
    list: endpoint({
      id: 'listContainers',
      summary: 'List containers',
      query: wire.containersQuery,
      replies: { 200: { description: 'Containers, the newest first.', schema: wire.containerPage } },
      async handle({ query, caller: { sites } }) {
        const { after, limit = limits.pageItemsDefault, status = null, number = null } = query;
        const names = await reference();
        const at = sitesAsked(names, query.site, sites);
        const before = idCursor(after) || Number.MAX_SAFE_INTEGER;
        const place = spotAsked(names, at, query.location);
        const values = [numberColumn(at), before, limit + 1, number, status, place];
        const { rows } = await database.query<sql.ContainerRow>(sql.selectContainers, values);
        return pageOfRows(rows, limit, containerOnWire, ({ document_id }) => String(document_id));
      },
    }),
    get: endpoint({
      id: 'getContainer',
      summary: 'Read a container',
      params: wire.containerParams,
      replies: { 200: { description: 'The container.', schema: wire.containerSchema } },
      handle: async ({ params: { number }, caller: { sites } }) =>
        containerOnWire(await containerOr404(database, number, sites)),
    }),
    units: endpoint({
      id: 'listContainerUnits',
      summary: 'List what is in a container',
      description: 'With what is in the containers that stand in it.',
      params: wire.containerParams,
      query: wire.containerUnitsQuery,
      replies: { 200: { description: 'Units.', schema: wire.containerUnits } },
      async handle({ params: { number }, query: { after, limit = limits.pageItemsDefault }, caller }) {
        const behind = idCursor(after);
        const { document_id } = await containerOr404(database, number, caller.sites);
        const { own } = await treeOf(database, document_id);
        const values = [numberColumn(own), behind, limit + 1];
        const { rows } = await database.query<sql.ContentRow>(sql.selectContent, values);
        return pageOfRows(rows, limit, unitOnWire, ({ unit_id }) => String(unit_id));
      },
    }),
    history: endpoint({
      id: 'listContainerHistory',
      summary: 'List what became of a container',
      description: 'Each unit that came in or left, by which move, and what was done with it as a whole.',
      params: wire.containerParams,
      query: wire.containerUnitsQuery,
      replies: { 200: { description: 'The latest first.', schema: wire.containerHistory } },
      async handle({ params: { number }, query: { after, limit = limits.pageItemsDefault }, caller }) {
        const [point, nth] = numbersCursor(after, 2) ?? [8e15, 0];
        const { document_id } = await containerOr404(database, number, caller.sites);
        const values = [document_id, point, nth, limit + 1];
        const { rows } = await database.query<sql.HistoryRow>(sql.selectHistory, values);
        return pageOfRows(rows, limit, happeningOnWire, (row) => `${row.point}.${row.nth}`);
      },
    }),
    ofUnit: endpoint({
      id: 'listUnitContainers',
      summary: 'List the containers that a unit is or was in',
      params: wire.unitParams,
      replies: { 200: { description: 'The latest first.', schema: wire.containerStays } },
      async handle({ params: { id }, caller: { sites } }) {
        if ((await unitsWithin(read, await reference(), [id], sites)).length === 0)
          throw new Problem('unit_not_found', `There is no unit ${id}.`, { where: 'params.id' });
        const { rows } = await database.query<sql.StayRow>(sql.selectStays, [id]);
        return {
          items: rows.map(({ number, kind, in_seq, out_seq }) => ({
            number,
            kind,
            from: in_seq,
            to: out_seq,
          })),
        };
      },
    }),
  };
}

function changingEndpoints(parts: ContainerRoutesParts) {
  const { database } = parts;
  const answer = async (number: string, sites: Sites, done: Moved) => {
    const { moved, refused } = orProblem(done);
    return { moved, refused, container: containerOnWire(await containerOr404(database, number, sites)) };
  };
  return {
    make: endpoint({
      id: 'makeContainer',
      summary: 'Begin a container',
      description:
        'Units are packed into it by scans (`move_spot`, `pick`, `pack`) that name it, where it stands.',
      body: wire.newContainer,
      replies: { 201: { description: 'The container.', schema: wire.containerSchema } },
      async handle({ body, caller: { sites, actor } }, reply) {
        const { id } = orProblem(await makeContainer(parts, body, actor, sites));
        const { rows } = await database.query<sql.ContainerRow>(sql.selectById, [id]);
        reply.header('location', `/api/containers/${encodeURIComponent(rows[0]!.number)}`);
        return reply.code(201).send(containerOnWire(rows[0]!));
      },
    }),
    move: endpoint({
      id: 'moveContainer',
      summary: 'Take a container with all that is in it to another spot',
      params: wire.containerParams,
      body: wire.containerMove,
      replies: movedReply,
      async handle({ params: { number }, body, caller: { sites, actor }, device }) {
        const container = await containerOr404(database, number, sites);
        return answer(number, sites, await moveContainer(parts, container, body, actor, device?.id ?? null));
      },
    }),
    nest: endpoint({
      id: 'nestContainer',
      summary: 'Put a container into another one, or take it off',
      params: wire.containerParams,
      body: wire.containerChange,
      replies: movedReply,
      async handle({ params: { number }, body: { request, into }, caller: { sites, actor }, device }) {
        const container = await containerOr404(database, number, sites);
        if (into === null) return answer(number, sites, await takeOff(parts, container, request, actor));
        const outer = await containerOr404(database, into, sites, 'body.into');
        const done = await putInto(parts, container, outer, request, actor, device?.id ?? null);
        return answer(number, sites, done);
      },
    }),
    breakUp: endpoint({
      id: 'breakContainer',
      summary: 'Break a container up',
      description: 'What is in it stays where it stands, each unit by itself.',
      params: wire.containerParams,
      body: wire.containerBreak,
      replies: movedReply,
      async handle({ params: { number }, body: { request }, caller: { sites, actor }, device }) {
        const container = await containerOr404(database, number, sites);
        return answer(number, sites, await breakUp(parts, container, request, actor, device?.id ?? null));
      },
    }),
  };
}

/** By its code, however an SSCC was scanned. One at another's site answers like one that there is not. */
async function containerOr404(
  database: Database,
  code: string,
  sites: Sites,
  where = 'params.number',
): Promise<sql.ContainerRow> {
  const { rows } = await database.query<sql.ContainerRow>(sql.selectContainer, [containerCode(code) ?? code]);
  if (rows[0] && within(sites, rows[0].site_id)) return rows[0];
  throw new Problem('container_not_found', `There is no container ${code}.`, { where });
}

function spotAsked(names: Reference, sites: readonly number[], code: string | undefined): number {
  if (code === undefined) return 0;
  const spots = sites.flatMap((site) => names.locationsByCode.get(`${site}/${code}`)?.id ?? []);
  if (spots.length === 1) return spots[0]!;
  throw new Problem('unknown_location', `There is no one spot "${code}": say which site.`, {
    where: 'query.location',
  });
}
