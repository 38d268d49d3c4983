import type { Evidence } from '../events.ts';
import type { Status } from '../facts.ts';
import { heldByUs, type Move, moves } from '../lifecycle.ts';

/**
 * What a count says of one unit. found: counted where the ledger had it · arrived: the same, and it came after the count
 * began · missing: expected, and not counted · misplaced: counted at another spot of the count than its own · unexpected:
 * counted, and the ledger has it elsewhere, or not with us at all · explained: it would differ, but somebody has had it in
 * hand since · beside: counted where the ledger has it, but it is none of what is counted.
 */
export const unitResults = [
  'found',
  'arrived',
  'missing',
  'misplaced',
  'unexpected',
  'explained',
  'beside',
] as const;
export type UnitResult = (typeof unitResults)[number];

/** Those that somebody has to settle. */
export const differences: readonly UnitResult[] = ['missing', 'misplaced', 'unexpected'];

/** How the ledger has a unit after its event `seq`. */
export interface Stand {
  readonly seq: number;
  readonly status: Status;
  readonly place: number;
}

/** How the ledger had it when it was counted last, and at which spot that was; null: only the site is known. */
export interface CountedStand extends Stand {
  readonly spot: number | null;
}

/** An event that stands, recorded after the unit was counted, or after the count began where it was not counted. */
export interface LaterEvent {
  readonly seq: number;
  readonly move: Move;
  readonly evidence: Evidence;
  /** Recorded by this count: what it has settled. */
  readonly isOwn: boolean;
}

export interface CountedUnit {
  /** As it stood when the count began; null: it was not where the count looks. */
  readonly expected: Stand | null;
  /** As it was counted last; null: it was not. */
  readonly counted: CountedStand | null;
  readonly now: Stand;
  /** In the order of `seq`. */
  readonly later: readonly LaterEvent[];
}

/** What a count looks at. Null: all of the site's spots, all products. */
export interface CountScope {
  readonly holdsPlace: (place: number) => boolean;
  readonly holdsProduct: boolean;
}

export interface UnitJudgement {
  readonly result: UnitResult;
  /** The event by which this count has settled it. */
  readonly settledBy: number | null;
  /** The event that explains it. */
  readonly explainedBy: number | null;
}

/**
 * Judges one unit of a count. What is counted is compared with the ledger as it stood at that very moment, and what is not
 * counted with the ledger as it stood when the count began; so trading goes on meanwhile, and no sale, move or arrival
 * becomes a difference. What the count itself has recorded does not change what it found.
 */
export function judgeUnit(unit: CountedUnit, scope: CountScope): UnitJudgement {
  const { counted, later } = unit;
  const result = counted ? ofCounted(unit.expected, counted, scope) : 'missing';
  if (!differences.includes(result)) return { result, settledBy: null, explainedBy: null };
  const own = later.find(({ isOwn }) => isOwn);
  if (own) return { result, settledBy: own.seq, explainedBy: null };
  const seen = later.find(tellsWhere);
  if (seen) return { result: 'explained', settledBy: null, explainedBy: seen.seq };
  const [last] = later.slice(-1);
  if (!counted && last && hasLeft(unit, scope))
    return { result: 'explained', settledBy: null, explainedBy: last.seq };
  return { result, settledBy: null, explainedBy: null };
}

function ofCounted(expected: Stand | null, counted: CountedStand, scope: CountScope): UnitResult {
  const { status, place, spot } = counted;
  if (!heldByUs.includes(status)) return 'unexpected';
  const isRight = spot === null ? scope.holdsPlace(place) : spot === place;
  if (!isRight) return scope.holdsPlace(place) && scope.holdsProduct ? 'misplaced' : 'unexpected';
  if (!scope.holdsProduct) return 'beside';
  return expected ? 'found' : 'arrived';
}

/**
 * Whether somebody had the thing in hand, so that the record is newer than the count: who only writes about it, or moves
 * the box that it should be in, has not seen it.
 */
function tellsWhere({ move, evidence }: LaterEvent): boolean {
  return moves[move].place !== 'same' && !unseen.includes(evidence);
}

const unseen: readonly Evidence[] = ['inferred', 'imported', 'system'];

/** It is not expected here any more: given up, stolen, moved with the carton that it is in. */
function hasLeft({ now }: CountedUnit, scope: CountScope): boolean {
  return !heldByUs.includes(now.status) || !scope.holdsPlace(now.place);
}
