import { limits } from '../../domain/limits.ts';
import { type Sites, within } from '../../domain/sites.ts';
import { orProblem } from '../../http/changed.ts';
import { endpoint } from '../../http/endpoint.ts';
import { Problem } from '../../http/errors.ts';
import { idCursor, pageOfRows } from '../../http/paging.ts';
import { sitesAsked } from '../../http/site-asked.ts';
import { statusCodes } from '../../ledger/codes.ts';
import { numberColumn } from '../../platform/columns.ts';
import type { Database } from '../../platform/database.ts';
import { buildKit, checkKit, type KitParts } from './build-kit.ts';
import * as wire from './contract.ts';
import { breakKit, contentOf, type Ended, refusedOnWire, undoKit } from './end-kit.ts';
import * as sql from './queries.ts';
import { type KitState, stateOf } from './rules.ts';

export function kitEndpoints(parts: KitParts) {
  return { ...readingEndpoints(parts), ...buildingEndpoints(parts), ...endingEndpoints(parts) };
}

function readingEndpoints(parts: KitParts) {
  const { database, reference } = parts;
  return {
    list: endpoint({
      id: 'listKits',
      summary: 'List kits that were put together',
      query: wire.kitsQuery,
      replies: { 200: { description: 'Kits, the newest first.', schema: wire.kitPage } },
      async handle({ query, caller: { sites } }) {
        const { after, limit = limits.pageItemsDefault, sku, state = null } = query;
        const names = await reference();
        const product = sku === undefined ? 0 : (names.productsBySku.get(sku)?.id ?? -1);
        const before = idCursor(after) || Number.MAX_SAFE_INTEGER;
        const values = [
          numberColumn(sitesAsked(names, query.site, sites)),
          before,
          limit + 1,
          product,
          state,
        ];
        const { rows } = await database.query<sql.KitRow>(sql.selectKits, values);
        return pageOfRows(rows, limit, kitOnWire, ({ document_id }) => String(document_id));
      },
    }),
    get: endpoint({
      id: 'getKit',
      summary: 'Read a kit and what is in it',
      params: wire.kitParams,
      replies: { 200: { description: 'The kit.', schema: wire.kitContent } },
      async handle({ params: { number }, caller: { sites } }) {
        const kit = await kitOr404(database, number, sites);
        const { units, pieces } = await contentOf(parts, kit);
        return {
          kit: kitOnWire(kit),
          parts: units.map(({ unit_id: id, sku, serial, name, status, in_seq, out_seq }) => ({
            unit: { id, sku, serial },
            name,
            status: statusCodes.toWord(status),
            isIn: in_seq !== null && out_seq === null,
          })),
          pieces: pieces.map(({ sku, name, pieces: count }) => ({ sku, name, pieces: count })),
        };
      },
    }),
  };
}

function buildingEndpoints(parts: KitParts) {
  return {
    check: endpoint({
      id: 'checkKit',
      summary: 'Say what some parts make of a kit, without recording anything',
      body: wire.kitCheck,
      replies: {
        200: { description: 'What is there, what is missing, and what cannot go in.', schema: wire.kitTally },
      },
      handle: async ({ body, caller: { sites, actor } }) =>
        orProblem(await checkKit(parts, body, actor, sites)),
    }),
    build: endpoint({
      id: 'buildKit',
      summary: 'Put a kit together',
      description: 'One act: the kit’s life begins and every part goes in, or nothing is recorded.',
      body: wire.newKit,
      replies: { 200: { description: 'The kit, or why there is none.', schema: wire.kitBuilt } },
      async handle({ body, caller: { sites, actor } }) {
        const built = orProblem(await buildKit(parts, body, actor, sites));
        const { tally } = built;
        if ('refused' in built) return { outcome: 'refused', kit: null, sentence: built.refused, tally };
        const kit = kitOnWire(await kitOr404(parts.database, built.number, sites));
        return { outcome: 'built', kit, sentence: null, tally };
      },
    }),
  };
}

function endingEndpoints(parts: KitParts) {
  const { database } = parts;
  const answer = async (number: string, sites: Sites, ended: Ended) => {
    const { refused } = orProblem(ended);
    const kit = kitOnWire(await kitOr404(database, number, sites));
    return { outcome: refused.length === 0 ? 'done' : 'refused', refused: refused.map(refusedOnWire), kit };
  };
  const changed = { 200: { description: 'The kit as it is now.', schema: wire.kitChanged } };
  return {
    breakUp: endpoint({
      id: 'breakKit',
      summary: 'Take a kit apart',
      description: 'Its parts are in stock again, at the spot where it is done, and its own life ends.',
      params: wire.kitParams,
      body: wire.kitBreak,
      replies: changed,
      async handle({ params: { number }, body, caller: { sites, actor } }) {
        const kit = await kitOr404(database, number, sites);
        return answer(number, sites, await breakKit(parts, kit, body, actor));
      },
    }),
    undo: endpoint({
      id: 'undoKit',
      summary: 'Take back that a kit was built, or taken apart',
      params: wire.kitParams,
      body: wire.kitUndo,
      replies: changed,
      async handle({ params: { number }, body, caller: { sites, actor } }) {
        const kit = await kitOr404(database, number, sites);
        return answer(number, sites, await undoKit(parts, kit, body, actor));
      },
    }),
  };
}

function kitOnWire(row: sql.KitRow): wire.KitOnWire {
  const { number, sku, name, serial, site, location, unit_id: id, status } = row;
  return {
    ...{ number, sku, name, serial, site, location },
    unit: id === null ? null : { id, sku, serial },
    status: status === null ? null : statusCodes.toWord(status),
    state: stateOf(row) as Exclude<KitState, 'begun'>,
    builtAt: (row.built_at ?? row.begun_at).toISOString(),
    builtBy: row.begun_by,
    brokenAt: row.broken_at?.toISOString() ?? null,
    brokenBy: row.broken_by,
    undoneAt: row.undone_at?.toISOString() ?? null,
    undoneBy: row.undone_by,
  };
}

async function kitOr404(database: Database, number: string, sites: Sites): Promise<sql.KitRow> {
  const { rows } = await database.query<sql.KitRow>(sql.selectKit, [number]);
  if (rows[0]?.built_at && within(sites, rows[0].site_id)) return rows[0];
  throw new Problem('kit_not_found', `There is no kit ${number}.`, { where: 'params.number' });
}
