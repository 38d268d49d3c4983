import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  gs1CheckDigit,
  isGs1Valid,
  isImei,
  luhnCheckDigit,
  toGtin14,
  toImei,
  upcEToUpcA,
} from './check-digits.ts';

describe('GS1 keys', () => {
  test.each([
    ['GTIN-8', '9638507', '4'],
    ['UPC-A', '03600029145', '2'],
    ['GTIN-13', '400638133393', '1'],
    ['GTIN-14', '0950110153000', '3'],
    ['SSCC', '10614141234567890', '8'],
    ['GLN of zeros', '000000000000', '0'],
    ['key whose sum is a multiple of ten', '0000000000071', '0'],
  ])('the check digit of a %s is computed and accepted', (_, digits, check) => {
    expect(gs1CheckDigit(digits)).toBe(check);
    expect(isGs1Valid(digits + check)).toBe(true);
  });

  test('one wrong digit is always seen', () => {
    fc.assert(
      fc.property(anyDigits(17), fc.nat(), fc.integer({ min: 1, max: 9 }), (digits, place, step) => {
        expect(isGs1Valid(withOneWrong(digits + gs1CheckDigit(digits), place, step))).toBe(false);
      }),
    );
  });

  test.each([
    '',
    '0',
    ' 40063813339',
    '400638133393A',
    '٤٠٠٦٣٨١٣٣٣٩٣١',
    '４００６３８１３３３９３１',
    '-4006381333931',
  ])('what is not ASCII digits is not a key: "%s"', (text) => expect(isGs1Valid(text)).toBe(false));

  test('asking for the check digit of letters is a mistake of the caller', () => {
    expect(() => gs1CheckDigit('12A')).toThrow(RangeError);
    expect(() => luhnCheckDigit('1 2')).toThrow(RangeError);
  });

  test.each([
    ['96385074', '00000096385074'],
    ['036000291452', '00036000291452'],
    ['4006381333931', '04006381333931'],
    ['09501101530003', '09501101530003'],
    ['4006381333932', null],
    ['123456784', null], // nine digits with a right check digit are no GTIN
    ['106141412345678908', null],
    ['', null],
  ])('%s as fourteen digits is %s', (text, gtin) => {
    expect(toGtin14(text)).toBe(gtin);
  });

  test.each([
    ['04252614', '042100005264'], // ends in 0, 1, 2: that digit is the third, zeros follow
    ['01234133', '012300000413'], // ends in 3
    ['01234134', null],
    ['01234531', '012300000451'],
    ['01234543', '012340000053'],
    ['01234565', '012345000065'],
    ['01234558', '012345000058'],
    ['24252614', null], // only number systems 0 and 1 have a short form
    ['0425261', null],
  ])('UPC-E %s is UPC-A %s', (short, long) => {
    expect(upcEToUpcA(short)).toBe(long);
  });
});

describe('IMEI', () => {
  test.each([
    ['490154203237518', true],
    ['490154203237519', false],
    ['49015420323751', false],
    ['4901542032375180', false],
    ['49015420323751A', false],
    ['49-015420-323751-8', false],
  ])('%s is one: %s', (text, is) => {
    expect(isImei(text)).toBe(is);
  });

  test.each([
    ['fifteen digits', '490154203237518', '490154203237518'],
    ['with dashes as printed', '49-015420-323751-8', '490154203237518'],
    ['with blanks', '49 015420 323751 8', '490154203237518'],
    ['sixteen digits with the software version', '4901542032375177', '490154203237518'],
    ['a wrong check digit', '490154203237517', null],
    ['two dashes together', '49--015420-323751-8', null],
    ['a dash at the end', '490154203237518-', null],
    ['fourteen digits without check digit', '49015420323751', null],
    ['letters', 'A90154203237518', null],
  ])('%s: %s means %s', (_, text, imei) => {
    expect(toImei(text)).toBe(imei);
  });

  test('one wrong digit is always seen', () => {
    fc.assert(
      fc.property(anyDigits(14), fc.nat(), fc.integer({ min: 1, max: 9 }), (digits, place, step) => {
        const imei = digits + luhnCheckDigit(digits);
        expect(isImei(imei)).toBe(true);
        expect(isImei(withOneWrong(imei, place, step))).toBe(false);
      }),
    );
  });
});

function anyDigits(length: number): fc.Arbitrary<string> {
  return fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length });
}

function withOneWrong(digits: string, place: number, step: number): string {
  const i = place % digits.length;
  return digits.slice(0, i) + ((Number(digits[i]) + step) % 10) + digits.slice(i + 1);
}
