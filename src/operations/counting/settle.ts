import { judgePieces } from '../../domain/counting/judge-pieces.ts';
import type { Evidence } from '../../domain/events.ts';
import type { Move } from '../../domain/lifecycle.ts';
import { sentenceOf } from '../../domain/refusals.ts';
import type { UnitName, Who } from '../../ledger/acts.ts';
import { evidenceCodes } from '../../ledger/codes.ts';
import type { ScanInput } from '../../ledger/prepare.ts';
import type { Reference } from '../../ledger/reference.ts';
import { textColumn } from '../../platform/columns.ts';
import type { Database } from '../../platform/database.ts';
import { derivedId } from '../../platform/derived-id.ts';
import type { CountApprovalBody, CountSettledOnWire } from './contract.ts';
import { countProblem, type OrProblem } from './find-count.ts';
import { type FoundUnit, foundUnits, isOpen } from './found-units.ts';
import { type HearingParts, heardUnits } from './heard/heard-units.ts';
import type * as sql from './queries.ts';
import { takesScans } from './rules.ts';
import * as scanSql from './scans/queries.ts';
import type { CountingParts } from './take-scans.ts';

/** One scan that the ledger is to record, and what it is about. */
export interface SettlingAct {
  readonly move: Move;
  /** The spot's code; null: the site. */
  readonly location: string | null;
  readonly scan: ScanInput;
  readonly unit: UnitName | null;
  readonly sku: string | null;
}

/**
 * Lets the ledger say what was counted: each difference becomes events with the count's number and a reason. Each is judged
 * anew against the unit as it is now, and recorded only if it has not moved since (`seen`); each has an id made of what it is
 * about, so that the same approval sent again after a crash records nothing twice and goes on where it stopped.
 */
export async function settleDifferences(
  parts: CountingParts & HearingParts,
  row: sql.CountRow,
  wanted: CountApprovalBody,
  who: Who,
): Promise<OrProblem<CountSettledOnWire>> {
  if (!takesScans(row.state) || (wanted.all && row.state !== 'counted'))
    return countProblem('wrong_state', 'params.number', `The count ${row.number} is ${row.state}.`);
  const names = await parts.reference();
  const units = await unitsToSettle(parts, names, row, wanted);
  const site = names.sites.get(row.site_id)!.code;
  const about = { row, names, reason: wanted.reason };
  const acts = [
    ...units.flatMap((unit) => actsOfUnit(unit, about)),
    ...(await actsOfUnknown(parts.database, about, wanted)),
    ...(await actsOfPieces(parts.database, about, wanted)),
  ];
  return recordActs(parts, { site, number: row.number }, acts, who);
}

interface About {
  readonly row: sql.CountRow;
  readonly names: Reference;
  readonly reason: string;
}

/** Where nobody was, and what readers hear in its place, nothing is given up, unless it is asked for by name. */
async function unitsToSettle(
  parts: CountingParts & HearingParts,
  names: Reference,
  row: sql.CountRow,
  { units, all }: CountApprovalBody,
): Promise<readonly FoundUnit[]> {
  const { database } = parts;
  if (!all) return units ? (await foundUnits(database, names, row, units)).filter(isOpen) : [];
  const [found, heard] = await Promise.all([foundUnits(database, names, row), heardUnits(parts, names, row)]);
  const isThere = new Set(heard.flatMap((one) => (one.hearing === 'here' ? [one.row.unit_id] : [])));
  const visited = new Set(found.map(({ countedAt }) => countedAt));
  const isAnywhere = found.some(({ row: facts }) => facts.counted_id !== null && facts.counted_spot === null);
  const mayBeGone = ({ row: facts, expectedAt }: FoundUnit) =>
    (isAnywhere || visited.has(expectedAt)) && !isThere.has(facts.unit_id);
  return found.filter((unit) => isOpen(unit) && (unit.result !== 'missing' || mayBeGone(unit)));
}

function actsOfUnit({ row: facts, now, moves, countedAt, result }: FoundUnit, { row, names, reason }: About) {
  const { unit_id, serial, product_id, counted_by, counted_at, counted_evidence } = facts;
  const sku = names.products.get(product_id)?.sku ?? '';
  const location = countedAt === null ? null : (names.locations.get(countedAt)?.code ?? null);
  return moves.map((move, nth): SettlingAct => {
    const seen = now.seq + nth;
    const isSeen = result !== 'missing';
    const details = {
      ...adjustmentOf(move),
      reason,
      counted: result,
      ...(counted_by === null ? {} : { countedBy: counted_by, countedAt: counted_at!.toISOString() }),
    };
    return {
      move,
      location: isSeen ? location : null,
      unit: { id: unit_id, sku, serial },
      sku: null,
      scan: {
        id: derivedId(`count|${row.document_id}|${unit_id}|${seen}|${move}|${location ?? ''}|${reason}`),
        codes: [`UNIT:${unit_id}`],
        input: isSeen ? evidenceCodes.toWord(counted_evidence!) : 'inferred',
        seen,
        details,
      },
    };
  });
}

/** Under which reason a difference stands in the list of what was put right by hand; the count's number is beside it. */
function adjustmentOf(move: Move): { readonly adjustment?: string } {
  if (move === 'lose') return { adjustment: 'not_found' };
  return move === 'find' || move === 'see_again' ? { adjustment: 'found' } : {};
}

/** Under which id a number of a count is taken in; asked again it is the same. */
export function unknownId({ document_id }: sql.CountRow, scan: string): string {
  return derivedId(`count|${document_id}|new|${scan}`);
}

async function actsOfUnknown(
  database: Database,
  { row, names, reason }: About,
  { unknown, all }: CountApprovalBody,
): Promise<readonly SettlingAct[]> {
  if (unknown === undefined && !(all && row.opening)) return [];
  const { rows } = await database.query<scanSql.UnknownRow>(scanSql.selectUnknown, [row.document_id]);
  const wanted = rows.filter(
    ({ scan_id, product_id }) => product_id !== null && (unknown === undefined || unknown.includes(scan_id)),
  );
  const settled = await recordedIds(
    database,
    wanted.map(({ scan_id }) => unknownId(row, scan_id)),
  );
  return wanted.flatMap((one): SettlingAct[] => {
    const id = unknownId(row, one.scan_id);
    const sku = names.products.get(one.product_id!)!.sku;
    if (settled.has(id)) return [];
    const details = { sku, reason, countedBy: one.by, countedAt: one.made_at.toISOString() };
    const location = one.location_id === null ? null : (names.locations.get(one.location_id)?.code ?? null);
    const input = evidenceCodes.toWord(one.evidence) as Evidence;
    return [{ move: 'receive', location, unit: null, sku, scan: { id, codes: one.codes, input, details } }];
  });
}

export interface CountedPieces {
  readonly product: number;
  readonly location: number;
  readonly counted: number;
  readonly recorded: number;
  readonly difference: number;
  readonly isUnsure: boolean;
  /** Of the scan that settles it. */
  readonly id: string;
}

/** Plain products that were counted, each spot by itself. */
export async function countedPieces(database: Database, row: sql.CountRow): Promise<CountedPieces[]> {
  const { rows } = await database.query<scanSql.PiecesRow>(scanSql.selectPieces, [row.document_id]);
  const heaps = new Map<string, scanSql.PiecesRow[]>();
  for (const one of rows) {
    const key = `${one.product_id}/${one.location_id}`;
    heaps.set(key, [...(heaps.get(key) ?? []), one]);
  }
  return [...heaps].map(([key, scans]) => ({
    product: scans[0]!.product_id,
    location: scans[0]!.location_id,
    ...judgePieces(scans),
    id: derivedId(`count|${row.document_id}|pieces|${key}|${scans.at(-1)!.id}`),
  }));
}

async function actsOfPieces(
  database: Database,
  { row, names, reason }: About,
  { pieces, all }: CountApprovalBody,
): Promise<readonly SettlingAct[]> {
  if (pieces === undefined && !all) return [];
  const counted = await countedPieces(database, row);
  const settled = await recordedIds(
    database,
    counted.map(({ id }) => id),
  );
  const named = ({ product, location }: CountedPieces) => ({
    sku: names.products.get(product)?.sku ?? '',
    location: names.locations.get(location)?.code ?? '',
  });
  return counted
    .filter(({ difference, isUnsure, id }) => difference !== 0 && !isUnsure && !settled.has(id))
    .filter((one) => pieces === undefined || pieces.some((asked) => isSame(asked, named(one))))
    .map((one): SettlingAct => {
      const { sku, location } = named(one);
      const { difference, id } = one;
      const details = { sku, reason, adjustment: 'wrong_count' };
      const scan = { id, codes: [sku], input: 'keyed' as const, quantity: Math.abs(difference), details };
      return { move: difference > 0 ? 'find' : 'lose', location, unit: null, sku, scan };
    });
}

type NamedPieces = { readonly sku: string; readonly location: string };

function isSame(a: NamedPieces, b: NamedPieces): boolean {
  return a.sku === b.sku && a.location === b.location;
}

/** Of some scans those that are recorded, with their units. */
export async function recordedIds(
  database: Database,
  ids: readonly string[],
): Promise<ReadonlyMap<string, number | null>> {
  if (ids.length === 0) return new Map();
  const values = [textColumn([...ids])];
  const { rows } = await database.query<{ id: string; unit_id: number | null }>(
    scanSql.selectRecorded,
    values,
  );
  return new Map(rows.map(({ id, unit_id }) => [id, unit_id]));
}

/** Records acts beside the small ones, those of a spot and move together; what two moves settle stands in their order. */
export async function recordActs(
  { ledger }: Pick<CountingParts, 'ledger'>,
  { site, number }: { readonly site: string; readonly number: string },
  acts: readonly SettlingAct[],
  who: Who,
): Promise<CountSettledOnWire> {
  const requests = acts.map(({ move, location, scan }) => ({
    move,
    site,
    ...(location === null ? {} : { location }),
    document: { kind: 'count', number },
    scans: [scan],
  }));
  const answered = acts.length === 0 ? [] : await ledger.recordMany(requests, who);
  const refused: CountSettledOnWire['refused'] = [];
  const settled = new Set<string>();
  for (const [nth, one] of answered.entries()) {
    const { move, unit, sku, scan } = acts[nth]!;
    if ('problem' in one) {
      refused.push({ unit, sku, move, code: one.problem.code, sentence: one.problem.sentence });
      continue;
    }
    const { outcome, refusal } = one.answers[0]!;
    if (outcome === 'recorded' || outcome === 'repeated') settled.add(unit ? String(unit.id) : scan.id);
    else {
      const sentence = refusal ? sentenceOf(refusal) : 'Not recorded.';
      refused.push({ unit, sku, move, code: refusal?.code ?? outcome, sentence });
    }
  }
  return { settled: settled.size, refused };
}
