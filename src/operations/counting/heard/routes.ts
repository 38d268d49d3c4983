import type { Caller } from '../../../access/caller.ts';
import { limits } from '../../../domain/limits.ts';
import { orProblem } from '../../../http/changed.ts';
import { endpoint } from '../../../http/endpoint.ts';
import { idCursor, pageOfRows } from '../../../http/paging.ts';
import { statusCodes } from '../../../ledger/codes.ts';
import type { Reference } from '../../../ledger/reference.ts';
import * as countWire from '../contract.ts';
import { findCount } from '../find-count.ts';
import type { CountRow } from '../queries.ts';
import type { CountingParts } from '../take-scans.ts';
import { type Looking, placeWithin } from '../view.ts';
import { confirmHeard } from './confirm-heard.ts';
import * as wire from './contract.ts';
import { type HeardUnit, type HearingParts, heardUnits } from './heard-units.ts';

/** What readers have heard while it was counted, beside what was scanned. */
export function heardEndpoints(
  parts: CountingParts & HearingParts,
  lookingAt: (row: CountRow, names: Reference, caller: Caller) => Looking,
  comeAgain: (error: unknown) => never,
) {
  const { database, reference } = parts;
  return {
    heard: endpoint({
      id: 'listCountHeard',
      summary: 'List what RFID readers have heard since a count began',
      description: 'Nothing of it counts before a lead says so. Who counts blind is told nothing of it.',
      params: countWire.countParams,
      query: wire.heardQuery,
      replies: { 200: { description: 'Units, by their numbers.', schema: wire.heardPage } },
      async handle({ params: { number }, query, caller }) {
        const { after, hearing, limit = limits.countPageItemsMax } = query;
        const row = orProblem(await findCount(database, number, caller.sites));
        const names = await reference();
        const looking = lookingAt(row, names, caller);
        const heard = looking.isBlind ? [] : await heardUnits(parts, names, row);
        const from = idCursor(after);
        return pageOfRows(
          heard
            .filter((one) => hearing === undefined || one.hearing === hearing)
            .filter((one) => one.row.unit_id > from),
          limit,
          (one) => heardOnWire(one, looking),
          (one) => String(one.row.unit_id),
        );
      },
    }),
    confirmHeard: endpoint({
      id: 'confirmCountHeard',
      summary: 'Let count what RFID readers have heard',
      description:
        'Units heard surely at the very spots where the ledger has them count as found, known by RFID. Said twice, each ' +
        'counts once.',
      params: countWire.countParams,
      body: wire.heardConfirmed,
      replies: { 200: { description: 'What counts now.', schema: wire.heardCounted } },
      async handle({ params: { number }, body, caller, device }) {
        const row = orProblem(await findCount(database, number, caller.sites));
        const by = { who: caller.actor, device: device?.id ?? null };
        const confirmed = confirmHeard(parts, row, await reference(), body, by);
        return orProblem(await confirmed.catch(comeAgain));
      },
    }),
  };
}

function heardOnWire({ row, sighting, hearing }: HeardUnit, { names, reach }: Looking): wire.HeardUnitOnWire {
  const product = names.products.get(row.product_id);
  const { confidence, level, reads, lastAt, place } = sighting;
  return {
    unit: { id: row.unit_id, sku: product?.sku ?? '', serial: row.serial },
    name: product?.name ?? '',
    hearing,
    heardAt: names.locations.get(place)?.code ?? '',
    should: placeWithin(row.place, names, reach),
    status: statusCodes.toWord(row.status),
    expected: row.is_expected,
    confidence: Math.round(confidence * 1_000) / 1_000,
    level,
    reads,
    at: lastAt.toISOString(),
  };
}
