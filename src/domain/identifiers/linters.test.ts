import { describe, expect, test } from 'vitest';
import { checkPairOf } from './checksums.ts';
import { parseElementString } from './element-string.ts';
import { linters } from './linters.ts';

describe('the content of a value', () => {
  test.each([
    ['a leap day is a day', 'yymmdd', '240229'],
    ['day 00 is the end of the month', 'yymmd0', '260200'],
    ['the last minute of a day', 'hhmi', '2359'],
    ['a country by its number', 'iso3166', '276'],
    ['a country by its letters', 'iso3166alpha2', 'DE'],
    ['several countries together', 'iso3166999', '999'],
    ['a currency by its number', 'iso4217', '978'],
    ['the second of three pieces', 'pieceoftotal', '0203'],
    ['the second of ten births', 'posinseqslash', '2/10'],
    ['the south pole', 'latitude', '0000000000'],
    ['an encoded blank', 'pcenc', 'Main%20Street'],
    ['a bank account', 'iban', 'DE91100000000123456789'],
    ['a model number with its check pair', 'csumalpha', '1987654Ad4X4bL5ttr2310c2K'],
    ['a coupon with an expiry date', 'couponcode', '0123456123456111101233261231'],
  ])('%s', (_, name, value) => {
    expect(linters[name]!(value)).toBeNull();
  });

  test.each([
    ['no 29 February outside leap years', 'yymmdd', '260229', 'date_impossible', 4],
    ['no month 13', 'yymmd0', '261300', 'date_impossible', 2],
    ['no month 00', 'yyyymmdd', '20260001', 'date_impossible', 4],
    ['no day 00 where the day counts', 'yymmdd', '260200', 'date_impossible', 4],
    ['2100 is no leap year', 'yyyymmdd', '21000229', 'date_impossible', 6],
    ['no hour 24', 'hhmi', '2400', 'time_impossible', 0],
    ['no minute 60', 'hhmi', '1260', 'time_impossible', 2],
    ['no second 60', 'ss', '60', 'time_impossible', 0],
    ['no letter in a date', 'yymmdd', '26O101', 'not_numeric', 2],
    ['no country 000', 'iso3166', '000', 'code_unknown', 0],
    ['no country in small letters', 'iso3166alpha2', 'de', 'code_unknown', 0],
    ['no currency of a country’s number alone', 'iso4217', '276', 'code_unknown', 0],
    ['no fourth of three pieces', 'pieceoftotal', '0403', 'out_of_range', 0],
    ['no piece zero', 'pieceoftotal', '0003', 'zero_not_allowed', 0],
    ['no eleventh of ten births', 'posinseqslash', '11/10', 'out_of_range', 0],
    ['no latitude past the pole', 'latitude', '1800000001', 'out_of_range', 0],
    ['no percent sign without two digits', 'pcenc', 'A%2', 'percent_broken', 1],
    ['no bank account with a wrong check number', 'iban', 'DE92100000000123456789', 'check_digit_wrong', 2],
    ['no model number with a wrong pair', 'csumalpha', '1987654Ad4X4bL5ttr2310c2X', 'check_digit_wrong', 23],
    ['no company prefix of letters', 'gcppos1', 'ABCD123', 'not_numeric', 0],
    ['no company prefix of three digits', 'gcppos1', '123', 'value_truncated', 3],
    ['no padding in the middle', 'cset64', '1=3', 'padding_wrong', 1],
    ['no zero where something is measured', 'nonzero', '000', 'zero_not_allowed', 0],
    [
      'no coupon that starts after its end',
      'couponcode',
      '01234561234561111012332601014260102',
      'out_of_range',
      29,
    ],
  ])('%s', (_, name, value, code, at) => {
    expect(linters[name]!(value)).toMatchObject({ code, at });
  });

  test('a check pair is computed as it is verified', () => {
    expect(checkPairOf('1987654Ad4X4bL5ttr2310c')).toBe('2K');
  });
});

describe('how far a label is judged', () => {
  const expired = '010950110153000321ABC\x1d17261331';

  test('a maker’s impossible date keeps no unit from being found', () => {
    expect(parseElementString(expired, { depth: 'form' })).toMatchObject({ elements: [{}, {}, {}] });
  });

  test('but is named, with its place, to whoever asks for the content', () => {
    expect(parseElementString(expired)).toEqual({
      error: { code: 'date_impossible', position: 26, sentence: '(17) has no month 13' },
    });
  });
});
