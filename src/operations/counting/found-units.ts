import {
  type CountScope,
  differences,
  judgeUnit,
  type Stand,
  type UnitJudgement,
} from '../../domain/counting/judge-unit.ts';
import { movesToSettle } from '../../domain/counting/settle.ts';
import type { Move } from '../../domain/lifecycle.ts';
import { evidenceCodes, moveCodes, statusCodes } from '../../ledger/codes.ts';
import type { Reference } from '../../ledger/reference.ts';
import { numberColumn } from '../../platform/columns.ts';
import type { Database } from '../../platform/database.ts';
import type { CountRow } from './queries.ts';
import { type FactsRow, selectFacts } from './scans/queries.ts';

/** A unit that a count expected or met, judged. */
export interface FoundUnit extends UnitJudgement {
  readonly row: FactsRow;
  readonly now: Stand;
  /** Locations. */
  readonly expectedAt: number | null;
  readonly countedAt: number | null;
  /** What settling it would record; nothing where there is nothing to settle. */
  readonly moves: readonly Move[];
}

/** All units of a count, or some, judged as they stand now. */
export async function foundUnits(
  database: Database,
  names: Reference,
  count: CountRow,
  units: readonly number[] | null = null,
): Promise<FoundUnit[]> {
  const values = [count.document_id, units && numberColumn(units)];
  const { rows } = await database.query<FactsRow>(selectFacts, values);
  return rows.map((row) => judged(row, count, names));
}

/** What a count looks at, for a unit of a product. */
export function scopeOf(
  { site_id, locations, products }: CountRow,
  names: Reference,
  product: number,
): CountScope {
  return {
    holdsPlace: (place) =>
      names.locations.get(place)?.site.id === site_id && (locations === null || locations.includes(place)),
    holdsProduct: products === null || products.includes(product),
  };
}

/** Whether somebody still has to look at it. */
export function isOpen({ result, settledBy }: FoundUnit): boolean {
  return differences.includes(result) && settledBy === null;
}

function judged(row: FactsRow, count: CountRow, names: Reference): FoundUnit {
  const now = { seq: row.seq, status: statusCodes.toWord(row.status), place: row.place };
  const counted = countedOf(row);
  const judgement = judgeUnit(
    { expected: expectedOf(row), counted, now, later: laterOf(row) },
    scopeOf(count, names, row.product_id),
  );
  const isHere = names.locations.get(row.place)?.site.id === count.site_id;
  const isSettled = judgement.settledBy !== null;
  return {
    ...judgement,
    row,
    now,
    expectedAt: row.expected_place,
    countedAt: counted && (counted.spot ?? (judgement.result === 'unexpected' ? null : counted.place)),
    moves: isSettled ? [] : movesToSettle(judgement.result, { status: now.status, isHere }),
  };
}

function expectedOf({ expected_seq, expected_status, expected_place }: FactsRow): Stand | null {
  if (expected_seq === null) return null;
  return { seq: expected_seq, status: statusCodes.toWord(expected_status!), place: expected_place! };
}

function countedOf({ counted_seq, counted_status, counted_place, counted_spot }: FactsRow) {
  if (counted_seq === null) return null;
  const status = statusCodes.toWord(counted_status!);
  return { seq: counted_seq, status, place: counted_place!, spot: counted_spot };
}

function laterOf({ later }: FactsRow) {
  return (later ?? []).map(({ seq, move, evidence, own }) => ({
    seq,
    move: moveCodes.toWord(move),
    evidence: evidenceCodes.toWord(evidence),
    isOwn: own,
  }));
}
