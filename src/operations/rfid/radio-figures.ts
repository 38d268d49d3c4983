import type { ReadsTaken } from './contract.ts';
import type { Delivery } from './take-reads.ts';

/** Who counts what comes in by radio; src/app.ts hands it in. */
export interface RadioFigures {
  watchReads(waiting: () => number): void;
  onReads(told: {
    readonly reader: string;
    readonly known: number;
    readonly unknown: number;
    readonly junk: number;
    readonly repeated: number;
    readonly lagSeconds: number | null;
  }): void;
  onSightings(count: number): void;
  /** full · unknown_reader · shut_off · unknown_reads. */
  onReadsDropped(why: string): void;
}

/** A delivery that was stored at `now`, in milliseconds since 1970. */
export function countReads(
  figures: RadioFigures,
  { reader, reads }: Delivery,
  { reads: all, unknown, junk, repeated }: ReadsTaken,
  now: number,
): void {
  const last = reads.reduce((latest, { at }) => Math.max(latest, at), Number.NEGATIVE_INFINITY);
  figures.onReads({
    reader: reader.code,
    ...(repeated
      ? { known: 0, unknown: 0, junk: 0, repeated: all }
      : { known: all - unknown - junk, unknown, junk, repeated: 0 }),
    // What comes again says nothing of how late it was; a reader's clock may be ahead.
    lagSeconds: repeated || reads.length === 0 ? null : Math.max(0, now - last) / 1_000,
  });
}
