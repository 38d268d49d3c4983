import type { Check, Condition, IdentifierKind, Status, Use } from '../domain/facts.ts';
import { readScan, type ScanError, type Understood } from '../domain/identifiers/read-scan.ts';
import type { Move } from '../domain/lifecycle.ts';
import { scopeHolds } from '../domain/scopes.ts';
import type { Sites } from '../domain/sites.ts';
import type { Unit } from '../domain/unit.ts';
import type { Reader } from '../platform/shared-reads.ts';
import { identifierCodes } from './codes.ts';
import { type DocumentName, documentName, isUnitId } from './history.ts';
import { type NumberRow, numberRows, type UnitViewRow, unitRows } from './queries-read.ts';
import { placeOf, type Reference } from './reference.ts';
import { lastMoveOf, unitOfRow } from './rows.ts';
import { unitsWithin } from './whereabouts.ts';

/** A number that finds a unit, and for which part of its life. */
export interface NumberView {
  readonly kind: IdentifierKind;
  readonly value: string;
  /** From this event on, by its seq; 1: from the first. */
  readonly since: number;
  /** The event that ended it; null while it is in force. */
  readonly until: number | null;
}

/** A unit as it is now, in names instead of database ids. */
export interface UnitView {
  readonly id: number;
  readonly sku: string;
  /** The product's name. */
  readonly name: string;
  readonly serial: string;
  readonly status: Status;
  readonly condition: Condition;
  /** Keys `kind` or `kind:reference`: those in its life, and those of scopes that hold it and were not lifted from it. */
  readonly holds: readonly string[];
  /** `SITE/LOCATION`; null for a unit that was never anywhere. */
  readonly place: string | null;
  /** The owner's code; null while nobody is known. */
  readonly owner: string | null;
  readonly use: Use;
  readonly checks: readonly Check[];
  readonly lot: string | null;
  readonly supplier: string | null;
  readonly sale: { readonly document: DocumentName | null; readonly line: string | null } | null;
  /** The unit that took over this one's life after a wrong product or serial was corrected. */
  readonly see: number | null;
  readonly seq: number;
  /** When its last event was recorded; RFC 3339 UTC. */
  readonly lastAt: string;
  readonly lastMove: Move;
  /** Where that was, `SITE/LOCATION`. */
  readonly lastSpot: string;
  readonly identifiers: readonly NumberView[];
}

/** A unit behind a code. */
export interface FoundUnit extends UnitView {
  /** The number that found it; null for the unit's own id. */
  readonly number: NumberView | null;
  /** Where that number no longer names it, or another unit took over its life: what the unit, or that one, is called now. */
  readonly now: { readonly sku: string; readonly serial: string } | null;
}

export type FoundUnits =
  | { readonly understood: readonly Understood[]; readonly units: readonly FoundUnit[] }
  | { readonly error: ScanError };

/** The unit with this id as it is now; null where there is none that is of one of the sites. */
export async function unitById(
  read: Reader,
  reference: Reference,
  id: number,
  sites: Sites = null,
): Promise<UnitView | null> {
  if (!isUnitId(id)) return null;
  const views = await unitViews(read, reference, await unitsWithin(read, reference, [id], sites));
  return views.get(id) ?? null;
}

/**
 * The units that a scanned or keyed code names: under every reading of it, those it names now before those it used to
 * name. Nothing found is an empty list; a code that cannot be read is an error value. A bare number that very many
 * products share answers for the first 100 of them. Units that are of none of the sites are left out.
 */
export async function unitsByCode(
  read: Reader,
  reference: Reference,
  code: string,
  sites: Sites = null,
): Promise<FoundUnits> {
  const scanned = readScan(code);
  if ('error' in scanned) return scanned;
  const { understood } = scanned;
  const found = new Map<number, NumberRow | null>();
  for (const reading of understood)
    if (reading.as === 'unit' && isUnitId(reading.id)) found.set(reading.id, null);
  const wanted = wantedNumbers(reference, understood);
  const values = [...new Set(wanted.map(({ value }) => value))];
  const looked = { values, rows: await numbersOf(read, values) };
  for (const row of namedBy(wanted, looked.rows))
    if (!found.has(row.unit_id) && found.size < unitsMax) found.set(row.unit_id, row);
  const ids = await unitsWithin(read, reference, [...found.keys()], sites);
  const views = await unitViews(read, reference, ids, looked);
  const seen = [...views.values()].flatMap(({ see }) => see ?? []);
  const takers = await unitViews(read, reference, await unitsWithin(read, reference, seen, sites));
  const units = [...found].flatMap(([id, row]) => {
    const view = views.get(id);
    return view ? [foundBy(view, row, takers)] : [];
  });
  return { understood, units };
}

const unitsMax = 100;

function foundBy(view: UnitView, row: NumberRow | null, takers: ReadonlyMap<number, UnitView>): FoundUnit {
  const taker = view.see === null ? undefined : takers.get(view.see);
  const { sku, serial } = taker ?? view;
  const isOld = taker !== undefined || (row !== null && row.ended !== 0);
  return { ...view, number: row && numberView(row), now: isOld ? { sku, serial } : null };
}

interface WantedNumber {
  readonly value: string;
  /** Where the code names the product too, only those; null: whatever it may be. */
  readonly products: readonly number[] | null;
}

/** The numbers that the readings of a code may be, best reading first. */
function wantedNumbers(reference: Reference, understood: readonly Understood[]): WantedNumber[] {
  return understood.flatMap((reading): WantedNumber[] => {
    if (reading.as === 'imei') return [{ value: reading.imei, products: null }];
    if (reading.as === 'epc') return [{ value: reading.epc, products: null }];
    if (reading.as !== 'serial') return [];
    if (reading.gtin === undefined) return [{ value: reading.serial, products: null }];
    // Whoever had the GTIN: an old box still names its unit.
    const products = (reference.productsByGtin.get(reading.gtin) ?? []).map(({ product }) => product);
    return [{ value: reading.serial, products }];
  });
}

/** Rows of those numbers, best reading first and numbers in force before ended ones. */
function namedBy(wanted: readonly WantedNumber[], rows: readonly NumberRow[]): NumberRow[] {
  const named = wanted.flatMap(({ value, products }) =>
    rows.filter((row) => row.value === value && (products === null || isOf(row, products))),
  );
  return [...named.filter((row) => row.ended === 0), ...named.filter((row) => row.ended !== 0)];
}

/** Product 0 stands for numbers that are unique by themselves. */
function isOf(row: NumberRow, products: readonly number[]): boolean {
  return row.product_id === 0 || products.includes(row.product_id);
}

async function numbersOf(read: Reader, values: readonly string[]): Promise<NumberRow[]> {
  return values.length === 0 ? [] : read(numberRows, values);
}

/** Numbers already looked up, and all rows that they have. */
interface LookedUp {
  readonly values: readonly string[];
  readonly rows: readonly NumberRow[];
}

const nothingYet: LookedUp = { values: [], rows: [] };

/** Views of some units: their rows, then the numbers that their events ever gave them, as far as not yet looked up. */
export async function unitViews(
  read: Reader,
  reference: Reference,
  ids: readonly number[],
  looked = nothingYet,
): Promise<Map<number, UnitView>> {
  if (ids.length === 0) return new Map();
  const rows = await read(unitRows, ids);
  const values = new Set(rows.flatMap(valuesOf));
  for (const value of looked.values) values.delete(value);
  const numbers = [...looked.rows, ...(await numbersOf(read, [...values]))];
  return new Map(
    rows.map((row) => [
      row.id,
      unitView(
        row,
        reference,
        numbers.filter(({ unit_id }) => unit_id === row.id),
      ),
    ]),
  );
}

/** The values of all numbers that a unit has or ever had, by its events. */
function valuesOf({ identities, serial }: UnitViewRow): string[] {
  const said = (identities ?? []) as readonly { serial?: string; numbers?: readonly string[] }[];
  return [
    serial,
    ...said.flatMap((identity) => [
      ...(identity.serial === undefined ? [] : [identity.serial]),
      ...(identity.numbers ?? []).map((number) => number.slice(number.indexOf(':') + 1)),
    ]),
  ];
}

function unitView(row: UnitViewRow, reference: Reference, numbers: readonly NumberRow[]): UnitView {
  const unit = unitOfRow(row);
  const product = reference.products.get(unit.product);
  const { serial, status, condition, use, checks, lot, supplier, see } = unit;
  return {
    id: row.id,
    sku: product?.sku ?? '',
    name: product?.name ?? '',
    serial,
    status,
    condition,
    holds: effectiveHolds(unit, reference),
    place: placeOf(reference, unit.place),
    owner: reference.owners.get(unit.owner) ?? null,
    use,
    checks,
    lot,
    supplier,
    sale: unit.sale === null ? null : saleOf(row),
    see,
    seq: row.seq,
    lastAt: row.last_at.toISOString(),
    lastMove: lastMoveOf(row),
    lastSpot: placeOf(reference, row.last_spot) ?? '',
    identifiers: numbers.map(numberView).sort(byAge),
  };
}

function byAge(a: NumberView, b: NumberView): number {
  return a.since - b.since || (a.value < b.value ? -1 : 1);
}

/** Keys of the holds in its life, and of the scopes that hold it and were not lifted from it. */
export function effectiveHolds(unit: Unit, reference: Reference): readonly string[] {
  const scoped = scopeHolds(reference.scopes, unit).filter((key) => !unit.released.includes(key));
  return scoped.length === 0 ? unit.holds : [...new Set([...unit.holds, ...scoped])].sort();
}

function saleOf({ sale_document, sale_line }: UnitViewRow) {
  return { document: sale_document === null ? null : documentName(sale_document), line: sale_line };
}

function numberView(row: NumberRow): NumberView {
  const { value, kind, since_seq, until_seq } = row;
  return { kind: identifierCodes.toWord(kind), value, since: since_seq, until: until_seq };
}
