/** A read of a tag that is known, at the spot of its antenna. */
export interface PlacedRead {
  /** The tag's unit, or what an unknown tag is listed as. */
  readonly of: number | string;
  readonly place: number;
  readonly reader: number;
  readonly antenna: number;
  readonly cdbm: number | null;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly count: number;
}

/** All reads of one tag by one antenna in one window, as one. */
export interface Fold extends Omit<PlacedRead, 'cdbm' | 'at' | 'count'> {
  /** When the window begins, milliseconds since 1970. */
  readonly since: number;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly reads: number;
  readonly bestCdbm: number | null;
  /** Of the latest read. */
  readonly lastCdbm: number | null;
}

/**
 * Many reads as few sightings: one for each tag, antenna and window of so many milliseconds. Windows begin at whole
 * multiples of their length since 1970, so every process and every repetition puts a read into the same one; the order of
 * the reads does not matter.
 */
export function foldReads(reads: readonly PlacedRead[], windowMs: number): readonly Fold[] {
  const folds = new Map<string, Fold>();
  for (const read of reads) {
    const { cdbm, at, count, ...where } = read;
    const since = Math.floor(at / windowMs) * windowMs;
    const key = `${where.reader} ${where.antenna} ${where.place} ${since} ${where.of}`;
    const one = { ...where, since, firstAt: at, lastAt: at, reads: count, bestCdbm: cdbm, lastCdbm: cdbm };
    const before = folds.get(key);
    folds.set(key, before ? joined(before, one) : one);
  }
  return [...folds.values()];
}

function joined(a: Fold, b: Fold): Fold {
  const last = b.lastAt >= a.lastAt ? b : a;
  return {
    ...a,
    firstAt: Math.min(a.firstAt, b.firstAt),
    lastAt: last.lastAt,
    reads: a.reads + b.reads,
    bestCdbm: stronger(a.bestCdbm, b.bestCdbm),
    lastCdbm: last.lastCdbm,
  };
}

function stronger(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : Math.max(a, b);
}

/** By how much a reader's clock may be wrong, in milliseconds. */
export interface Tolerance {
  readonly aheadMs: number;
  /** What a reader kept while the line was down comes late, with the right time. */
  readonly lateMs: number;
}

/**
 * When a read counts as of: the reader's own time, or when it reached us, where it tells none or its clock cannot be right.
 * Milliseconds since 1970.
 */
export function timeOfRead(
  told: number | null,
  now: number,
  { aheadMs, lateMs }: Tolerance,
): { readonly at: number; readonly isWrong: boolean } {
  const isWrong = told !== null && (told > now + aheadMs || told < now - lateMs);
  return { at: told === null || isWrong ? now : Math.min(told, now), isWrong };
}
