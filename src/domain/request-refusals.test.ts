import { describe, expect, test } from 'vitest';
import { asks, kindsOf, refusalOf, unitAfter, unitIn } from '../testing/attempts.ts';
import type { Attempt } from './attempt.ts';
import { type HoldKind, holdKinds } from './holds.ts';
import type { Move } from './lifecycle.ts';
import type { Unit } from './unit.ts';

describe('unknown serials', () => {
  const fromNone: readonly (readonly [Move, boolean, boolean])[] = [
    // move · where policy refuses unknown serials · where it lets them arrive
    ['commission', true, true],
    ['announce', true, true],
    ['receive', false, true],
    ['ship', false, false],
    ['replacement_from_vendor', false, true],
    ['send_to_repair', false, true],
    ['report_stolen', true, true],
    ['place_hold', true, true],
    ['inherit', true, true],
  ];
  test.each(fromNone)(
    '%s of an unknown serial: allowed where refused %s, where arrivals %s',
    (move, refuse, arrivals) => {
      const patch = move === 'ship' ? { details: {} } : {};
      expect(refusalOf(move, unitIn('none'), { ...patch, ...asks('refuse') }) === undefined).toBe(refuse);
      expect(refusalOf(move, unitIn('none'), { ...patch, ...asks('arrivals') }) === undefined).toBe(arrivals);
      expect(refusalOf(move, unitIn('none'), { ...patch, ...asks('anywhere') })).toBeUndefined();
    },
  );

  test('a drop-shipped serial need not be known', () => {
    expect(refusalOf('ship', unitIn('none'), asks('refuse'))).toBeUndefined();
  });

  test('an announced unit ships only as a drop-shipment', () => {
    expect(refusalOf('ship', unitIn('expected'), { details: {} })).toBe('details_missing');
    expect(unitAfter('ship', unitIn('expected')).status).toBe('shipped');
  });

  test('moves that need a known unit refuse an unknown one', () => {
    for (const move of ['pick', 'sell', 'lose', 'retire'] as const)
      expect(refusalOf(move, unitIn('none'))).toBe('unknown_unit');
  });

  test.each([
    ['anywhere', []],
    ['arrivals', ['sold_without_receipt']],
    ['refuse', ['sold_without_receipt']],
  ] as const)('a finished sale of an unknown serial, where policy says %s, tells %j', (policy, kinds) => {
    expect(kindsOf('record_sale', unitIn('none'), asks(policy))).toEqual(kinds);
    expect(unitAfter('record_sale', unitIn('none'), asks(policy)).sale).toBe(99);
  });

  test('a hold on a serial nobody has seen does not say where it is', () => {
    expect(unitAfter('place_hold', unitIn('none'))).toMatchObject({
      status: 'none',
      place: 0,
      holds: ['quality'],
    });
  });
});

describe('refusals', () => {
  const cases: readonly (readonly [string, Move, Unit, Partial<Attempt>, string])[] = [
    [
      'a paired move takes two units',
      'swap_out',
      unitIn('in_stock'),
      { other: undefined as never },
      'not_a_pair',
    ],
    ['an inspection says the condition', 'inspect', unitIn('returned'), { details: {} }, 'details_missing'],
    [
      'a condition is one of five',
      'receive',
      unitIn('none'),
      { details: { condition: 'fine' } },
      'details_wrong',
    ],
    [
      'a lock check is yes or no',
      'check_lock',
      unitIn('returned'),
      { details: { locked: 'no' } },
      'details_wrong',
    ],
    [
      'a fraction in the details cannot be hashed',
      'receive',
      unitIn('none'),
      { details: { kg: 1.5 } },
      'details_wrong',
    ],
    [
      'a hold’s reference is one word',
      'place_hold',
      unitIn('sold'),
      { isLead: true, details: { kind: 'legal', reference: 'a b' } },
      'details_wrong',
    ],
    [
      'a hold’s kind is known',
      'place_hold',
      unitIn('sold'),
      { details: { kind: 'toString' } },
      'details_wrong',
    ],
    [
      'a retirement’s reason is known',
      'retire',
      unitIn('in_stock'),
      { details: { reason: 'gone' } },
      'details_wrong',
    ],
    [
      'a new number says its kind',
      'reidentify',
      unitIn('returned'),
      { details: { identifier: '490154', reason: 'x' } },
      'details_wrong',
    ],
    [
      'a new number is of a kind that we keep',
      'reidentify',
      unitIn('returned'),
      { details: { identifier: 'phone:490154', reason: 'x' } },
      'details_wrong',
    ],
    [
      'a new serial fits',
      'reidentify',
      unitIn('returned'),
      { details: { identifier: `serial:${'9'.repeat(65)}`, reason: 'x' } },
      'serial_too_long',
    ],
    [
      'a removal pick says where to',
      'pick',
      unitIn('in_stock'),
      { details: { for: 'free' } },
      'details_wrong',
    ],
    ['a loan’s end is a day', 'lend', unitIn('in_stock'), { details: { due: 'soon' } }, 'details_wrong'],
    [
      'a product that is not in the catalog is no new product',
      'change_product',
      unitIn('returned'),
      { details: { sku: 'X', reason: 'x' } },
      'unknown_product',
    ],
    [
      'a number recorded by mistake has no life',
      'pick',
      unitIn('retired', { see: 512 }),
      {},
      'misidentified',
    ],
    ['a unit is sold once', 'sell', unitIn('sold'), {}, 'already_sold'],
    ['a shipped unit cannot be handed over', 'hand_over', unitIn('shipped'), {}, 'already_sold'],
    ['a unit is received once', 'receive', unitIn('picked'), {}, 'already_received'],
    ['a picked unit is not picked again', 'pick', unitIn('picked'), {}, 'already_there'],
    ['a sold unit cannot be received', 'receive', unitIn('sold'), {}, 'wrong_status'],
    [
      'a retired sold unit needs proof',
      'retire',
      unitIn('sold'),
      { details: { reason: 'left_with_customer' } },
      'details_missing',
    ],
    [
      'the same hold is placed once',
      'place_hold',
      unitIn('sold', { holds: ['quality'] }),
      {},
      'hold_already_placed',
    ],
    ['a hold that is not there cannot be lifted', 'lift_hold', unitIn('sold'), {}, 'hold_not_found'],
    [
      'what came back is inspected before it is stock again',
      'restock',
      unitIn('returned', { checks: [] }),
      {},
      'not_inspected',
    ],
    [
      'what was repaired is tested before it is stock again',
      'restock',
      unitIn('in_repair', { checks: [] }),
      {},
      'not_tested',
    ],
    [
      'what was repaired out of stock is tested before it goes back',
      'finish_repair',
      unitIn('in_repair', { before: ['in_stock'], checks: [] }),
      {},
      'not_tested',
    ],
    [
      'a failed last test blocks pack',
      'pack',
      unitIn('picked', { checks: ['test_failed'] }),
      {},
      'test_failed',
    ],
    ['a locked unit is not sold', 'sell', unitIn('in_stock', { checks: ['locked'] }), {}, 'locked'],
    [
      'a customer’s repaired unit is not sold to another',
      'sell',
      unitIn('staged', { owner: 2, sale: 5 }),
      {},
      'customers_unit',
    ],
    [
      'a customer’s unit does not become stock by a no-show',
      'unstage',
      unitIn('staged', { owner: 2 }),
      {},
      'customers_unit',
    ],
    [
      'a customer’s unit does not become stock out of the workshop',
      'restock',
      unitIn('in_repair', { owner: 2, before: ['sold'] }),
      {},
      'customers_unit',
    ],
    [
      'a customer’s unit comes back from the vendor as theirs',
      'receive',
      unitIn('with_vendor', { owner: 2 }),
      {},
      'customers_unit',
    ],
    [
      'our own unit is not given away as a refused return',
      'give_back',
      unitIn('returned', { owner: 1, sale: null }),
      {},
      'our_unit',
    ],
    [
      'our unit leaves the workshop only to where it came from',
      'finish_repair',
      unitIn('in_repair'),
      { details: { to: 'sold' } },
      'details_wrong',
    ],
    [
      'a foreign unit leaves the workshop to a stated end',
      'finish_repair',
      unitIn('in_repair', { before: ['none'], owner: 2 }),
      {},
      'details_missing',
    ],
  ];
  test.each(cases)('%s', (_title, move, unit, patch, code) => {
    expect(refusalOf(move, unit, patch)).toBe(code);
  });

  test('the first refusal of the table is the answer', () => {
    const unit = unitIn('sold', { holds: ['recall'], checks: ['locked'] });
    expect(refusalOf('sell', unit)).toBe('already_sold');
    const here = unitIn('in_stock', { holds: ['recall'], checks: ['locked', 'test_failed'] });
    expect(refusalOf('sell', here)).toBe('on_hold');
    expect(refusalOf('sell', { ...here, holds: [] })).toBe('test_failed');
    expect(refusalOf('inspect', unit, { details: {} })).toBe('details_missing');
  });

  test('a removal pack goes past a failed test, a customer’s does not', () => {
    const unit = unitIn('picked', { checks: ['test_failed'], holds: ['quality'] });
    expect(refusalOf('pack', unit, { details: { for: 'to_vendor' } })).toBeUndefined();
    expect(refusalOf('pack', unit, { details: { for: 'to_customer' } })).toBe('on_hold');
  });
});

describe('who may place and lift which hold', () => {
  const leads: readonly HoldKind[] = ['recall', 'fraud', 'legal'];
  const moves = ['place_hold', 'lift_hold'] as const;
  const asked = (move: Move, kind: HoldKind, patch: Partial<Attempt> = {}) => {
    const unit = unitIn('in_stock', move === 'lift_hold' ? { holds: [kind] } : {});
    return refusalOf(move, unit, { details: { kind }, ...patch });
  };

  test.each(holdKinds.flatMap((kind) => moves.map((move) => [move, kind] as const)))(
    '%s %s: a lead always; anybody unless it is for the sake of customers, the law or a case',
    (move, kind) => {
      expect(asked(move, kind, { isLead: true })).toBeUndefined();
      expect(asked(move, kind)).toBe(leads.includes(kind) ? 'lead_needed' : undefined);
    },
  );

  test('an associate cannot lift a recall’s hold, whatever its reference, and however late he says it', () => {
    const unit = unitIn('in_stock', { holds: ['recall:R-1'] });
    const details = { kind: 'recall', reference: 'R-1' };
    expect(refusalOf('lift_hold', unit, { details })).toBe('lead_needed');
    expect(refusalOf('lift_hold', unit, { details, later: ['count'] })).toBe('lead_needed');
    expect(refusalOf('lift_hold', unit, { details, later: ['place_hold'] })).toBe('lead_needed');
  });

  test('an associate may stop a unit that looks wrong', () => {
    expect(asked('place_hold', 'quality')).toBeUndefined();
  });
});
