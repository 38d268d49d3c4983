import fc from 'fast-check';
import type { Attempt } from '../domain/attempt.ts';
import { decide } from '../domain/decide.ts';
import type { UnitEvent } from '../domain/events.ts';
import { type Move, moveNames, moves } from '../domain/lifecycle.ts';
import { apply, blankUnit, type Unit } from '../domain/unit.ts';
import { anAttempt, bin, outside, storeFloor, unitIn } from './attempts.ts';

/** One life: the events that the rules let through, and the unit that the moves left behind step by step. */
export interface History {
  readonly start: Unit;
  readonly events: readonly UnitEvent[];
  readonly end: Unit;
}

/**
 * Lives of one unit, made of whatever the rules allow at each step, now and then of an observation that
 * contradicts.
 */
export function histories(maxLength = 25): fc.Arbitrary<History> {
  const step = fc.record({ move: fc.noBias(fc.nat(9_999)), variant: fc.nat(11) });
  return fc.array(step, { maxLength }).map((steps) => {
    const start = blankUnit(7, 'S1F00042');
    const events: UnitEvent[] = [];
    let end = start;
    for (const { move, variant } of steps) {
      const possible = candidates.filter((name) => moves[name].kind === 'request' || variant % 4 === 0);
      const event = oneRecorded(possible, move, variant, end, events.length + 1);
      if (!event) continue;
      events.push(event);
      end = apply(end, event);
    }
    return { start, events, end };
  });
}

const candidates = moveNames.filter((name) => name !== 'annul' && name !== 'misidentified');

/** One of the moves that the rules let through, as `choice` says. */
function oneRecorded(
  possible: readonly Move[],
  choice: number,
  variant: number,
  unit: Unit,
  seq: number,
): UnitEvent | undefined {
  const recorded = possible.flatMap((move): UnitEvent[] => {
    const decision = decide(variantOf(move, unit, variant));
    return 'asserts' in decision ? [{ seq, move, ...decision.asserts }] : [];
  });
  return recorded[choice % recorded.length];
}

function variantOf(move: Move, unit: Unit, variant: number): Attempt {
  const here = variant % 3 === 0 ? storeFloor : bin;
  const places = new Map([bin, storeFloor].map((spot) => [spot.place, spot]));
  const ordinary = anAttempt(move, unit);
  const holdDetails = { kind: variant % 2 === 0 ? 'quality' : 'recall', reference: `R-${variant % 3}` };
  return {
    ...ordinary,
    here,
    recordedAt: places.get(unit.place) ?? null,
    outside,
    details: {
      ...ordinary.details,
      ...(move === 'place_hold' || move === 'lift_hold' ? holdDetails : {}),
      ...(move === 'finish_repair' && unit.owner === outside.customerOwner ? { to: 'sold' } : {}),
      ...(move === 'test' ? { passed: variant % 2 === 0 } : {}),
      ...(variant % 5 === 0 ? { condition: 'damaged' } : {}),
    },
    product: { name: 'Phone', unknownSerials: 'anywhere', wipeRequired: variant % 2 === 0 },
    scoped: variant % 4 === 1 ? unit.holds : [],
    isLead: true,
    saleMatches: variant % 3 !== 0,
    newSale: 100 + variant,
    other: unitIn('sold', { serial: 'S1F00043', sale: 6, lot: 'L-9' }),
  };
}
