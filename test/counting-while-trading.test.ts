import { describe, expect, test } from 'vitest';
import {
  type CountedStand,
  differences,
  judgeUnit,
  type LaterEvent,
  type Stand,
  type UnitResult,
} from '../src/domain/counting/judge-unit.ts';
import type { Status } from '../src/domain/facts.ts';
import type { Move } from '../src/domain/lifecycle.ts';
import { randomNumbers } from '../src/testing/random-acts.ts';

// A shop whose things do not all lie where the record has them is counted while people trade. What the count says in the end
// is held against the plain truth: where each thing is, beside where the record has it.

/** Spots 1 to 3 are counted, 4 and 5 are not; 0 is outside the shop. */
const counted = [1, 2, 3];
const spots = [1, 2, 3, 4, 5];
const rounds = Number(process.env.UNITRAIL_TEST_COUNTS ?? 400);

interface Thing {
  /** Where it really is. */
  at: number;
  place: number;
  status: Status;
  readonly events: { readonly move: Move; readonly seq: number }[];
  expected: Stand | null;
  scan: CountedStand | null;
}

describe('counting while the shop trades', () => {
  test(`in ${rounds} counts each difference is a real one, and no real one is left out`, () => {
    let real = 0;
    let explained = 0;
    for (let seed = 1; seed <= rounds; seed += 1) {
      const random = randomNumbers(seed);
      const things = shopOf(random);
      countAmidTrade(things, random);
      for (const [nth, thing] of things.entries()) {
        const told = toldOf(thing);
        if (told === 'explained') explained += 1;
        const said = told !== null && differences.includes(told) ? told : null;
        expect([seed, nth, said]).toEqual([seed, nth, truthOf(thing)]);
        if (said !== null) real += 1;
      }
    }
    // Both happen often, so the comparison is not of nothing with nothing.
    expect(real).toBeGreaterThan(rounds);
    expect(explained).toBeGreaterThan(rounds);
  });
});

/** What an all-knowing person would say at the end. */
function truthOf({ at, place, status }: Thing): UnitResult | null {
  const recorded = status === 'in_stock' ? place : 0;
  if (recorded === at) return null;
  if (counted.includes(recorded)) return counted.includes(at) ? 'misplaced' : 'missing';
  return counted.includes(at) ? 'unexpected' : null;
}

function toldOf({ expected, scan, events, place, status }: Thing): UnitResult | null {
  if (expected === null && scan === null) return null;
  const basis = scan?.seq ?? expected!.seq;
  const later: LaterEvent[] = events
    .filter(({ seq }) => seq > basis)
    .map((event) => ({ ...event, evidence: 'scanned', isOwn: false }));
  const now = { seq: events.length + 1, status, place };
  const scope = { holdsPlace: (spot: number) => counted.includes(spot), holdsProduct: true };
  return judgeUnit({ expected, counted: scan, now, later }, scope).result;
}

/** Most lie where the record has them, some elsewhere, some are gone, and some that are sold are still here. */
function shopOf(random: Random): Thing[] {
  return Array.from({ length: 12 }, () => {
    const place = pick(spots, random);
    const kind = random(6);
    const isSold = kind === 5;
    const at = kind === 3 ? pick(spots, random) : kind === 4 ? 0 : place;
    return {
      at,
      place: isSold ? 0 : place,
      status: isSold ? 'sold' : 'in_stock',
      events: [],
      expected: null,
      scan: null,
    };
  });
}

/** The count begins, each spot is gone over at some moment, and all the while something is moved, sold or written about. */
function countAmidTrade(things: Thing[], random: Random): void {
  for (const thing of things)
    if (thing.status === 'in_stock' && counted.includes(thing.place)) thing.expected = standOf(thing);
  const toGo = [...counted, ...(random(2) === 0 ? [pick(counted, random)] : [])];
  while (toGo.length > 0) {
    if (random(4) === 0) {
      const [spot] = toGo.splice(random(toGo.length), 1);
      for (const thing of things) if (thing.at === spot) thing.scan = { ...standOf(thing), spot };
    } else trade(things, random);
  }
  for (let more = random(4); more > 0; more -= 1) trade(things, random);
}

function standOf({ events, status, place }: Thing): Stand {
  return { seq: events.length + 1, status, place };
}

/** Whoever trades has the thing in hand: what is not there is not traded. */
function trade(things: Thing[], random: Random): void {
  const thing = pick(things, random);
  const record = (move: Move) => thing.events.push({ move, seq: thing.events.length + 2 });
  if (random(5) === 0) record('place_hold');
  else if (thing.at === 0 || thing.status !== 'in_stock') return;
  else if (random(3) === 0) {
    record('sell');
    Object.assign(thing, { at: 0, place: 0, status: 'sold' });
  } else {
    const to = pick(spots, random);
    record('move_spot');
    Object.assign(thing, { at: to, place: to });
  }
}

type Random = (below: number) => number;

function pick<Item>(items: readonly Item[], random: Random): Item {
  return items[random(items.length)]!;
}
