import { describe, expect, test } from 'vitest';
import { anAttempt, kindsOf, refusalOf, unitIn } from '../testing/attempts.ts';
import { type Move, moveNames, moves } from './lifecycle.ts';
import { isMac, kindOfNumber, newSerialRefusals, serialAmong } from './new-serial.ts';
import { readSerialPattern } from './serial-pattern.ts';
import { blankUnit } from './unit.ts';

function productOf(text: string | null, numbers: readonly ('imei' | 'mac')[] = []) {
  const base = { name: 'Phone', unknownSerials: 'anywhere', wipeRequired: false, numbers } as const;
  if (text === null) return base;
  const read = readSerialPattern(text);
  if ('error' in read) throw new Error(read.error.why);
  return { ...base, serialPattern: read.pattern };
}

const refusalsOf = (product: ReturnType<typeof productOf>, serial: string) =>
  newSerialRefusals(product, serial).map(({ code, facts }) => [code, facts.digit ?? facts.example]);

describe('a new serial', () => {
  test.each([
    [null, [], '490154203237519', []],
    [null, ['imei'], '490154203237518', []],
    [null, ['imei'], '490154203237519', [['imei_check_digit_wrong', '8']]],
    [null, ['imei'], '49015420323751', []],
    [null, ['imei'], '49015420323751X', []],
    ['PH\\d{3}', [], 'PH123', []],
    ['PH\\d{3}', [], 'PH12', [['serial_not_of_pattern', 'PH123']]],
    [
      'PH\\d{3}',
      ['imei'],
      '490154203237519',
      [
        ['imei_check_digit_wrong', '8'],
        ['serial_not_of_pattern', 'PH123'],
      ],
    ],
  ] as const)('of a product with %s and %j: %s is refused as %j', (pattern, numbers, serial, expected) => {
    expect(refusalsOf(productOf(pattern, [...numbers]), serial)).toEqual(expected);
  });
});

describe('by move: a number outside the pattern', () => {
  const product = productOf('PH\\d{3}');
  const unknown = blankUnit(7, 'ODD');
  const begins = moveNames.filter((move) => moves[move].from.includes('none'));
  /** Warnings may name any number: the thing may be anybody's. */
  const anyNumber: readonly Move[] = ['place_hold', 'lift_hold', 'report_stolen', 'annul'];

  test.each(begins)('%s', (move) => {
    const refusal = refusalOf(move, unknown, { product, isNew: true });
    if (moves[move].kind === 'observation') {
      expect(refusal).toBeUndefined();
      expect(kindsOf(move, unknown, { product, isNew: true })).toContain('unlikely_serial');
    } else if (anyNumber.includes(move)) expect(refusal).not.toBe('serial_not_of_pattern');
    else expect(refusal).toBe('serial_not_of_pattern');
  });

  test.each(begins)('%s takes a number that was recorded once', (move) => {
    expect(refusalOf(move, unknown, { product, isNew: false })).not.toBe('serial_not_of_pattern');
  });

  test('is no name for a known unit either, and no IMEI with a wrong check digit', () => {
    const rename = (identifier: string) =>
      refusalOf('reidentify', unitIn('in_stock'), {
        product,
        details: { identifier, reason: 'board', proof: 'work order 7' },
      });
    expect(rename('serial:ODD')).toBe('serial_not_of_pattern');
    expect(rename('serial:PH007')).toBeUndefined();
    expect(rename('imei:490154203237519')).toBe('imei_check_digit_wrong');
    expect(rename('imei:490154203237518')).toBeUndefined();
    expect(rename('own_label:ODD')).toBeUndefined();
  });

  test('on a unit that exists stops nothing', () => {
    for (const move of moveNames) {
      const attempt = anAttempt(move, unitIn('in_stock', { serial: 'ODD' }), { product });
      if (move === 'reidentify') continue;
      expect([move, refusalOf(move, attempt.unit, { product })]).not.toEqual([move, 'serial_not_of_pattern']);
    }
  });
});

describe('several new numbers on one box', () => {
  test.each([
    ['PH\\d{3}', ['123', 'PH001', 'PH002'], 'PH001'],
    ['PH\\d{3}', ['123', '456'], '123'],
    [null, ['123', 'PH001'], '123'],
    [null, [], undefined],
  ])('by %s of %j the serial is %s', (pattern, numbers, expected) => {
    expect(serialAmong(productOf(pattern), numbers)).toBe(expected);
  });

  test.each([
    [['imei'], '490154203237518', 'imei'],
    [[], '490154203237518', 'maker_serial'],
    [['imei'], '490154203237519', 'maker_serial'],
    [['mac'], '00:1A:2B:3C:4D:5E', 'mac'],
    [[], '00:1A:2B:3C:4D:5E', 'maker_serial'],
  ] as const)('with %j, %s is its %s', (numbers, number, kind) => {
    expect(kindOfNumber(productOf(null, [...numbers]), number)).toBe(kind);
  });

  test.each([
    ['00:1A:2B:3C:4D:5E', true],
    ['00-1a-2b-3c-4d-5e', true],
    ['001A2B3C4D5E', true],
    ['00:1A-2B:3C:4D:5E', false],
    ['00:1A:2B:3C:4D', false],
    ['00:1A:2B:3C:4D:5G', false],
  ])('%s is a MAC: %s', (text, expected) => {
    expect(isMac(text)).toBe(expected);
  });
});
