import { describe, expect, test } from 'vitest';
import { anAttempt, unitIn } from '../testing/attempts.ts';
import { decide } from './decide.ts';
import type { Status } from './facts.ts';
import { isDoneAct, lateClasses, lateClassOf, lateEffect, lateTable } from './late.ts';
import { type Move, moveNames } from './lifecycle.ts';

/** One move of each class, to ask the table by. */
const oneOf: Readonly<Record<(typeof lateClasses)[number], Move>> = {
  arrival: 'receive',
  spot: 'put_away',
  travel: 'send_to_site',
  work: 'pick',
  custody_out: 'sell',
  delivery: 'deliver',
  custody_in: 'take_into_custody',
  sale_change: 'void_shipment',
  check: 'inspect',
  restock: 'restock',
  vendor_out: 'send_to_vendor',
  vendor_in: 'return_by_vendor',
  repair: 'send_to_repair',
  part: 'install',
  host: 'take_part',
  identity: 'set_use',
  lost: 'lose',
  stolen: 'report_stolen',
  found: 'find',
  end: 'retire',
  hold: 'place_hold',
  lift: 'lift_hold',
  correction: 'annul',
};

/**
 * E exception · H history · . apply; rows: the late move, columns: what was recorded meanwhile, both in
 * `lateClasses` order.
 */
const grid: Readonly<Record<(typeof lateClasses)[number], string>> = {
  //        arr spo tra wor out del in  sal che res vou vin rep par hos ide los sto fou end hol lif cor
  arrival: '  H   H   H   H   H   H   H   .   .   H   H   H   H   H   H   .   .   .   H   H   .   .   .',
  spot: '     H   H   H   H   H   H   H   .   .   H   H   H   H   H   H   .   .   .   H   H   .   .   .',
  travel: '   H   H   H   H   H   H   H   .   .   H   H   H   H   H   H   .   .   .   H   H   .   .   .',
  work: '     H   H   H   H   H   H   H   .   .   H   H   H   H   H   H   .   .   .   H   H   .   .   .',
  custody_out: '.  .   .   .   E   H   H   E   .   .   E   E   .   .   .   .   .   .   .   E   .   .   .',
  delivery: ' .   .   .   .   H   H   H   E   .   H   H   H   .   .   .   .   .   .   .   H   .   .   .',
  custody_in: 'H  .   .   .   E   H   H   E   .   H   H   H   H   .   .   .   .   .   .   E   .   .   .',
  sale_change: '. .   .   .   E   E   E   E   .   E   .   .   .   .   .   .   .   .   .   E   .   .   .',
  check: '    .   .   .   .   H   H   H   .   H   .   H   H   H   H   H   .   .   .   .   H   .   .   .',
  restock: '  H   H   H   H   H   H   H   .   .   H   H   H   H   H   H   .   H   H   H   H   .   .   .',
  vendor_out: 'H  H   H   H   E   .   H   .   .   H   H   H   H   H   H   .   .   .   H   E   .   .   .',
  vendor_in: 'H   H   H   H   E   .   H   .   .   H   H   H   H   H   H   .   .   .   H   H   .   .   .',
  repair: '   .   .   .   .   E   .   H   .   .   H   H   H   H   .   .   .   .   .   .   E   .   .   .',
  part: '     .   .   .   .   E   .   H   .   .   H   H   H   .   E   .   .   .   .   .   E   .   .   .',
  host: '     H   H   H   H   H   H   H   .   .   H   H   H   H   H   H   .   .   .   H   H   .   .   .',
  identity: ' .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   E   .   .   .   E   .   .   .',
  lost: '     H   H   H   H   H   H   H   .   H   H   H   H   H   H   H   .   H   H   H   H   .   .   .',
  stolen: '   E   E   E   E   E   E   E   .   .   E   E   E   E   E   E   .   .   H   E   E   .   .   .',
  found: '    H   H   H   H   H   H   H   .   .   H   H   H   H   H   H   .   .   .   H   H   .   .   .',
  end: '      E   E   E   E   E   E   E   .   .   E   E   E   E   E   E   .   .   .   E   E   .   .   .',
  hold: '     .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .',
  lift: '     .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   E   .   .',
  correction: '.  .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .',
};
const letters = { E: 'exception', H: 'history', '.': 'apply' } as const;

describe('late scans', () => {
  test('every move is in exactly one class, and every class has its row', () => {
    expect(Object.keys(lateClassOf).sort()).toEqual([...moveNames].sort());
    expect(Object.keys(lateTable).sort()).toEqual([...lateClasses].sort());
    expect(new Set(Object.values(lateClassOf))).toEqual(new Set(lateClasses));
    for (const late of lateClasses) expect(lateClassOf[oneOf[late]]).toBe(late);
  });

  test.each(lateClasses)('a late move of class %s after each other class', (late) => {
    const expected = grid[late].trim().split(/\s+/) as (keyof typeof letters)[];
    const found = lateClasses.map((recorded) => lateEffect(oneOf[late], [oneOf[recorded]]));
    expect(found).toEqual(expected.map((letter) => letters[letter]));
  });

  test('no row names a class both as exception and as history', () => {
    for (const { exception, history } of Object.values(lateTable)) {
      expect(exception.filter((late) => history.includes(late))).toEqual([]);
    }
  });

  test('of several moves recorded meanwhile the strongest effect wins, in any order', () => {
    expect(lateEffect('sell', ['place_hold'])).toBe('apply');
    expect(lateEffect('sell', ['place_hold', 'take_into_custody'])).toBe('history');
    expect(lateEffect('sell', ['take_into_custody', 'sell', 'place_hold'])).toBe('exception');
    expect(lateEffect('sell', ['sell', 'place_hold', 'take_into_custody'])).toBe('exception');
    expect(lateEffect('put_away', [])).toBe('apply');
  });

  test.each(moveNames)('a hold that comes late holds after %s', (recorded) => {
    expect(lateEffect('place_hold', [recorded])).toBe('apply');
  });

  test.each([
    ['inspect', 'inspect', 'history'],
    ['inspect', 'test', 'apply'],
    ['test', 'wipe', 'apply'],
    ['wipe', 'wipe', 'history'],
  ] as const)('a late %s after a newer %s: %s', (late, recorded, effect) => {
    expect(lateEffect(late, [recorded])).toBe(effect);
  });

  test('decisions are not done acts, whatever hands did is', () => {
    const decisions = moveNames.filter((move) => !isDoneAct(move));
    expect(decisions).toEqual([
      'void_shipment',
      'cross_correct',
      'restock',
      'reidentify',
      'change_product',
      'set_use',
      'lose',
      'report_stolen',
      'place_hold',
      'lift_hold',
      'annul',
      'misidentified',
      'inherit',
    ]);
  });
});

function late(move: Move, status: Status, later: readonly Move[], patch = {}) {
  const unit = unitIn(status, patch);
  return decide(anAttempt(move, unit, { later }));
}

describe('what a late scan leaves behind', () => {
  test('a late sale of a unit lost at a count is recorded: custody beats inference', () => {
    expect(late('sell', 'missing', ['lose'], { before: ['in_stock'] })).toMatchObject({
      asserts: { status: 'sold', sale: 99 },
      exceptions: [{ kind: 'unexpected_status' }],
      sale: 'bound',
    });
  });

  test('a late sale after another sale stays unbound and is asked about', () => {
    expect(late('hand_over', 'sold', ['sell'])).toEqual({
      asserts: {},
      exceptions: [{ kind: 'late_conflict', recorded: 'as it was before', observed: 'this scan' }],
      isHistory: true,
      sale: 'unbound',
    });
  });

  test('a late sale of a unit that came back meanwhile is what the return belongs to', () => {
    expect(late('sell', 'returned', ['take_into_custody'], { sale: null })).toEqual({
      asserts: { sale: 99 },
      exceptions: [],
      sale: 'bound',
    });
  });

  test('a late put-away after a pick changes nothing', () => {
    expect(late('put_away', 'picked', ['pick'])).toEqual({ asserts: {}, exceptions: [], isHistory: true });
  });

  test('a late pick of a unit held meanwhile is recorded, and the hold is told', () => {
    expect(late('pick', 'in_stock', ['place_hold'], { holds: ['recall:R-1'] })).toMatchObject({
      asserts: { status: 'picked', memory: 'push' },
      exceptions: [{ kind: 'moved_while_held', recorded: 'recall:R-1' }],
    });
  });

  test('a late sale of a unit held meanwhile is recorded, and the hold is told', () => {
    expect(late('sell', 'in_stock', ['place_hold'], { holds: ['recall:R-1'] })).toMatchObject({
      asserts: { status: 'sold' },
      exceptions: [{ kind: 'sold_while_held', recorded: 'recall:R-1' }],
    });
  });

  test('a pick from before a loss can be undone to what it was picked from', () => {
    const decision = late('pick', 'missing', ['lose'], { before: ['in_stock'] });
    expect(decision).toMatchObject({ asserts: { status: 'picked' } });
    expect('asserts' in decision && decision.asserts.memory).toBeUndefined();
  });

  test('a unit lost on its way and yet received is what it was before the journey', () => {
    const patch = { before: ['packed', 'in_transit'] as const };
    expect(late('receive_at_site', 'missing', ['lose'], patch)).toMatchObject({
      asserts: { status: 'packed', memory: 'pop' },
    });
  });

  test('an unjudged return that was lost on its way does not arrive sellable', () => {
    expect(late('receive_at_site', 'missing', ['lose'], { before: ['in_transit'] })).toMatchObject({
      asserts: { status: 'returned' },
    });
  });

  test('a theft reported late holds the unit all the same', () => {
    expect(late('report_stolen', 'sold', ['sell'])).toMatchObject({
      asserts: { holds: [{ key: 'stolen', change: 'place' }] },
      exceptions: [{ kind: 'late_conflict' }],
    });
  });

  test('a late restock is a decision and needs its proof like any other', () => {
    expect(late('restock', 'returned', ['place_hold'], { checks: [] })).toMatchObject({
      refused: { code: 'not_inspected' },
    });
  });

  test('a late scan that says too little is refused, overtaken or not', () => {
    expect(decide(anAttempt('retire', unitIn('sold'), { later: ['sell'], details: {} }))).toMatchObject({
      refused: { code: 'details_missing' },
    });
  });
});
