import { inert } from '../../domain/imports/formulas.ts';
import { writeCsvLine } from '../../platform/csv-text.ts';
import { writeSheet } from '../../platform/sheet-rows.ts';
import type { CountOthersOnWire, CountUnitOnWire } from './contract.ts';

type Cell = string | number | null;

const columns = [
  'result',
  'sku',
  'serial',
  'name',
  'expectedAt',
  'countedAt',
  'recordedAt',
  'status',
  'countedTime',
  'countedBy',
  'device',
  'scans',
  'lastMove',
  'lastTime',
  'lastBy',
  'settledBy',
  'counted',
  'recorded',
] as const;

/** What a count found, a line a unit, a number that nobody knows, or a plain product at a spot. RFC 4180, UTF-8. */
export function resultCsv(units: readonly CountUnitOnWire[], others: CountOthersOnWire): string {
  const written = (cell: Cell) =>
    cell === null ? '' : typeof cell === 'string' ? inert(cell) : String(cell);
  return [columns, ...rowsOf(units, others)].map((row) => writeCsvLine(row.map(written))).join('');
}

/** The same as a sheet; texts are texts there. */
export function resultXlsx(units: readonly CountUnitOnWire[], others: CountOthersOnWire): Promise<Buffer> {
  return Promise.resolve(writeSheet([columns, ...rowsOf(units, others)]));
}

function rowsOf(units: readonly CountUnitOnWire[], { unknown, pieces }: CountOthersOnWire): Cell[][] {
  const none = (count: number): null[] => Array.from({ length: count }, () => null);
  return [
    ...units.map((one): Cell[] => [
      one.result,
      one.unit.sku,
      one.unit.serial,
      one.name,
      one.expectedAt,
      one.countedAt,
      one.should,
      one.status,
      one.countedTime,
      one.countedBy,
      one.countedDevice,
      one.scans,
      one.last?.move ?? null,
      one.last?.at ?? null,
      one.last?.by ?? null,
      one.settledBy,
      null,
      null,
    ]),
    ...unknown.map((one): Cell[] => [
      'unknown',
      one.sku,
      one.serial,
      null,
      null,
      one.location,
      null,
      null,
      one.at,
      one.by,
      null,
      one.scans,
      ...none(6),
    ]),
    ...pieces.map((one): Cell[] => [
      'pieces',
      one.sku,
      null,
      one.name,
      null,
      one.location,
      ...none(10),
      one.counted,
      one.recorded,
    ]),
  ];
}
