/** A carton or pallet of an announcement. */
export interface Carton {
  readonly sscc: string;
  /** The carton or pallet that it stands in. */
  readonly inside: string | null;
  /** Somebody found something in it that was not as announced. */
  readonly everyUnit: boolean;
  /** Units announced in it, those that have come, and those of them that somebody scanned one by one. */
  readonly units: number;
  readonly received: number;
  readonly scanned: number;
}

/** How far a delivery's sample is. `needed` units of its cartons are scanned before the rest is taken as announced. */
export interface Sample {
  readonly needed: number;
  readonly scanned: number;
  /** Something in one of its cartons was otherwise: nothing is taken unseen any more. */
  readonly failed: boolean;
}

/** What scanning a carton's label means now. */
export type CartonStep = 'take' | 'sample' | 'every_unit' | 'already';

/** `size`: the supplier's sample, its trust; null: every unit of it is scanned. */
export function sampleOf(cartons: readonly Carton[], size: number | null): Sample {
  const sum = (of: (carton: Carton) => number) => cartons.reduce((all, carton) => all + of(carton), 0);
  const units = sum(({ units }) => units);
  return {
    needed: size === null ? units : Math.min(size, units),
    scanned: sum(({ scanned }) => scanned),
    failed: cartons.some(({ everyUnit }) => everyUnit),
  };
}

/** The carton and all that stand in it. */
export function withInner<One extends Pick<Carton, 'sscc' | 'inside'>>(
  sscc: string,
  cartons: readonly One[],
): One[] {
  const own = cartons.filter((carton) => carton.sscc === sscc);
  const inner = cartons.filter(({ inside }) => inside === sscc);
  return [...own, ...inner.flatMap((carton) => withInner(carton.sscc, cartons))];
}

/** Nothing is left to be taken before anything else is asked. `hasPieces`: pieces in it are still to come. */
export function stepOf(taken: readonly Carton[], sample: Sample, hasPieces: boolean): CartonStep {
  const isLeft = taken.some(({ units, received }) => received < units);
  if (!isLeft) return hasPieces ? 'take' : 'already';
  if (sample.failed) return 'every_unit';
  return sample.scanned < sample.needed ? 'sample' : 'take';
}
