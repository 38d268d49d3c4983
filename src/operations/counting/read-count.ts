import type { CountOnWire, CountOthersOnWire } from './contract.ts';
import { foundUnits } from './found-units.ts';
import * as sql from './queries.ts';
import * as scanSql from './scans/queries.ts';
import { type CountedPieces, countedPieces, recordedIds, unknownId } from './settle.ts';
import type { CountingParts } from './take-scans.ts';
import { countOnWire, type Looking } from './view.ts';

/** A count as somebody sees it who looks at it now. */
export async function readCount(
  { database }: Pick<CountingParts, 'database'>,
  row: sql.CountRow,
  looking: Looking,
): Promise<CountOnWire> {
  const [found, workers, steps, others] = await Promise.all([
    foundUnits(database, looking.names, row),
    database.query<scanSql.WorkerRow>(scanSql.selectWorkers, [row.document_id]),
    database.query<sql.StepRow>(sql.selectSteps, [row.document_id]),
    othersOf(database, row),
  ]);
  const { unknown, pieces, settled } = others;
  const openUnknown = unknown.filter(({ scan_id }) => !settled.has(unknownId(row, scan_id))).length;
  const differing = pieces.filter(
    ({ difference, isUnsure, id }) => (isUnsure || difference !== 0) && !settled.has(id),
  );
  return countOnWire(
    row,
    {
      found,
      unknown: unknown.length,
      openUnknown,
      pieces: differing.length,
      workers: workers.rows,
      steps: steps.rows,
    },
    looking,
  );
}

/** What of a count has no unit: numbers that nobody knows, and plain products. */
export async function readOthers(
  { database }: Pick<CountingParts, 'database'>,
  row: sql.CountRow,
  { names, isBlind }: Looking,
): Promise<CountOthersOnWire> {
  const { unknown, pieces, settled } = await othersOf(database, row);
  const codeOf = (location: number | null) =>
    location === null ? null : (names.locations.get(location)?.code ?? null);
  const piecesOnWire = ({
    product,
    location,
    counted,
    recorded,
    difference,
    isUnsure,
    id,
  }: CountedPieces) => ({
    sku: names.products.get(product)?.sku ?? '',
    name: names.products.get(product)?.name ?? '',
    location: codeOf(location) ?? '',
    counted,
    recorded: isBlind ? null : recorded,
    difference: isBlind ? null : difference,
    unsure: isUnsure,
    settled: settled.has(id),
  });
  return {
    unknown: unknown.map(({ scan_id, serial, product_id, location_id, by, made_at, scans }) => ({
      id: scan_id,
      serial,
      sku: product_id === null ? null : (names.products.get(product_id)?.sku ?? null),
      location: codeOf(location_id),
      by,
      at: made_at.toISOString(),
      scans,
      unit: settled.get(unknownId(row, scan_id)) ?? null,
    })),
    pieces: pieces.map(piecesOnWire),
  };
}

async function othersOf(database: CountingParts['database'], row: sql.CountRow) {
  const [unknown, pieces] = await Promise.all([
    database.query<scanSql.UnknownRow>(scanSql.selectUnknown, [row.document_id]),
    countedPieces(database, row),
  ]);
  const ids = [...unknown.rows.map(({ scan_id }) => unknownId(row, scan_id)), ...pieces.map(({ id }) => id)];
  return { unknown: unknown.rows, pieces, settled: await recordedIds(database, ids) };
}
