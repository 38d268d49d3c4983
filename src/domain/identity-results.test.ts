import { describe, expect, test } from 'vitest';
import { recordOf, unitAfter, unitIn } from '../testing/attempts.ts';

describe('identity', () => {
  test('a new number finds the unit and the one it replaces ends', () => {
    const details = { identifier: 'imei:356938035643809', replaces: 'imei:490154203237518', reason: 'board' };
    expect(recordOf('reidentify', unitIn('in_repair'), { details, isLead: true }).asserts.identity).toEqual({
      numbers: ['imei:356938035643809'],
      endedNumbers: ['imei:490154203237518'],
    });
  });

  test('a new serial becomes the unit’s serial', () => {
    const details = { identifier: 'serial:S1F99', reason: 'label' };
    expect(unitAfter('reidentify', unitIn('in_repair'), { details, isLead: true }).serial).toBe('S1F99');
  });

  test('the right unit inherits the whole life, and the wrong one ends and says where to look', () => {
    const wrong = unitIn('sold', {
      condition: 'opened',
      use: 'demo',
      holds: ['quality:2'],
      released: ['recall:R-1'],
      checks: ['lock_clear'],
      lot: 'L-1',
      supplier: 'ACME',
    });
    const right = unitAfter('inherit', unitIn('expected', { holds: ['legal'] }), { other: wrong });
    expect(right).toEqual({ ...wrong, serial: right.serial, holds: ['legal', 'quality:2'] });
    expect(unitAfter('misidentified', wrong)).toMatchObject({ status: 'retired', see: 77, sale: null });
  });
});
