import { describe, expect, test } from 'vitest';
import { anAttempt, recordOf, refusalOf, unitAfter, unitIn } from '../testing/attempts.ts';
import { decide } from './decide.ts';
import { moveNames, moves } from './lifecycle.ts';

describe('holds', () => {
  test('several holds stand at once, and lifting one leaves the others', () => {
    const unit = unitIn('sold', { holds: ['quality', 'quality:2', 'recall:R-1'] });
    expect(unitAfter('lift_hold', unit).holds).toEqual(['quality:2', 'recall:R-1']);
  });

  test('a scope’s hold is lifted from one unit by name and stays lifted', () => {
    const unit = unitIn('in_stock');
    const details = { kind: 'recall', reference: 'R-1' };
    const lifted = unitAfter('lift_hold', unit, {
      details,
      isLead: true,
      holds: ['recall:R-1'],
      scoped: ['recall:R-1'],
    });
    expect(lifted).toMatchObject({ holds: [], released: ['recall:R-1'] });
    expect(unitAfter('place_hold', lifted, { details, isLead: true })).toMatchObject({
      holds: ['recall:R-1'],
      released: [],
    });
  });

  test('a hold of the unit’s own is lifted without a word to scopes yet to come', () => {
    const unit = unitIn('in_stock', { holds: ['quality'] });
    expect(unitAfter('lift_hold', unit)).toMatchObject({ holds: [], released: [] });
  });

  test('what a scope says of an arriving unit is written into its life once', () => {
    const { asserts } = recordOf('take_into_custody', unitIn('sold'), { holds: ['stolen:P', 'unresolved'] });
    expect(asserts.holds).toEqual([
      { key: 'stolen:P', change: 'place' },
      { key: 'unresolved', change: 'place' },
    ]);
  });

  const arriving = moveNames.filter((move) => {
    const status = moves[move].from[0];
    if (status === undefined || move === 'annul') return false;
    // Fraud stops none of the ways in, and is on no unit of these tests by itself.
    const decision = decide(anAttempt(move, unitIn(status), { holds: ['fraud:LIST'] }));
    if ('refused' in decision) return false;
    return decision.asserts.holds?.some(({ key }) => key === 'fraud:LIST') ?? false;
  });
  test('whatever brings a unit to us, or announces it, writes what scopes say of it into its life', () => {
    expect(arriving).toEqual([
      'commission',
      'announce',
      'receive',
      'refuse_delivery',
      'return_undeliverable',
      'report_carrier_damage',
      'take_into_custody',
      'return_by_vendor',
      'refuse_by_vendor',
      'replacement_from_vendor',
      'send_to_repair',
      'swap_in',
      'end_loan',
      'buy_in',
      'find',
      'recover',
      'see_again',
    ]);
  });

  test('a unit under recall does not leave the recall by becoming another product', () => {
    expect(refusalOf('change_product', unitIn('returned', { holds: ['recall:R-1'] }))).toBe('on_hold');
    expect(unitAfter('change_product', unitIn('returned')).product).toBe(8);
  });
});
