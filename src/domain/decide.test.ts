import { describe, expect, test } from 'vitest';
import { asks, kindsOf, recordOf, refusalOf, unitAfter, unitIn } from '../testing/attempts.ts';
import type { Status } from './facts.ts';
import { holdKinds } from './holds.ts';
import type { Move } from './lifecycle.ts';

describe('sales', () => {
  test('a sale binds the unit to it and makes it the customer’s', () => {
    expect(unitAfter('sell', unitIn('in_stock'))).toMatchObject({
      status: 'sold',
      sale: 99,
      owner: 2,
      place: 2,
    });
    expect(recordOf('sell', unitIn('in_stock')).sale).toBe('bound');
  });

  test.each(['ship', 'hand_over', 'sell', 'record_sale', 'swap_out', 'advance_replacement'] as const)(
    '%s of a unit of ours opens its sale',
    (move) => {
      expect(recordOf(move, unitIn('in_stock'))).toMatchObject({
        asserts: { sale: 99, owner: 2 },
        sale: 'bound',
      });
    },
  );

  test.each(['sold', 'shipped'] as const)('of two finished sales of a %s unit one binding wins', (status) => {
    expect(recordOf('record_sale', unitIn(status))).toEqual({
      asserts: {},
      exceptions: [{ kind: 'sold_twice', recorded: 'as it was before', observed: 'this scan' }],
      sale: 'unbound',
    });
  });

  test('a stolen sold unit is not sold again either', () => {
    const unit = unitIn('missing', { before: ['sold'], sale: 5, owner: 2 });
    expect(kindsOf('record_sale', unit)).toEqual(['sold_twice']);
  });

  test('the same sale told twice is no second sale', () => {
    expect(recordOf('record_sale', unitIn('sold'), { saleMatches: true })).toEqual({
      asserts: {},
      exceptions: [],
      sale: 'repeat',
    });
  });

  test('a return sold on before it was judged is bound to its new sale, and told', () => {
    expect(unitAfter('record_sale', unitIn('returned'))).toMatchObject({ status: 'sold', sale: 99 });
    expect(kindsOf('record_sale', unitIn('returned'))).toEqual(['sold_without_receipt']);
  });

  test.each(holdKinds)('a finished sale under a %s hold is recorded and told', (kind) => {
    const unit = unitIn('in_stock', { holds: [kind] });
    expect(unitAfter('record_sale', unit).status).toBe('sold');
    expect(kindsOf('record_sale', unit)).toEqual(['sold_while_held']);
  });

  const fates: readonly (readonly [Move, Status, number | null])[] = [
    // the unit is bound to sale 5 before; 99 would be a new one
    ['deliver', 'shipped', 5],
    ['void_shipment', 'shipped', null],
    ['refuse_delivery', 'shipped', 5],
    ['take_into_custody', 'sold', 5],
    ['give_back', 'returned', 5],
    ['restock', 'returned', null],
    ['send_to_vendor', 'returned', 5],
    ['retire', 'returned', null],
    ['swap_in', 'sold', null],
    ['buy_in', 'sold', null],
    ['send_to_repair', 'sold', 5],
    ['cross_correct', 'sold', 6],
    ['misidentified', 'sold', null],
    ['report_stolen', 'sold', 5],
    ['install', 'in_stock', null],
  ];
  test.each(fates)('after %s of a %s unit its sale is %s', (move, status, sale) => {
    expect(unitAfter(move, unitIn(status)).sale).toBe(sale);
  });

  test('a voided shipment can be unpacked to what it was packed from', () => {
    const shipped = unitAfter('ship', unitIn('packed'));
    const voided = unitAfter('void_shipment', shipped);
    expect(voided).toMatchObject({ status: 'packed', owner: 1, sale: null });
    expect(unitAfter('undo_pack', voided).status).toBe('picked');
  });

  test('a courier may take a unit from stock, and a voided shipment of it unpacks to stock', () => {
    const voided = unitAfter('void_shipment', unitAfter('ship', unitIn('in_stock')));
    expect(unitAfter('undo_pack', voided)).toMatchObject({ status: 'in_stock', before: [] });
  });

  test.each([
    ['picked', 'in_stock', undefined],
    ['packed', 'in_stock', undefined],
    ['packed', 'packed', { to: 'packed' }],
  ] as const)('a no-show staged from %s goes back as %s', (from, to, details) => {
    const staged = unitAfter('stage', unitIn(from));
    expect(unitAfter('unstage', staged, details ? { details } : {}).status).toBe(to);
  });
});

describe('deliveries', () => {
  test('a delivery told twice changes nothing and asks nothing', () => {
    expect(recordOf('deliver', unitIn('sold'))).toEqual({ asserts: {}, exceptions: [] });
  });

  test.each(['returned', 'in_repair', 'with_vendor', 'retired', 'on_loan', 'installed'] as const)(
    'a carrier’s late word does not take a %s unit out of our hands',
    (status) => {
      expect(recordOf('deliver', unitIn(status))).toMatchObject({
        asserts: {},
        exceptions: [{ kind: 'unexpected_status' }],
      });
    },
  );

  test.each(['packed', 'in_transit', 'missing'] as const)(
    'a %s unit that was delivered is sold, and told',
    (status) => {
      expect(unitAfter('deliver', unitIn(status)).status).toBe('sold');
      expect(kindsOf('deliver', unitIn(status))).toEqual(['unexpected_status']);
    },
  );

  test('a refused parcel is no customer return: nothing is unresolved', () => {
    expect(unitAfter('refuse_delivery', unitIn('shipped'))).toMatchObject({ status: 'returned', holds: [] });
  });

  test('a unit damaged by the carrier is damaged', () => {
    expect(unitAfter('report_carrier_damage', unitIn('shipped')).condition).toBe('damaged');
  });
});

describe('returns', () => {
  test('what comes back is unresolved unless its sale matches', () => {
    expect(unitAfter('take_into_custody', unitIn('sold')).holds).toEqual(['unresolved']);
    expect(unitAfter('take_into_custody', unitIn('sold'), { saleMatches: true }).holds).toEqual([]);
  });

  test.each(['none', 'in_stock', 'returned', 'on_loan'] as const)(
    'a return of a unit that is %s is taken in and told',
    (status) => {
      expect(kindsOf('take_into_custody', unitIn(status))).toEqual(['returned_without_sale']);
    },
  );

  test.each(['take_into_custody', 'buy_in', 'swap_in', 'end_loan', 'see_again'] as const)(
    'a device that remembers its user comes back unwiped by %s',
    (move) => {
      const status = move === 'end_loan' ? 'on_loan' : move === 'see_again' ? 'retired' : 'sold';
      const unit = unitAfter(move, unitIn(status), asks('anywhere', true));
      expect(unit.holds).toContain('unwiped');
    },
  );

  test('a wipe lifts the unwiped hold and no other', () => {
    const unit = unitIn('returned', { holds: ['recall', 'unwiped'] });
    expect(unitAfter('wipe', unit).holds).toEqual(['recall']);
  });

  test('what we refuse goes back, neither unresolved nor unwiped any more, never under recall', () => {
    const unit = unitIn('returned', { holds: ['unresolved', 'unwiped'] });
    expect(unitAfter('give_back', unit)).toMatchObject({ status: 'sold', holds: [], owner: 2, sale: 5 });
    expect(refusalOf('send_back', unitIn('returned', { holds: ['recall:R-1'] }))).toBe('on_hold');
  });

  test('a stranger’s unit that we never sold can be given back', () => {
    const taken = unitAfter('take_into_custody', unitIn('none'));
    expect(unitAfter('give_back', taken)).toMatchObject({ status: 'sold', sale: null, owner: 2 });
  });

  test('an inspection counts for this return only', () => {
    const inspected = unitIn('returned', { checks: ['inspected', 'test_passed'] });
    const back = unitAfter('take_into_custody', unitAfter('give_back', inspected), { saleMatches: true });
    expect(back.checks).toEqual([]);
    expect(refusalOf('restock', back)).toBe('not_inspected');
  });

  test('a restock closes the sale and makes the unit ours', () => {
    expect(unitAfter('restock', unitIn('returned'))).toMatchObject({
      status: 'in_stock',
      sale: null,
      owner: 1,
    });
  });
});
