import { accuracyOf, figuresOf } from '../../domain/counting/accuracy.ts';
import { scopeHolds } from '../../domain/scopes.ts';
import { type Sites, within } from '../../domain/sites.ts';
import { moveCodes, statusCodes } from '../../ledger/codes.ts';
import { placeOf, type Reference } from '../../ledger/reference.ts';
import { abandonedMs } from './change-count.ts';
import type { CountFiguresOnWire, CountOnWire, CountSummaryOnWire, CountUnitOnWire } from './contract.ts';
import { type FoundUnit, isOpen, scopeOf } from './found-units.ts';
import type * as sql from './queries.ts';
import { isAbandoned, outcomeOf, sentenceOfUnit } from './rules.ts';
import type { CountAnswerOnWire } from './scans/contract.ts';
import type * as scanSql from './scans/queries.ts';

/** Who looks: which sites he may know of, and whether he counts blind. */
export interface Looking {
  readonly names: Reference;
  readonly reach: Sites;
  readonly isBlind: boolean;
  readonly now: Date;
}

export function countFields(row: sql.CountRow, { names, isBlind, now }: Looking) {
  const stillHours = (now.getTime() - row.active_at.getTime()) / 3_600_000;
  return {
    number: row.number,
    site: names.sites.get(row.site_id)?.code ?? '',
    scope: row.scope as CountOnWire['scope'],
    blind: row.blind,
    opening: row.opening,
    state: row.state,
    abandoned: isAbandoned(row.state, stillHours, abandonedMs / 3_600_000),
    holder: { actor: row.holder, name: row.holder_name },
    startedAt: row.started_at.toISOString(),
    startedBy: row.started_name,
    activeAt: row.active_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    position: `${row.position}-0`,
    expected: isBlind ? null : row.expected,
  };
}

export function summaryOnWire(row: sql.ListedRow, looking: Looking): CountSummaryOnWire {
  const { matched, missing, unexpected, moved } = row;
  const figures = matched === null ? null : { matched, missing, unexpected, moved };
  const wired = figures && { ...figures, accuracy: accuracyOf(figures) };
  return { ...countFields(row, looking), figures: looking.isBlind ? null : wired };
}

export interface CountParts {
  readonly found: readonly FoundUnit[];
  readonly unknown: number;
  readonly openUnknown: number;
  readonly pieces: number;
  readonly workers: readonly scanSql.WorkerRow[];
  readonly steps: readonly sql.StepRow[];
}

/** A count with its figures as they are now. */
export function countOnWire(row: sql.CountRow, parts: CountParts, looking: Looking): CountOnWire {
  const { found, workers, steps } = parts;
  const { names, isBlind } = looking;
  const of = (result: FoundUnit['result']) => found.filter((unit) => unit.result === result).length;
  const spots = (ids: readonly number[] | null) =>
    ids === null ? null : ids.flatMap((id) => names.locations.get(id)?.code ?? []);
  const isAccurate = !isBlind && found.some(({ row: facts }) => facts.counted_id !== null);
  return {
    ...countFields(row, looking),
    counted: found.filter(({ row: facts }) => facts.counted_id !== null).length,
    tallies: isBlind
      ? null
      : {
          found: of('found'),
          arrived: of('arrived'),
          missing: of('missing'),
          misplaced: of('misplaced'),
          unexpected: of('unexpected'),
          explained: of('explained'),
          beside: of('beside'),
          unknown: parts.unknown,
          pieces: parts.pieces,
          open: found.filter(isOpen).length + parts.openUnknown + parts.pieces,
        },
    accuracy: isAccurate ? accuracyOf(figuresOf(found, parts.unknown)) : null,
    people: workers.map(({ last_at, ...one }) => ({ ...one, lastAt: last_at.toISOString() })),
    spots: spotsOf(row, found, looking),
    steps: steps.map(({ at, locations, units, ...step }) => ({
      ...step,
      at: at.toISOString(),
      locations: spots(locations),
      units: units && [...units],
    })),
  };
}

/** Each spot of the scope that should hold something, or where something was counted. */
function spotsOf({ locations }: sql.CountRow, found: readonly FoundUnit[], { names, isBlind }: Looking) {
  const sums = new Map<number, { expected: number; counted: number }>();
  const at = (spot: number) => {
    const known = sums.get(spot) ?? { expected: 0, counted: 0 };
    sums.set(spot, known);
    return known;
  };
  for (const spot of locations ?? []) at(spot);
  for (const { expectedAt, countedAt } of found) {
    if (expectedAt !== null) at(expectedAt).expected += 1;
    if (countedAt !== null) at(countedAt).counted += 1;
  }
  return [...sums]
    .map(([id, { expected, counted }]) => ({
      location: names.locations.get(id)?.code ?? '',
      expected: isBlind ? null : expected,
      counted,
      visited: counted > 0,
    }))
    .sort((a, b) => (a.location < b.location ? -1 : 1));
}

/** A unit of a count; in a blind one only what was counted, and nothing of what should be. */
export function unitOnWire(unit: FoundUnit, { names, reach, isBlind }: Looking): CountUnitOnWire {
  const { row, result, expectedAt, countedAt, now, settledBy, explainedBy, moves } = unit;
  const codeOf = (location: number | null) =>
    location === null ? null : (names.locations.get(location)?.code ?? null);
  const product = names.products.get(row.product_id);
  return {
    unit: { id: row.unit_id, sku: product?.sku ?? '', serial: row.serial },
    name: product?.name ?? '',
    result: isBlind ? null : result,
    expectedAt: isBlind ? null : codeOf(expectedAt),
    countedAt: codeOf(countedAt),
    should: isBlind || row.counted_place === null ? null : placeWithin(row.counted_place, names, reach),
    status: now.status,
    holds: isBlind ? [] : [...holdsOf(row, names)],
    scans: row.scans,
    countedTime: row.counted_at?.toISOString() ?? null,
    countedBy: row.counted_by,
    countedDevice: row.counted_device,
    last: isBlind ? null : lastOf(row, names, reach),
    settledBy,
    explainedBy,
    moves: [...moves],
  };
}

function lastOf(row: scanSql.FactsRow, names: Reference, reach: Sites): CountUnitOnWire['last'] {
  const site = names.locations.get(row.last_spot)?.site;
  if (site && site.kind !== 'outside' && !within(reach, site.id)) return null;
  return {
    move: moveCodes.toWord(row.last_move),
    at: row.last_time.toISOString(),
    by: row.last_by,
    device: row.last_device,
    spot: placeOf(names, row.last_spot),
  };
}

interface Held {
  readonly product_id: number;
  readonly serial: string;
  readonly lot: string | null;
  readonly supplier: string | null;
  readonly holds: string | null;
  readonly released: string | null;
}

/** Those in its life, and those of scopes that hold it and were not lifted from it. */
function holdsOf(
  { product_id: product, serial, lot, supplier, holds, released }: Held,
  { scopes }: Reference,
) {
  const own = holds?.split(' ') ?? [];
  const lifted = released?.split(' ') ?? [];
  const scoped = scopeHolds(scopes, { product, serial, lot, supplier }).filter(
    (key) => !lifted.includes(key),
  );
  return [...new Set([...own, ...scoped])].sort();
}

/** What is at another site is elsewhere: which one, who may not look there is not told. */
export function placeWithin(place: number, names: Reference, reach: Sites): string | null {
  const site = names.locations.get(place)?.site;
  if (!site || site.kind === 'outside') return null;
  return within(reach, site.id) ? placeOf(names, place) : 'another site';
}

/** The answer to one scan; null: another scan, or another count's, has this id. */
export function answerOnWire(
  id: string,
  row: scanSql.ScanRow | null,
  count: sql.CountRow,
  looking: Looking,
): CountAnswerOnWire {
  const nothing = {
    id,
    unit: null,
    location: null,
    should: null,
    status: null,
    holds: [],
    before: null,
    recorded: null,
    code: null,
  };
  if (row === null)
    return { ...nothing, outcome: 'conflict', code: 'id_conflict', sentence: 'Another scan has this id.' };
  const { names, isBlind } = looking;
  const location = row.location_id === null ? null : (names.locations.get(row.location_id)?.code ?? null);
  const before = beforeOf(row, names);
  const told = { ...nothing, location, before };
  if (row.refusal) return { ...told, outcome: 'refused', ...row.refusal };
  if (row.quantity !== null) {
    const sentence = `${row.quantity} pieces counted${isBlind ? '' : `, ${row.recorded ?? 0} on record`}.`;
    return { ...told, outcome: 'pieces', recorded: isBlind ? null : row.recorded, sentence };
  }
  if (row.unit_id === null) return { ...told, ...unknownAnswer(row, count, before) };
  return { ...told, ...unitAnswer(row, count, before, looking) };
}

function beforeOf({ before_name, before_at, before_location }: scanSql.ScanRow, names: Reference) {
  if (before_name === null || before_at === null) return null;
  const location = before_location === null ? null : (names.locations.get(before_location)?.code ?? null);
  return { by: before_name, at: before_at.toISOString(), location };
}

type Before = ReturnType<typeof beforeOf>;

function unknownAnswer({ serial, product_id }: scanSql.ScanRow, { opening }: sql.CountRow, before: Before) {
  const code = 'unknown_unit';
  if (before)
    return {
      outcome: 'already_counted' as const,
      code,
      sentence: `Already noted by ${before.by}. It counts once.`,
    };
  if (opening && product_id !== null)
    return {
      outcome: 'new' as const,
      code,
      sentence: `${serial} is new. It is taken in when a lead approves it.`,
    };
  const more = product_id === null ? ' Say which product it is, or scan its full label.' : '';
  return { outcome: 'unknown' as const, code, sentence: `Nobody knows ${serial}. It is noted.${more}` };
}

function unitAnswer(
  row: scanSql.ScanRow,
  count: sql.CountRow,
  before: Before,
  { names, reach, isBlind }: Looking,
) {
  const product = names.products.get(row.unit_product!);
  const status = statusCodes.toWord(row.status!);
  const stand = { seq: row.seq!, status, place: row.place! };
  const isAgain = before !== null;
  const outcome = outcomeOf(
    { isExpected: row.isExpected, stand, spot: row.location_id, isAgain, isBlind },
    scopeOf(count, names, row.unit_product!),
  );
  const isElsewhere = outcome === 'misplaced' || outcome === 'unexpected';
  const should = isElsewhere ? placeWithin(stand.place, names, reach) : null;
  const held = {
    product_id: row.unit_product!,
    serial: row.unit_serial!,
    lot: row.lot,
    supplier: row.supplier,
    holds: row.holds,
    released: row.released,
  };
  return {
    outcome,
    unit: { id: row.unit_id!, sku: product?.sku ?? '', serial: row.unit_serial! },
    should,
    status: isBlind ? null : status,
    holds: isBlind ? [] : holdsOf(held, names),
    sentence: sentenceOfUnit(outcome, { should, status, before }),
  };
}

export function figuresOnWire(row: sql.FigureRow, names: Reference): CountFiguresOnWire {
  const { matched, missing, unexpected, moved } = row;
  const figures = { matched, missing, unexpected, moved };
  return {
    number: row.number,
    site: names.sites.get(row.site_id)?.code ?? '',
    location: row.location_id === 0 ? null : (names.locations.get(row.location_id)?.code ?? null),
    closedAt: row.closed_at.toISOString(),
    ...figures,
    accuracy: accuracyOf(figures),
  };
}
