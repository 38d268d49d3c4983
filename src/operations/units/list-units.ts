import { statuses } from '../../domain/facts.ts';
import { heldByUs } from '../../domain/lifecycle.ts';
import { limits } from '../../domain/limits.ts';
import { type Sites, sitesWithin } from '../../domain/sites.ts';
import { bucketOfUnit } from '../../ledger/bucket.ts';
import { conditionCodes, statusCodes } from '../../ledger/codes.ts';
import type { Reference } from '../../ledger/reference.ts';
import { type UnitView, unitViews } from '../../ledger/unit-view.ts';
import { unitsWithin } from '../../ledger/whereabouts.ts';
import { numberColumn } from '../../platform/columns.ts';
import type { Database } from '../../platform/database.ts';
import type { Reader } from '../../platform/shared-reads.ts';
import {
  countUnits,
  type Place,
  selectProductsWith,
  selectSerialKey,
  type WindowRow,
  windowOf,
} from './queries.ts';
import { isCounted, type UnitFilters, type Walk, walkFor } from './rules.ts';

export interface ListParts {
  readonly database: Database;
  readonly read: Reader;
}

export interface UnitsAsked {
  readonly filters: UnitFilters;
  /** Of these sites only; null: of all. */
  readonly sites: Sites;
  /** Behind, or before, this place; null: from the beginning. */
  readonly from: readonly number[] | null;
  readonly isBack: boolean;
  readonly limit: number;
}

export interface UnitsFound {
  readonly items: readonly UnitView[];
  readonly next: string | null;
  readonly previous: string | null;
  readonly total: { readonly count: number; readonly more: boolean } | null;
}

/** Numbers in a cursor: five for a place in the list of stock, else the unit. */
export function cursorLength(filters: UnitFilters): number {
  return isThroughStock(walkFor(filters)) ? 5 : 1;
}

/**
 * A page of units, in the order of the index that it is read along. At most `unitsWalkMax` units are looked at; where so
 * many do not fill the page it is a short one, and `next` goes on from there.
 */
export async function listUnits(
  parts: ListParts,
  names: Reference,
  asked: UnitsAsked,
): Promise<UnitsFound | 'bad_cursor'> {
  const { isBack, limit } = asked;
  const walk = walkFor(asked.filters);
  const from = asked.from === null ? null : await placeOf(parts.database, walk, asked.from);
  if (from === 'bad_cursor') return from;
  const { fitting, last, isDone } = await look(parts, names, { ...asked, walk, from });
  const page = fitting.slice(0, limit);
  const edge = fitting.length > limit ? page.at(-1)! : isDone ? null : last;
  const rows = isBack ? page.toReversed() : page;
  const views = await unitViews(
    parts.read,
    names,
    rows.map(({ unit_id }) => unit_id),
  );
  const cursor = (row: WindowRow | null | undefined) => (row ? cursorOf(walk, row) : null);
  const [onwards, backwards] = isBack
    ? [cursor(rows.at(-1) ?? null), cursor(edge)]
    : [cursor(edge), from === null ? null : cursor(rows[0])];
  return {
    items: rows.flatMap(({ unit_id }) => views.get(unit_id) ?? []),
    next: onwards,
    previous: backwards,
    total: await totalOf(parts.database, asked, {
      length: rows.length,
      isWhole: from === null && edge === null,
    }),
  };
}

interface Looking extends Omit<UnitsAsked, 'from'> {
  readonly walk: Walk;
  readonly from: Place | null;
}

/** Window after window, each larger, until there is one unit more than the page takes, or enough was looked at. */
async function look(parts: ListParts, names: Reference, asked: Looking) {
  const { walk, from, isBack, limit } = asked;
  const ways = await waysOf(parts.database, names, asked);
  const fitting: WindowRow[] = [];
  let last: WindowRow | null = null;
  let looked = 0;
  for (const part of ways) {
    let behind = from !== null && isInPart(walk, from, part) ? from : null;
    for (let size = limit + 1; ; size = Math.min(size * 4, limits.unitsWalkMax)) {
      const { statement, values } = windowOf({
        walk,
        filters: asked.filters,
        part,
        from: behind,
        isBack,
        size,
      });
      const { rows } = await parts.database.query<WindowRow>(statement, values);
      looked += rows.length;
      last = rows.at(-1) ?? last;
      fitting.push(...(await ofSites(parts, names, rows, asked)));
      if (fitting.length > limit) return { fitting, last, isDone: false };
      if (rows.length < size) break;
      if (looked >= limits.unitsWalkMax) return { fitting, last, isDone: false };
      behind = placeAt(rows.at(-1)!);
    }
  }
  return { fitting, last, isDone: true };
}

/** Through stock a site was told by the walk; whose any other unit is, whereabouts.ts tells. */
async function ofSites(parts: ListParts, names: Reference, rows: readonly WindowRow[], asked: Looking) {
  const fitting = rows.filter(({ fits }) => fits);
  if (isThroughStock(asked.walk) || asked.sites === null) return fitting;
  const ids = fitting.map(({ unit_id }) => unit_id);
  const seen = new Set(await unitsWithin(parts.read, names, ids, asked.sites));
  return fitting.filter(({ unit_id }) => seen.has(unit_id));
}

/** The parts of a walk, one after another: sites, or products; null: one walk through all. */
async function waysOf(
  database: Database,
  names: Reference,
  { walk, sites, from, isBack, filters }: Looking,
): Promise<readonly (number | null)[]> {
  const inOrder = (parts: readonly number[], at: number | undefined) => {
    const sorted = parts.toSorted((a, b) => (isBack ? b - a : a - b));
    return sorted.filter((part) => at === undefined || (isBack ? part <= at : part >= at));
  };
  if (isThroughStock(walk)) {
    if (sites === null && walk === 'stock') return [null];
    return inOrder(sitesWithin(names, sites), from?.site);
  }
  if (walk === 'lot') return [filters.product];
  if (walk !== 'products') return [null];
  const values = [numberColumn(statusesOf(filters)), filters.product];
  const { rows } = await database.query<{ product_id: number }>(selectProductsWith, values);
  return inOrder(
    rows.map(({ product_id }) => product_id),
    from?.product,
  );
}

function isThroughStock(walk: Walk): boolean {
  return walk === 'stock' || walk === 'busy';
}

function isInPart(walk: Walk, from: Place, part: number | null): boolean {
  if (part === null || walk === 'lot') return true;
  return part === (isThroughStock(walk) ? from.site : from.product);
}

function statusesOf({ status, ours }: UnitFilters): number[] {
  const wanted = status === null ? (ours ? heldByUs : statuses.filter((one) => one !== 'none')) : [status];
  return wanted.map(statusCodes.toCode);
}

// ---- Cursors

function cursorOf(walk: Walk, { site_id, location_id, product_id, status, unit_id }: WindowRow): string {
  return isThroughStock(walk)
    ? [site_id, location_id, product_id, status, unit_id].join('.')
    : String(unit_id);
}

async function placeOf(
  database: Database,
  walk: Walk,
  numbers: readonly number[],
): Promise<Place | 'bad_cursor'> {
  if (isThroughStock(walk)) {
    const [site = 0, location = 0, product = 0, status = 0, unit = 0] = numbers;
    const isKept = [site, location, product].every((number) => number < 2 ** 31) && status < 2 ** 15;
    return isKept ? { site, location, product, status, unit, serial: '' } : 'bad_cursor';
  }
  const [unit = 0] = numbers;
  const nowhere = { site: 0, location: 0, status: 0, unit };
  if (walk !== 'products') return { ...nowhere, product: 0, serial: '' };
  const { rows } = await database.query<{ product_id: number; serial: string }>(selectSerialKey, [
    bucketOfUnit(unit),
    unit,
  ]);
  const [row] = rows;
  return row ? { ...nowhere, product: row.product_id, serial: row.serial } : 'bad_cursor';
}

function placeAt({ site_id, location_id, product_id, status, unit_id, serial }: WindowRow): Place {
  return { site: site_id, location: location_id, product: product_id, status, unit: unit_id, serial };
}

// ---- How many

async function totalOf(
  database: Database,
  { filters, sites }: UnitsAsked,
  page: { readonly length: number; readonly isWhole: boolean },
): Promise<UnitsFound['total']> {
  if (page.isWhole) return { count: page.length, more: false };
  const { status, condition, held, product } = filters;
  // Where the units of a site are counted that left it nobody can say.
  const isHere = status === null ? filters.ours : heldByUs.includes(status);
  if (!isCounted(filters) || (sites !== null && !isHere)) return null;
  const { rows } = await database.query<{ quantity: number }>(countUnits, [
    sites === null ? null : numberColumn([...sites]),
    product,
    numberColumn(statusesOf(filters)),
    condition === null ? null : conditionCodes.toCode(condition),
    held,
  ]);
  return { count: rows[0]?.quantity ?? 0, more: false };
}
