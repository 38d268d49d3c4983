import { limits } from '../../domain/limits.ts';
import { within } from '../../domain/sites.ts';
import { orProblem } from '../../http/changed.ts';
import { endpoint } from '../../http/endpoint.ts';
import { Problem } from '../../http/errors.ts';
import { badCursor, idCursor, pageOfRows } from '../../http/paging.ts';
import { siteAsked } from '../../http/site-asked.ts';
import type { Reference } from '../../ledger/reference.ts';
import { placeOf } from '../../ledger/reference.ts';
import { unitsWithin } from '../../ledger/whereabouts.ts';
import { isoTime, msAfter } from '../../platform/clock.ts';
import { numberColumn } from '../../platform/columns.ts';
import { changeReader, createReader } from './change-reader.ts';
import * as wire from './contract.ts';
import { type FindStreamParts, findEndpoints } from './find/routes.ts';
import { dbmOf } from './heard.ts';
import { type Intake, IntakeFull } from './intake.ts';
import * as sql from './queries.ts';
import type { RadioFigures } from './radio-figures.ts';
import { listSightings, sightingsOfUnit } from './sightings.ts';
import { deliveryOf } from './take-reads.ts';

export interface RfidParts extends FindStreamParts {
  readonly intake: Intake;
  readonly figures: RadioFigures;
}

export function rfidEndpoints(parts: RfidParts) {
  return { ...readerEndpoints(parts), ...takingReads(parts), ...sightings(parts), ...findEndpoints(parts) };
}

function readerEndpoints(parts: RfidParts) {
  const { database, reference } = parts;
  const reader = { description: 'The reader.', schema: wire.readerSchema };
  return {
    listReaders: endpoint({
      id: 'listRfidReaders',
      summary: 'List RFID readers and how they are doing',
      query: wire.readersQuery,
      replies: { 200: { description: 'The oldest first.', schema: wire.readerPage } },
      async handle({ query: { site, after, limit = limits.pageItemsDefault }, caller: { sites } }) {
        const names = await reference();
        const wanted = site === undefined ? sites && [...sites] : [siteAsked(names, site, sites).id];
        const values = [idCursor(after), limit + 1, wanted === null ? null : numberColumn(wanted)];
        const { rows } = await database.query<sql.HeardReaderRow>(sql.selectReaders, values);
        return pageOfRows(
          rows,
          limit,
          (row) => readerOnWire(row, names),
          ({ id }) => String(id),
        );
      },
    }),
    createReader: endpoint({
      id: 'createRfidReader',
      summary: 'Add an RFID reader',
      body: wire.newReader,
      replies: { 201: reader },
      async handle({ body, caller: { actor, sites } }, reply) {
        const made = orProblem(await createReader(parts, body, { actor: actor.id, sites }));
        reply.header('location', `/api/rfid/readers/${made.code}`);
        return reply.code(201).send(readerOnWire(made, await reference()));
      },
    }),
    changeReader: endpoint({
      id: 'changeRfidReader',
      summary: 'Change an RFID reader, or shut it off',
      params: wire.readerParams,
      body: wire.readerChange,
      replies: { 200: reader },
      async handle({ params: { code }, body, caller: { sites } }) {
        const before = await readerOr404(parts, code, sites);
        return readerOnWire(orProblem(await changeReader(parts, before, body, sites)), await reference());
      },
    }),
  };
}

function takingReads(parts: RfidParts) {
  return {
    takeReads: endpoint({
      id: 'takeRfidReads',
      summary: 'Take the reads of an RFID reader',
      description:
        'The JSON of Impinj’s IoT device interface or of Zebra’s IoT Connector, as the reader sends it. It is answered when it ' +
        'is stored; the same message again is known by its times and counts once. Reads become sightings: they move nothing.',
      params: wire.readerParams,
      body: wire.readsBody,
      replies: { 200: { description: 'What was stored.', schema: wire.readsTaken } },
      async handle({ params: { code }, body, caller }) {
        const reader = await readerOr404(parts, code, caller.sites).catch((error: unknown) => {
          parts.figures.onReadsDropped('unknown_reader');
          throw error;
        });
        if (!reader.active) {
          parts.figures.onReadsDropped('shut_off');
          throw new Problem('wrong_state', `The reader ${code} is shut off.`, { where: 'params.code' });
        }
        if (reader.key_id !== null && (caller.kind !== 'key' || caller.id !== reader.key_id))
          throw new Problem('not_permitted', `Another API key sends for the reader ${code}.`);
        const read = deliveryOf(reader, body, parts.clock.now().getTime());
        if ('fault' in read) {
          parts.figures.onReadsDropped('unknown_reads');
          const { code: fault, sentence, where } = read.fault;
          const limit = fault === 'too_many_items' ? { limit: limits.readsPerRequestMax } : {};
          throw new Problem(fault, sentence, { where: where.replace(/^\./, '') || 'body', ...limit });
        }
        return parts.intake.take(read.delivery).catch((error: unknown) => {
          if (error instanceof IntakeFull)
            throw new Problem('busy', `${error.message} Send it again.`, { retryAfter: 2 });
          throw error;
        });
      },
    }),
  };
}

function sightings(parts: RfidParts) {
  const { database, reference, clock, read } = parts;
  return {
    listSightings: endpoint({
      id: 'listSightings',
      summary: 'List what RFID readers of a site have seen',
      description:
        'Units with the spot where they were heard last and how far the reads speak for it, beside where the record has them. ' +
        'A page may be short although there is a next one.',
      query: wire.sightingsQuery,
      replies: { 200: { description: 'By the units’ ids.', schema: wire.sightingPage } },
      async handle({ query, caller: { sites } }) {
        const names = await reference();
        const site = siteAsked(names, query.site, sites);
        const spot = query.location === undefined ? null : spotOf(names, site, query.location);
        const { minutes = limits.sightingMinutesDefault, level = 'low', purpose = null } = query;
        const { items, next } = await listSightings(database, names, {
          site: site.id,
          spot,
          since: msAfter(clock.now(), -minutes * 60_000).toISOString(),
          after: idCursor(query.after),
          limit: query.limit ?? limits.pageItemsDefault,
          products: productsOf(names, query),
          least: level,
          purpose,
          isWaiting: query.waiting ?? false,
          sites,
        });
        return { items, next: next === null ? null : String(next) };
      },
    }),
    ofUnit: endpoint({
      id: 'listUnitSightings',
      summary: 'Say when and where RFID readers heard a unit',
      params: wire.unitParams,
      replies: { 200: { description: 'The latest first.', schema: wire.unitSightings } },
      async handle({ params: { id }, caller: { sites } }) {
        const names = await reference();
        const isUnit = Number.isSafeInteger(id);
        const seen = isUnit ? await unitsWithin(read, names, [id], sites) : [];
        const there = seen.length > 0 && (await isThere(parts, id));
        if (!there) throw new Problem('unit_not_found', `There is no unit ${id}.`, { where: 'params.id' });
        return sightingsOfUnit(database, names, id, sites);
      },
    }),
    listUnknown: endpoint({
      id: 'listUnknownTags',
      summary: 'List tags that were seen at a site and are no unit of ours',
      query: wire.unknownTagsQuery,
      replies: { 200: { description: 'The latest first.', schema: wire.unknownTagPage } },
      async handle({ query: { site: code, after, limit = limits.pageItemsDefault }, caller: { sites } }) {
        const names = await reference();
        const site = siteAsked(names, code, sites);
        const values = [site.id, ...tagCursor(after), limit + 1];
        const { rows } = await database.query<sql.UnknownTagRow>(sql.selectUnknown, values);
        const cursorOf = ({ last_at, tag }: sql.UnknownTagRow) => `${last_at.toISOString()} ${tag}`;
        return pageOfRows(rows, limit, (row) => unknownOnWire(row, names), cursorOf);
      },
    }),
  };
}

async function isThere({ database }: RfidParts, id: number): Promise<boolean> {
  const { rows } = await database.query(sql.selectUnits, [numberColumn([id % 256]), numberColumn([id])]);
  return rows.length > 0;
}

/** A reader of a site out of his reach answers like one that is not there. */
async function readerOr404({ database }: RfidParts, code: string, sites: Parameters<typeof within>[0]) {
  const { rows } = await database.query<sql.ReaderRow>(sql.selectReader, [code]);
  const reader = rows[0];
  if (reader && within(sites, reader.site_id)) return reader;
  throw new Problem('reader_not_found', `There is no reader ${code}.`, { where: 'params.code' });
}

function spotOf(
  names: Reference,
  site: { readonly id: number; readonly code: string },
  code: string,
): number {
  const spot = names.locationsByCode.get(`${site.id}/${code}`);
  if (spot) return spot.id;
  throw new Problem('unknown_location', `There is no location "${code}" at ${site.code}.`, {
    where: 'query.location',
  });
}

/** The products that are asked for; null: all. */
function productsOf(
  names: Reference,
  { sku, category }: { readonly sku?: string; readonly category?: string },
): readonly number[] | null {
  if (sku === undefined && category === undefined) return null;
  const isIn = (own: string | null): boolean => {
    for (let [at, steps] = [own, 0]; at !== null && steps <= limits.categoryDepthMax; steps += 1) {
      if (at === category) return true;
      at = names.categories.get(at) ?? null;
    }
    return false;
  };
  return [...names.products.values()]
    .filter((one) => (sku === undefined || one.sku === sku) && (category === undefined || isIn(one.category)))
    .map(({ id }) => id);
}

/** A time and a tag. */
function tagCursor(after: string | undefined): readonly [string | null, string | null] {
  if (after === undefined || after === '') return [null, null];
  const at = after.indexOf(' ');
  const time = isoTime(after.slice(0, Math.max(0, at)));
  if (time === null) throw badCursor();
  return [time, after.slice(at + 1)];
}

function readerOnWire(row: sql.HeardReaderRow, names: Reference): wire.ReaderOnWire {
  const codeOf = (location: number) => names.locations.get(location)?.code ?? '';
  const { code, name, purpose, active, reads, unknown, junk, untimely } = row;
  return {
    code,
    name,
    site: names.sites.get(row.site_id)?.code ?? '',
    location: codeOf(row.location_id),
    purpose,
    antennas: row.antennas.map(({ antenna, location }) => ({ antenna, location: codeOf(location) })),
    key: row.key_id === null ? null : { id: row.key_id, name: row.key_name ?? '' },
    active,
    heardAt: row.last_at?.toISOString() ?? null,
    reads,
    unknown,
    junk,
    untimely,
    lastJunk: row.last_junk,
  };
}

function unknownOnWire(row: sql.UnknownTagRow, names: Reference): wire.UnknownTagOnWire {
  const { tag, reader, gtin, reads } = row;
  const [holder] = gtin === null ? [] : (names.productsByGtin.get(gtin) ?? []);
  return {
    tag,
    place: placeOf(names, row.place) ?? '',
    reader,
    gtin,
    sku: (holder && names.products.get(holder.product)?.sku) ?? null,
    firstAt: row.first_at.toISOString(),
    lastAt: row.last_at.toISOString(),
    reads,
    best: dbmOf(row.best_cdbm),
  };
}
