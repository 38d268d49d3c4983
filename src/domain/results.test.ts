import { describe, expect, test } from 'vitest';
import {
  bin,
  cage,
  kindsOf,
  outside,
  recordOf,
  refusalOf,
  storeFloor,
  unitAfter,
  unitIn,
} from '../testing/attempts.ts';
import { holdKinds } from './holds.ts';

describe('receiving', () => {
  test('a held arrival goes to quarantine and is told', () => {
    const patch = { holds: ['recall:R-1'] };
    expect(unitAfter('receive', unitIn('none'), patch)).toMatchObject({ place: 120, holds: ['recall:R-1'] });
    expect(kindsOf('receive', unitIn('none'), patch)).toEqual(['held_on_arrival']);
  });

  test('a held arrival scanned into a cage stays there', () => {
    expect(unitAfter('receive', unitIn('none'), { holds: ['recall'], here: cage }).place).toBe(cage.place);
  });

  test('a held arrival stays where it is at a site without quarantine', () => {
    expect(unitAfter('receive', unitIn('none'), { holds: ['recall'], here: storeFloor }).place).toBe(210);
  });

  test('an arrival belongs to the site’s company and says its lot and supplier', () => {
    const details = { lot: 'L-1', supplier: 'ACME', condition: 'damaged' };
    expect(unitAfter('receive', unitIn('expected'), { details })).toMatchObject({
      owner: 1,
      lot: 'L-1',
      supplier: 'ACME',
      condition: 'damaged',
      before: [],
    });
  });

  test('a cancelled announcement leaves what was before it', () => {
    const announced = unitAfter('announce', unitIn('with_vendor'));
    expect(unitAfter('cancel_announcement', announced)).toMatchObject({ status: 'with_vendor', before: [] });
  });

  test('a scan without a spot leaves the unit where it is at its site, and moves it to another site', () => {
    expect(recordOf('count', unitIn('in_stock'), { spotGiven: false }).asserts.place).toBeUndefined();
    const elsewhere = { here: storeFloor, spotGiven: false };
    expect(recordOf('count', unitIn('in_stock'), elsewhere).asserts.place).toBe(210);
  });
});

describe('travel', () => {
  test.each(['in_stock', 'picked', 'packed', 'staged', 'returned', 'in_repair'] as const)(
    'a unit that is %s arrives as it left',
    (status) => {
      const unit = unitIn(status);
      const sent = unitAfter('send_to_site', unit);
      expect(sent).toMatchObject({ status: 'in_transit', place: outside.carrier });
      const arrived = unitAfter('receive_at_site', sent, { here: storeFloor });
      expect(arrived).toMatchObject({ status, before: unit.before, checks: unit.checks, place: 210 });
    },
  );

  test('a damaged battery travels only by a marked carrier, whatever spot it leaves', () => {
    const unit = unitIn('returned', { holds: ['battery_damaged'] });
    expect(refusalOf('send_to_site', unit, { here: cage })).toBe('on_hold');
    expect(refusalOf('send_to_site', unit, { details: { marked: true } })).toBeUndefined();
  });

  test('a damaged battery is put away into a cage only', () => {
    const unit = unitIn('returned', { holds: ['battery_damaged'] });
    expect(refusalOf('put_away', unit)).toBe('on_hold');
    expect(refusalOf('put_away', unit, { here: cage })).toBeUndefined();
  });

  test('a unit scanned at another site than recorded is told', () => {
    expect(kindsOf('pick', unitIn('in_stock'), { here: storeFloor })).toEqual(['unexpected_place']);
    expect(unitAfter('pick', unitIn('in_stock'), { here: storeFloor }).place).toBe(210);
  });
});

describe('vendor and repair', () => {
  test('a vendor’s replacement of a customer’s unit takes over its sale', () => {
    const other = unitIn('with_vendor', { owner: 2, sale: 5 });
    expect(unitAfter('replacement_from_vendor', unitIn('none'), { other })).toMatchObject({
      owner: 2,
      sale: 5,
    });
    expect(unitAfter('replaced_by_vendor', other)).toMatchObject({ status: 'retired', owner: 3, sale: null });
  });

  test('a vendor’s replacement of our own unit is ours', () => {
    const other = unitIn('with_vendor');
    expect(unitAfter('replacement_from_vendor', unitIn('none'), { other })).toMatchObject({
      owner: 1,
      sale: null,
    });
  });

  test.each([
    ['in_stock', {}, 'in_stock'],
    ['returned', {}, 'returned'],
    ['sold', {}, 'sold'],
    ['shipped', {}, 'sold'],
    ['sold', { to: 'staged' }, 'staged'],
    ['sold', { to: 'shipped' }, 'shipped'],
    ['none', { to: 'sold' }, 'sold'],
  ] as const)('a repaired unit that was %s, %j, goes out as %s', (status, details, to) => {
    const tested = unitAfter('test', unitAfter('send_to_repair', unitIn(status)));
    const place = { sold: outside.customer, shipped: outside.carrier } as Record<string, number>;
    expect(unitAfter('finish_repair', tested, { details })).toMatchObject({
      status: to,
      before: [],
      place: place[to] ?? bin.place,
      sale: unitIn(status).sale,
    });
  });

  test('a foreign unit in repair is its customer’s', () => {
    expect(unitAfter('send_to_repair', unitIn('none'))).toMatchObject({ owner: 2, before: ['none'] });
  });

  test.each(['hand_over', 'ship'] as const)(
    'a repaired unit goes home by %s under the sale it has',
    (move) => {
      const repaired = unitAfter('finish_repair', unitAfter('send_to_repair', unitIn('sold')), {
        details: { to: 'staged' },
      });
      expect(recordOf(move, repaired).sale).toBeUndefined();
      expect(unitAfter(move, repaired)).toMatchObject({ sale: 5, owner: 2 });
    },
  );

  test('a new stay in the workshop begins without proofs, and what it proves is kept at its end', () => {
    const sent = unitAfter('send_to_repair', unitIn('returned', { checks: ['inspected'] }));
    expect(sent.checks).toEqual([]);
    expect(unitAfter('finish_repair', unitAfter('test', sent)).checks).toEqual(['test_passed']);
  });

  test('the last test and the last lock check count', () => {
    const failed = unitAfter('test', unitIn('in_repair'), { details: { passed: false } });
    expect(failed.checks).toEqual(['test_failed']);
    expect(unitAfter('test', failed).checks).toEqual(['test_passed']);
    const locked = unitAfter('check_lock', unitIn('returned'), { details: { locked: true } });
    expect(unitAfter('check_lock', locked).checks).toEqual(['inspected', 'lock_clear']);
  });

  test('a part belongs to whom the whole belongs to', () => {
    expect(unitAfter('install', unitIn('in_stock'), { other: unitIn('in_repair', { owner: 2 }) }).owner).toBe(
      2,
    );
  });

  test('a part taken out of a sold kit leaves the kit with its customer', () => {
    expect(unitAfter('release_part', unitIn('sold'))).toEqual(unitIn('sold'));
    expect(unitAfter('remove_part', unitIn('installed')).status).toBe('returned');
  });
});

describe('loss and the end', () => {
  test.each([
    ['in_stock', 'returned'],
    ['picked', 'picked'],
    ['in_transit', 'in_transit'],
    ['returned', 'returned'],
    ['shipped', 'shipped'],
  ] as const)('a unit lost while %s is found as %s', (status, found) => {
    const unit = unitIn(status);
    const lost = unitAfter('lose', unit);
    expect(lost).toMatchObject({ status: 'missing', place: unit.place });
    const again = unitAfter('find', lost);
    expect(again.status).toBe(found);
    if (status === found) expect(again.before).toEqual(unit.before);
  });

  test('a found unit is inspected again before it is sold', () => {
    const found = unitAfter('find', unitAfter('lose', unitIn('in_stock', { checks: ['inspected'] })));
    expect(refusalOf('restock', found)).toBe('not_inspected');
  });

  test('finding what was not missing changes its place only, and is told', () => {
    const unit = unitIn('picked', { place: 111 });
    expect(recordOf('find', unit)).toMatchObject({
      asserts: { place: 110 },
      exceptions: [{ kind: 'unexpected_status' }],
    });
    expect(unitAfter('find', unit)).toEqual({ ...unit, place: 110 });
  });

  test('a theft holds the unit, also when it is missing already, and a recovery leaves the hold', () => {
    const stolen = unitAfter('report_stolen', unitIn('sold'), { details: { reference: 'POLICE-1' } });
    expect(stolen).toMatchObject({ status: 'missing', holds: ['stolen:POLICE-1'] });
    const twice = unitAfter('report_stolen', stolen);
    expect(twice).toMatchObject({ before: ['sold'], holds: ['stolen', 'stolen:POLICE-1'] });
    expect(unitAfter('recover', twice)).toMatchObject({ status: 'sold', holds: twice.holds });
  });

  test('a recovered unit that nobody knew before the theft is in our hands, unjudged', () => {
    expect(unitAfter('recover', unitAfter('report_stolen', unitIn('none'))).status).toBe('returned');
  });

  test.each([
    ['destroyed', ['fraud', 'stolen', 'legal', 'battery_damaged']],
    ['donated', [...holdKinds]],
    ['sold_off', [...holdKinds]],
    ['other', [...holdKinds]],
    ['lost', []],
    ['stolen', []],
    ['left_with_customer', []],
  ] as const)('retired as %s: stopped by %j', (reason, stopping) => {
    const details = { reason, proof: 'certificate' };
    const stops = holdKinds.filter((kind) =>
      refusalOf('retire', unitIn('returned', { holds: [kind] }), { details }),
    );
    expect(stops).toEqual(stopping);
  });

  test('destruction under recall needs proof', () => {
    const unit = unitIn('returned', { holds: ['recall'] });
    expect(refusalOf('retire', unit, { details: { reason: 'scrapped' } })).toBe('on_hold');
  });

  test('buying in what was destroyed is told, buying in what had left us is not', () => {
    const destroyed = unitAfter('retire', unitIn('in_stock'));
    expect(kindsOf('buy_in', destroyed)).toEqual(['retired_unit_seen']);
    expect(unitAfter('buy_in', destroyed)).toMatchObject({
      status: 'returned',
      holds: ['clearance'],
      checks: [],
    });
    const left = unitAfter('retire', unitIn('in_stock'), { details: { reason: 'sold_off' } });
    expect(kindsOf('buy_in', left)).toEqual([]);
  });

  test('a retired unit seen again is held for fraud and told', () => {
    expect(unitAfter('see_again', unitIn('retired'))).toMatchObject({ status: 'returned', holds: ['fraud'] });
    expect(kindsOf('see_again', unitIn('retired'))).toEqual(['retired_unit_seen']);
    expect(kindsOf('count', unitIn('retired'))).toEqual(['retired_unit_seen']);
  });

  test('a number recorded by mistake keeps its end when it is seen, and that is told', () => {
    const unit = unitIn('retired', { see: 512 });
    expect(recordOf('take_into_custody', unit)).toMatchObject({
      asserts: {},
      exceptions: [{ kind: 'retired_unit_seen' }],
    });
    expect(recordOf('record_sale', unit)).toMatchObject({ asserts: {}, sale: 'unbound' });
  });
});
