import type { Condition, Status } from '../../domain/facts.ts';
import { isApart, isKeptApart, whyNotKept } from '../../domain/spots.ts';

/** A spot as far as it matters where to lay something. */
export interface SpotNow {
  readonly code: string;
  readonly kind: string;
  readonly aisle: string | null;
  readonly color: string | null;
  readonly position: number | null;
  readonly capacity: number | null;
  /** Units there, of whatever product. */
  readonly units: number;
}

/** A unit that is to be put away. */
export interface ToPutAway {
  readonly status: Status;
  readonly condition: Condition;
  readonly holds: readonly string[];
}

/** `apart`: it must not lie among what is sold · `same_product`: more of it lies there · `empty` · `room`: it still holds some. */
export type WhyThere = 'apart' | 'same_product' | 'empty' | 'room';

export interface Suggestion<Spot extends SpotNow = SpotNow> {
  readonly spot: Spot;
  readonly why: WhyThere;
  /** Units of the same product there. */
  readonly same: number;
}

/** A spot is thought of for putting away only where that would not be refused (domain/spots.ts). */
const kindsFor: readonly string[] = ['bin', 'floor', 'quarantine', 'cage'];
const order: readonly WhyThere[] = ['apart', 'same_product', 'empty', 'room'];

/**
 * The best spots for a unit, at most `most`: what must lie apart into quarantine or a cage (a damaged battery into a cage
 * alone); anything else where more of its product lies, else into an empty bin, in the order of the way through.
 */
export function suggest<Spot extends SpotNow>(
  unit: ToPutAway,
  spots: readonly Spot[],
  sameAt: ReadonlyMap<string, number>,
  most: number,
): readonly Suggestion<Spot>[] {
  const apart = isKeptApart(unit);
  const onlyCage = unit.holds.some((key) => key.split(':', 1)[0] === 'battery_damaged');
  const fits = ({ kind, units, capacity }: Spot) =>
    kindsFor.includes(kind) &&
    whyNotKept(unit, kind) === null &&
    (capacity === null || units < capacity) &&
    (onlyCage
      ? kind === 'cage'
      : isApart(kind) === apart || (apart && kind === 'floor' && !spots.some(isFreeApart)));
  return spots
    .filter(fits)
    .map((spot) => ({ spot, same: sameAt.get(spot.code) ?? 0, why: whyOf(spot, sameAt.get(spot.code) ?? 0) }))
    .sort(byWorth)
    .slice(0, most);
}

function isFreeApart({ kind, units, capacity }: SpotNow): boolean {
  return isApart(kind) && (capacity === null || units < capacity);
}

function whyOf({ kind, units }: SpotNow, same: number): WhyThere {
  if (isApart(kind)) return 'apart';
  if (same > 0) return 'same_product';
  return units === 0 ? 'empty' : 'room';
}

function byWorth(a: Suggestion, b: Suggestion): number {
  return (
    order.indexOf(a.why) - order.indexOf(b.why) ||
    b.same - a.same ||
    kindsFor.indexOf(a.spot.kind) - kindsFor.indexOf(b.spot.kind) ||
    (a.spot.position ?? Number.MAX_SAFE_INTEGER) - (b.spot.position ?? Number.MAX_SAFE_INTEGER) ||
    collator.compare(a.spot.code, b.spot.code)
  );
}

const collator = new Intl.Collator('en', { numeric: true });
