import { describe, expect, test } from 'vitest';
import { completeKey, type DigitKey, verifyKey } from './keys-of-digits.ts';

const keys: readonly [DigitKey, string, number][] = [
  ['GTIN-8', '96385074', 7],
  ['GTIN-12', '036000291452', 11],
  ['GTIN-13', '4006381333931', 12],
  ['GTIN-14', '09501101530003', 13],
  ['GLN', '9501101530003', 12],
  ['SSCC', '106141412345678908', 17],
  ['GSIN', '40123452223334442', 16],
  ['GSRN', '061414112345678902', 17],
  ['ITIP', '095011015300030102', 13],
  ['IMEI', '490154203237518', 14],
];

describe('a key of digits', () => {
  test.each(keys)('%s %s is right, and made whole from the rest of it', (kind, key, at) => {
    expect(verifyKey(kind, key)).toEqual({ key });
    expect(completeKey(kind, key.slice(0, at) + key.slice(at + 1))).toEqual({ key });
  });

  test.each(keys)('%s %s has one right check digit of ten', (kind, key, at) => {
    const right = [...'0123456789'].filter(
      (digit) => 'key' in verifyKey(kind, key.slice(0, at) + digit + key.slice(at + 1)),
    );
    expect(right).toEqual([key[at]]);
  });

  test('an IMEISV has no check digit', () => {
    expect(verifyKey('IMEISV', '4901542032375101')).toEqual({ key: '4901542032375101' });
    expect(completeKey('IMEISV', '4901542032375101')).toEqual({ key: '4901542032375101' });
  });

  test.each<[DigitKey, string, string, number]>([
    ['GTIN-13', '400638133393', 'value_truncated', 12],
    ['GTIN-13', '40063813339310', 'value_too_long', 13],
    ['GTIN-13', '40063813E3931', 'not_numeric', 8],
    ['GTIN-13', '4006381333932', 'check_digit_wrong', 12],
    ['ITIP', '095011015300040102', 'check_digit_wrong', 13],
    ['IMEI', '490154203237519', 'check_digit_wrong', 14],
    ['SSCC', '', 'value_truncated', 0],
  ])('%s "%s" is refused', (kind, text, code, position) => {
    expect(verifyKey(kind, text)).toMatchObject({ error: { code, position } });
  });
});
