import { describe, expect, test } from 'vitest';
import { asks, kindsOf, recordOf, storeFloor, unitIn } from '../testing/attempts.ts';
import { statuses } from './facts.ts';
import { heldByUs, type Move, moveNames, moves } from './lifecycle.ts';

/** Moves that are legal for a unit in our hands and yet say nothing of where it is, or where it should be. */
const fromAfar: readonly Move[] = [
  'release_part',
  'cross_correct',
  'set_use',
  'lose',
  'report_stolen',
  'retire',
  'place_hold',
  'misidentified',
];

describe('what contradicts the record', () => {
  const legal = moveNames.filter((move) => moves[move].from.some((status) => heldByUs.includes(status)));
  test.each(legal.filter((move) => move !== 'lift_hold' && move !== 'annul'))(
    '%s at another site than recorded is told, unless it can be done from afar',
    (move) => {
      const status = moves[move].from.find((from) => heldByUs.includes(from))!;
      const kinds = kindsOf(move, unitIn(status), { here: storeFloor });
      expect(kinds).toEqual(fromAfar.includes(move) ? [] : ['unexpected_place']);
    },
  );

  test('setting a unit’s use from a desk elsewhere leaves it where it is', () => {
    expect(recordOf('set_use', unitIn('in_stock'), { here: storeFloor }).asserts).toEqual({ use: 'display' });
  });

  test.each(['sold', 'with_vendor', 'missing'] as const)(
    'a %s unit is nowhere of ours, so no place is unexpected',
    (status) => {
      expect(kindsOf('count', unitIn(status), { here: storeFloor })).toEqual(['unexpected_status']);
    },
  );

  const byStatus: readonly (readonly [Move, Partial<Record<string, string>>, string])[] = [
    // what is told of a contradicting status: of some statuses apart, and of all others
    ['count', { retired: 'retired_unit_seen' }, 'unexpected_status'],
    ['find', { retired: 'retired_unit_seen' }, 'unexpected_status'],
    ['refuse_delivery', { retired: 'retired_unit_seen' }, 'unexpected_status'],
    ['see_again', {}, 'unexpected_status'],
    ['buy_in', {}, 'unexpected_status'],
    ['take_into_custody', { retired: 'retired_unit_seen' }, 'returned_without_sale'],
    ['record_sale', { sold: 'sold_twice', shipped: 'sold_twice' }, 'sold_without_receipt'],
  ];
  test.each(byStatus)('%s against a contradicting status: %j, else %s', (move, apart, others) => {
    for (const status of statuses) {
      if (moves[move].from.includes(status)) continue;
      const kinds = kindsOf(move, unitIn(status), asks('arrivals'));
      expect(`${status}: ${kinds.join()}`).toBe(`${status}: ${apart[status] ?? others}`);
    }
  });

  test('a sold unit that was missing and comes back as a return has its sale', () => {
    const lost = (before: 'sold' | 'shipped' | 'picked') => unitIn('missing', { before: [before] });
    expect(kindsOf('take_into_custody', lost('sold'))).toEqual(['unexpected_status']);
    expect(kindsOf('take_into_custody', lost('shipped'))).toEqual(['unexpected_status']);
    expect(kindsOf('take_into_custody', lost('picked'))).toEqual(['returned_without_sale']);
  });

  test('a sale from before the record began contradicts nothing where nothing was known, on a lead’s word', () => {
    const told = { ...asks('arrivals'), details: { history: true } };
    expect(kindsOf('record_sale', unitIn('none'), { ...told, isLead: true })).toEqual([]);
    expect(kindsOf('record_sale', unitIn('none'), { ...told, isLead: false })).toEqual([
      'sold_without_receipt',
    ]);
    expect(kindsOf('record_sale', unitIn('picked'), { ...told, isLead: true })).toEqual([
      'sold_without_receipt',
    ]);
  });

  test.each(['receive', 'replacement_from_vendor', 'buy_in'] as const)(
    '%s of a held unit is told',
    (move) => {
      const patch = { holds: ['recall:R-1', 'unwiped'] };
      expect(kindsOf(move, unitIn('none'), patch)).toEqual(['held_on_arrival']);
      expect(kindsOf(move, unitIn('none'), { holds: ['unwiped'] })).toEqual([]);
    },
  );

  test('a return of a held unit is no news: the hold stays on it', () => {
    expect(kindsOf('take_into_custody', unitIn('sold', { holds: ['recall'] }))).toEqual([]);
  });
});
