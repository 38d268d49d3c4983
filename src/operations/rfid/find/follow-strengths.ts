import { limits } from '../../../domain/limits.ts';
import { type Sites, within } from '../../../domain/sites.ts';
import type { ReadReference } from '../../../ledger/current-reference.ts';
import { placeOf, type Reference } from '../../../ledger/reference.ts';
import { type Clock, msAfter } from '../../../platform/clock.ts';
import { numberColumn } from '../../../platform/columns.ts';
import type { Database } from '../../../platform/database.ts';
import type { Strength } from '../contract.ts';
import { dbmOf } from '../heard.ts';
import { type StrengthRow, selectStrengths } from '../queries.ts';

export interface FindParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly reference: ReadReference;
}

export interface Finding {
  readonly units: readonly number[];
  /** Where who looks may read. */
  readonly sites: () => Sites;
}

/**
 * How strongly units are heard now: of each the strongest of what its antennas heard in the second before its last read.
 * Told are those whose last read is another than in `before`, which is kept up to date. It asks the database, so whichever
 * server the reader sends to, whoever looks hears of it.
 */
export async function strengthsSince(
  { database, clock, reference }: FindParts,
  { units, sites }: Finding,
  before: Map<number, number | null>,
): Promise<Strength[]> {
  const now = clock.now();
  const since = msAfter(now, -lookBackMs - limits.sightingWindowMs).toISOString();
  const [names, { rows }] = await Promise.all([
    reference(),
    database.query<StrengthRow>(selectStrengths, [numberColumn(units), since]),
  ]);
  const seen = rows.filter(({ place }) => within(sites(), names.locations.get(place)?.site.id ?? 0));
  return units.flatMap((unit) => {
    const own = seen.filter((row) => row.unit_id === unit);
    const last = own[0]?.last_at.getTime() ?? null;
    if (before.has(unit) && before.get(unit) === last) return [];
    before.set(unit, last);
    return [strengthOf(unit, own, now, names)];
  });
}

/** Rows come with the latest first. */
function strengthOf(unit: number, rows: readonly StrengthRow[], now: Date, names: Reference): Strength {
  const [latest] = rows;
  if (!latest) return { unit, dbm: null, agoMs: null, place: null };
  const together = rows.filter(({ last_at }) => latest.last_at.getTime() - last_at.getTime() <= togetherMs);
  const strongest = together.reduce((best, row) =>
    (row.last_cdbm ?? least) > (best.last_cdbm ?? least) ? row : best,
  );
  return {
    unit,
    dbm: dbmOf(strongest.last_cdbm),
    agoMs: Math.max(0, now.getTime() - latest.last_at.getTime()),
    place: placeOf(names, strongest.place),
  };
}

/** Below anything a reader tells. */
const least = -20_000;
/** Antennas take turns: what they heard in one second is of one round. */
const togetherMs = 1_000;
/** Further back nobody looks for where a thing is just now. */
const lookBackMs = 3_600_000;

export interface Follower {
  /** Something to tell; nothing where nothing has changed. */
  tell(strengths: readonly Strength[]): void;
  /** A sign of life; answers false where the stream has to end. */
  beat(): Promise<boolean>;
}

/** Looks every `findPollMs` until it is ended. What fails is told once and looked for again. */
export function followStrengths(
  parts: FindParts,
  finding: Finding,
  follower: Follower,
  onFault: (error: unknown) => void,
): { end(): void } {
  const before = new Map<number, number | null>();
  let isOver = false;
  let isFailing = false;
  let timer: NodeJS.Timeout | undefined;
  let beatAt = performance.now() + limits.liveBeatMs;

  async function look(): Promise<void> {
    try {
      const strengths = await strengthsSince(parts, finding, before);
      if (!isOver && strengths.length > 0) follower.tell(strengths);
      if (performance.now() >= beatAt) {
        beatAt = performance.now() + limits.liveBeatMs;
        if (!(await follower.beat())) isOver = true;
      }
      isFailing = false;
    } catch (error) {
      if (!isFailing) onFault(error);
      isFailing = true;
    }
    if (!isOver) timer = setTimeout(look, isFailing ? limits.liveRetryMs : limits.findPollMs);
  }

  void look();
  return {
    end() {
      isOver = true;
      clearTimeout(timer);
    },
  };
}
