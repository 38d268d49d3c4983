import type { Unit } from '../unit.ts';
import { type Standing, standingOf } from './stock-standing.ts';

/** A unit just after one of its events that stand. Times in milliseconds. */
export interface Stood {
  readonly unit: Unit;
  /** When it happened, as far as anybody said. */
  readonly at: number;
  readonly recordedAt: number;
  /** The site where it is, or which it left; null for a unit that was never at one. */
  readonly site: number | null;
}

/** A stretch of time in which a unit stood in an owner's stock at a site. */
export interface Holding {
  readonly product: number;
  readonly site: number;
  readonly owner: number;
  readonly standing: Standing;
  /** The beginning of the first of the stretches that follow each other without a break and without another owner. */
  readonly since: number;
  readonly from: number;
  readonly knownFrom: number;
  readonly until: number | null;
  readonly untilKnown: number | null;
}

/**
 * The stretches of a life, as it is known now. Events count from when they happened, never before the one recorded before them
 * and never later than when they were recorded: a clock that is wrong moves nothing but its own event.
 */
export function holdingsOf(life: readonly Stood[]): Holding[] {
  const found: Holding[] = [];
  let time = Number.NEGATIVE_INFINITY;
  for (const { unit, at, recordedAt, site } of life) {
    time = Math.max(time, Math.min(at, recordedAt));
    const last = found.at(-1);
    const open = last?.until === null ? last : undefined;
    const standing = standingOf(unit.status);
    const now =
      standing === null || site === null || unit.owner === 0
        ? null
        : { product: unit.product, site, owner: unit.owner, standing };
    if (open && now && isSame(open, now)) continue;
    if (open) found[found.length - 1] = { ...open, until: time, untilKnown: recordedAt };
    if (!now) continue;
    const since = open && open.owner === now.owner ? open.since : time;
    found.push({ ...now, since, from: time, knownFrom: recordedAt, until: null, untilKnown: null });
  }
  // A stretch that took no time is nothing that anybody could have looked at.
  return found.filter(({ from, until }) => until === null || until > from);
}

function isSame(a: Place, b: Place): boolean {
  return a.product === b.product && a.site === b.site && a.owner === b.owner && a.standing === b.standing;
}

type Place = Pick<Holding, 'product' | 'site' | 'owner' | 'standing'>;

/** A stretch as it is kept. */
export interface KeptHolding extends Holding {
  readonly id: number;
}

export interface HoldingChanges {
  /** Stretches that went on, and have ended now. */
  readonly ended: readonly { readonly id: number; readonly until: number; readonly untilKnown: number }[];
  /** Stretches that are not so, as is known since the correction. */
  readonly wrong: readonly number[];
  readonly added: readonly Holding[];
}

/**
 * What has to be written so that what is kept becomes what is known. Where a correction changed the past, what was kept is taken
 * for known until `correctedAt`, and what takes its place for known from then on.
 */
export function changesOf(
  kept: readonly KeptHolding[],
  known: readonly Holding[],
  correctedAt: number,
): HoldingChanges {
  const ended: { id: number; until: number; untilKnown: number }[] = [];
  const wrong: number[] = [];
  const matched = new Set<Holding>();
  for (const one of kept) {
    const same = known.find((other) => !matched.has(other) && beginsAs(one, other));
    const goesOn = same && (one.until === null || (one.until === same.until && same.until !== null));
    if (!same || !goesOn) {
      wrong.push(one.id);
      continue;
    }
    matched.add(same);
    if (one.until === null && same.until !== null)
      ended.push({ id: one.id, until: same.until, untilKnown: same.untilKnown ?? correctedAt });
  }
  const isCorrection = wrong.length > 0;
  const added = known
    .filter((one) => !matched.has(one))
    .map((one) => (isCorrection ? { ...one, knownFrom: Math.max(one.knownFrom, correctedAt) } : one));
  return { ended, wrong, added };
}

function beginsAs(a: Holding, b: Holding): boolean {
  return isSame(a, b) && a.since === b.since && a.from === b.from;
}
