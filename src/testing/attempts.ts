import type { Attempt, Outside, Spot } from '../domain/attempt.ts';
import { decide, type Recorded } from '../domain/decide.ts';
import type { Status } from '../domain/facts.ts';
import type { Move } from '../domain/lifecycle.ts';
import { apply, blankUnit, type Unit } from '../domain/unit.ts';

export const outside: Outside = { carrier: 1, customer: 2, vendor: 3, customerOwner: 2, vendorOwner: 3 };

/** A warehouse bin with a quarantine beside it, and a spot of another site. */
export const bin: Spot = {
  place: 110,
  site: 100,
  kind: 'bin',
  company: 1,
  quarantine: 120,
  name: 'DC1/A-01',
};
export const cage: Spot = { ...bin, place: 130, kind: 'cage', name: 'DC1/CAGE' };
export const storeFloor: Spot = {
  place: 210,
  site: 200,
  kind: 'floor',
  company: 1,
  quarantine: 0,
  name: 'S1/FLOOR',
};

/** What a scan of each move has to carry. */
const details: Partial<Record<Move, Attempt['details']>> = {
  inspect: { condition: 'opened' },
  wipe: { proof: 'certificate 12' },
  check_lock: { locked: false },
  test: { passed: true },
  reidentify: { identifier: 'imei:490154203237518', reason: 'board swapped' },
  change_product: { sku: 'PHONE-B', product: 8, reason: 'B-grade' },
  set_use: { use: 'display' },
  advance_replacement: { due: '2026-02-01' },
  lend: { due: '2026-02-01' },
  retire: { reason: 'destroyed', proof: 'certificate 13' },
  place_hold: { kind: 'quality' },
  lift_hold: { kind: 'quality' },
  annul: { seq: 1, reason: 'wrong scan' },
  misidentified: { reason: 'typed wrongly', see: 77 },
  ship: { dropShip: true },
};

/** A unit as it ordinarily is in a status: whose it is, where, what it would fall back to, and its sale. */
export function unitIn(status: Status, patch: Partial<Unit> = {}): Unit {
  const isOut = status === 'sold' || status === 'shipped';
  return {
    ...blankUnit(7, 'S1F00042'),
    status,
    before: interrupted[status] ?? [],
    place: isOut ? outside.customer : status === 'none' ? 0 : bin.place,
    owner:
      status === 'none' || status === 'expected'
        ? 0
        : isOut || status === 'returned'
          ? outside.customerOwner
          : 1,
    sale: isOut || status === 'returned' ? 5 : null,
    checks: status === 'returned' ? ['inspected'] : status === 'in_repair' ? ['test_passed'] : [],
    ...patch,
  };
}

const interrupted: Partial<Record<Status, readonly Status[]>> = {
  expected: ['none'],
  picked: ['in_stock'],
  packed: ['in_stock', 'picked'],
  staged: ['in_stock', 'picked'],
  in_transit: ['in_stock'],
  in_repair: ['returned'],
  missing: ['picked'],
};

/** A well-formed scan of the move on the unit, in the bin, by a shop that knows serials from anywhere. */
export function anAttempt(move: Move, unit: Unit, patch: Partial<Attempt> = {}): Attempt {
  return {
    move,
    unit,
    holds: unit.holds,
    product: { name: 'Phone', unknownSerials: 'anywhere', wipeRequired: false },
    recordedAt: unit.place === bin.place ? bin : null,
    here: bin,
    spotGiven: true,
    outside,
    details: details[move] ?? {},
    isLead: false,
    newSale: 99,
    saleMatches: false,
    last: 'as it was before',
    observed: 'this scan',
    other: unitIn('sold', { serial: 'S1F00043', sale: 6 }),
    later: [],
    ...patch,
  };
}

/** The code of the refusal, if it is one. */
export function refusalOf(move: Move, unit: Unit, patch: Partial<Attempt> = {}): string | undefined {
  const decision = decide(anAttempt(move, unit, patch));
  return 'refused' in decision ? decision.refused.code : undefined;
}

export function recordOf(move: Move, unit: Unit, patch: Partial<Attempt> = {}): Recorded {
  const decision = decide(anAttempt(move, unit, patch));
  if ('refused' in decision) throw new Error(`${move}: ${decision.refused.code}`);
  return decision;
}

/** The unit as the scan leaves it. */
export function unitAfter(move: Move, unit: Unit, patch: Partial<Attempt> = {}): Unit {
  return apply(unit, recordOf(move, unit, patch).asserts);
}

/** The kinds of exceptions that it opens. */
export function kindsOf(move: Move, unit: Unit, patch: Partial<Attempt> = {}): string[] {
  return recordOf(move, unit, patch).exceptions.map(({ kind }) => kind);
}

/** A product policy for unknown serials. */
export const asks = (unknownSerials: 'refuse' | 'arrivals' | 'anywhere', wipeRequired = false) => ({
  product: { name: 'Phone', unknownSerials, wipeRequired },
});
