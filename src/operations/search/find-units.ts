import { foldNumber } from '../../domain/identifiers/folded-number.ts';
import { commonMisreadingsOf, misreadingsOf } from '../../domain/identifiers/misreadings.ts';
import { limits } from '../../domain/limits.ts';
import type { Sites } from '../../domain/sites.ts';
import { bucketOfUnit } from '../../ledger/bucket.ts';
import { type NumberView, type UnitView, unitsByCode, unitViews } from '../../ledger/unit-view.ts';
import { unitsWithin } from '../../ledger/whereabouts.ts';
import { numberColumn, textColumn } from '../../platform/columns.ts';
import { selectUnitKeys, selectUnitsNotElsewhere, selectUnitsOfKeys, type UnitKeyRow } from './queries.ts';
import {
  better,
  hows,
  type KeyRange,
  type Match,
  matchIn,
  type RankedMatch,
  rangeStarting,
  rangesHolding,
  wholeKey,
} from './rules.ts';
import type { Sources } from './sources.ts';

export interface UnitFound extends RankedMatch {
  readonly unit: UnitView;
  /** The number that matched; null for the unit's own id. */
  readonly number: NumberView | null;
}

export interface Found<Item> {
  readonly items: readonly Item[];
  /** There is more than was asked for. */
  readonly more: boolean;
}

export interface Asked {
  /** As it was typed or scanned. */
  readonly text: string;
  /** The folded fragment; empty where the text has none. */
  readonly fragment: string;
  readonly limit: number;
  readonly sites: Sites;
}

/** Units with a number that the text is, begins, ends, or stands in: first what the text names as a code, then by fragment. */
export async function findUnits(from: Sources, asked: Asked): Promise<Found<UnitFound>> {
  const [named, held] = await Promise.all([namedUnits(from, asked), heldUnits(from, asked)]);
  const units = merged(named, held.items);
  return { items: units.slice(0, asked.limit), more: held.more || units.length > asked.limit };
}

/** What the text names as a whole code: labels, links, an IMEI with dashes, a unit's own number. */
async function namedUnits(from: Sources, { text, sites, limit }: Asked) {
  const found = await unitsByCode(from.read, from.reference, text);
  if ('error' in found) return [];
  const seen = new Set(
    await unitsWithin(
      from.read,
      from.reference,
      found.units.map(({ id }) => id),
      sites,
    ),
  );
  return found.units
    .filter(({ id }) => seen.has(id))
    .slice(0, limit)
    .map(({ number, now: _now, ...unit }): UnitFound => {
      const value = number?.value ?? String(unit.id);
      const match: Match = { how: 'whole', from: 0, to: value.length };
      return { unit, number, value, match, current: number === null || number.until === null };
    });
}

async function heldUnits(from: Sources, asked: Asked): Promise<Found<UnitFound>> {
  const { fragment, limit, sites } = asked;
  if (Array.from(fragment).length < limits.fragmentLengthMin) return { items: [], more: false };
  // One site of many may hold few of what matches: more is looked through.
  const [each, all] = sites === null ? [limit + 1, 4 * limit] : [limits.searchWalkMax, limits.searchWalkMax];
  const rows = await keysIn(from, rangesHolding(fragment), each, all);
  const ids = [...bestFirst(rows, fragment)];
  const seen = await firstWithin(from, ids, sites, limit + 1);
  const views = await unitViews(from.read, from.reference, seen.slice(0, limit));
  const items = [...views.values()].flatMap((unit) => matched(unit, fragment) ?? []);
  return { items, more: seen.length > limit || rows.length >= all };
}

/** Units with a number one misreading away: as a whole number, else as its beginning, else anywhere in it. */
export async function nearUnits(from: Sources, asked: Asked): Promise<Found<UnitFound>> {
  const { fragment, limit, sites } = asked;
  if (fragment.length < limits.nearLengthMin) return { items: [], more: false };
  const all = misreadingsOf(fragment, limits.misreadingsMax).map(({ meant }) => meant);
  const common = commonMisreadingsOf(fragment, limits.misreadingsMax).map(({ meant }) => meant);
  const few = common.slice(0, limits.nearFragmentsMax);
  const steps = [
    () => wholeNumbersIn(from, all),
    () => keysIn(from, common.map(rangeStarting), limit, limits.searchWalkMax),
    () => keysIn(from, few.flatMap(rangesHolding), limit, limits.searchWalkMax),
  ];
  for (const step of steps) {
    const ids = [...new Set((await step()).map(({ unit_id }) => unit_id))];
    const seen = await firstWithin(from, ids, sites, limit + 1);
    if (seen.length === 0) continue;
    const views = await unitViews(from.read, from.reference, seen.slice(0, limit));
    const items = [...views.values()].flatMap((unit) => nearest(unit, all) ?? []).sort(better);
    return { items, more: seen.length > limit };
  }
  return { items: [], more: false };
}

export async function keysIn(
  { database }: Pick<Sources, 'database'>,
  ranges: readonly KeyRange[],
  each: number,
  all: number,
): Promise<readonly UnitKeyRow[]> {
  if (ranges.length === 0) return [];
  const { rows } = await database.query<UnitKeyRow>(selectUnitKeys, [
    textColumn(ranges.map(([low]) => low)),
    textColumn(ranges.map(([, high]) => high)),
    each,
    all,
  ]);
  return rows;
}

/** Units of which a number, as a whole, is one of these folded ones. */
export async function wholeNumbersIn(
  { database }: Sources,
  folded: readonly string[],
): Promise<readonly UnitKeyRow[]> {
  const { rows } = await database.query<UnitKeyRow>(selectUnitsOfKeys, [
    textColumn(folded.map(wholeKey)),
    limits.unitsPerNumberShown,
    limits.searchWalkMax,
  ]);
  return rows;
}

/**
 * The first so many units within reach, and perhaps some more. Those that stand at another site of ours are left out
 * first, for that takes one look at each: of one site of many few remain to be asked where they belong.
 */
async function firstWithin(
  { database, read, reference }: Sources,
  ids: readonly number[],
  sites: Sites,
  wanted: number,
): Promise<readonly number[]> {
  if (sites === null || ids.length === 0) return ids;
  const values = [numberColumn(ids.map(bucketOfUnit)), numberColumn(ids), numberColumn([...sites])];
  const { rows } = await database.query<{ readonly id: number }>(selectUnitsNotElsewhere, values);
  const near = new Set(rows.map(({ id }) => id));
  const possible = ids.filter((id) => near.has(id));
  const seen: number[] = [];
  for (let at = 0, step = 8 * wanted; at < possible.length && seen.length < wanted; at += step, step *= 4)
    seen.push(...(await unitsWithin(read, reference, possible.slice(at, at + step), sites)));
  return seen;
}

function bestFirst(rows: readonly UnitKeyRow[], fragment: string): Set<number> {
  const rank = ({ key }: UnitKeyRow) => {
    if (key === wholeKey(fragment)) return 0;
    if (key.startsWith(wholeKey(fragment))) return 1;
    return key.endsWith(fragment) ? 2 : 3;
  };
  return new Set(rows.toSorted((a, b) => rank(a) - rank(b)).map(({ unit_id }) => unit_id));
}

function matched(unit: UnitView, fragment: string): UnitFound | null {
  return bestOf(unit, (value) => matchIn(value, fragment));
}

/** The number that a misreading meant. */
function nearest(unit: UnitView, meant: readonly string[]): UnitFound | null {
  return bestOf(unit, (value) => {
    const folded = foldNumber(value);
    const hit = meant.find((one) => folded.includes(one));
    const found = hit === undefined ? null : matchIn(value, hit);
    return found && { ...found, how: 'near' };
  });
}

function bestOf(unit: UnitView, match: (value: string) => Match | null): UnitFound | null {
  const found = unit.identifiers.flatMap((number): UnitFound[] => {
    const place = match(number.value);
    return place ? [{ unit, number, value: number.value, match: place, current: number.until === null }] : [];
  });
  return found.sort(better)[0] ?? null;
}

/** Each unit once, the best first. */
function merged(named: readonly UnitFound[], held: readonly UnitFound[]): UnitFound[] {
  const byId = new Map<number, UnitFound>();
  for (const one of [...named, ...held]) if (!byId.has(one.unit.id)) byId.set(one.unit.id, one);
  return [...byId.values()].sort(
    (a, b) => hows.indexOf(a.match.how) - hows.indexOf(b.match.how) || better(a, b),
  );
}
