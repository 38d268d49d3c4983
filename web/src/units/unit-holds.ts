import type { Unit, UnitEvent } from '../server/wire.ts';

/** A hold that a unit is under, with what its life says of how it came to be. */
export interface PlacedHold {
  /** `kind` or `kind:reference`. */
  readonly key: string;
  /** The event that placed it; null where a whole scope holds the unit and its own event is still to come. */
  readonly placed: UnitEvent | null;
  /** Why, where somebody said so. */
  readonly reason: string | null;
}

/** The holds of a unit, each with the event that placed it last and was not taken back. */
export function placedHolds(
  { holds }: Pick<Unit, 'holds'>,
  events: readonly UnitEvent[],
): readonly PlacedHold[] {
  const valid = events.filter(({ annulledBy }) => annulledBy === null);
  return holds.map((key) => {
    const placed = valid.findLast((event) =>
      event.holds.some((change) => change.key === key && change.change === 'place'),
    );
    const said = placed?.details?.reason;
    return { key, placed: placed ?? null, reason: typeof said === 'string' && said !== '' ? said : null };
  });
}
