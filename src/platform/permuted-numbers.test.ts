import { describe, expect, test } from 'vitest';
import { permutedNumbers } from './permuted-numbers.ts';

// Sample data of NIST SP 800-38G for FF1: radix 10, plaintext 0123456789, no tweak.
const aes128 = '2B7E151628AED2A6ABF7158809CF4F3C';
const aes192 = `${aes128}EF4359D8D580AA4F`;
const aes256 = `${aes192}7F036D6F04FC6A94`;

describe('numbers are permuted as NIST SP 800-38G says', () => {
  test.each([
    [aes128, '2433477484'],
    [aes192, '2830668132'],
    [aes256, '6657667009'],
  ])('under %s', (key, wanted) => {
    const { forward, backward } = permutedNumbers(Buffer.from(key, 'hex'), 10, 10);
    const { high, low } = forward(123_456_789, 1);
    expect([high[0], low[0]]).toEqual([Number(wanted.slice(0, 5)), Number(wanted.slice(5))]);
    expect(backward(high[0]!, low[0]!)).toBe(123_456_789);
  });
});

describe('what was given out stays what it was: 24 symbols, the two at the millionth place', () => {
  test.each([
    [9, [216_642, 158_124], [7_330_085, 7_914_258]],
    [12, [46_642_643, 169_273_080], [186_758_073, 127_203_658]],
    [18, [1_690_978_345_384, 2_436_344_954_343], [2_377_829_603_171, 1_543_164_174_595]],
  ])('%i of them', (length, high, low) => {
    const found = permutedNumbers(Buffer.alloc(32, 7), 24, length).forward(1_000_000, 2);
    expect([[...found.high], [...found.low]]).toEqual([high, low]);
  });
});

describe('each number comes out once', () => {
  test.each([
    [10, 6],
    [24, 5],
    [101, 3],
  ])('%i symbols, %i of them', (radix, length) => {
    const { forward, lowLength } = permutedNumbers(Buffer.alloc(32, 7), radix, length);
    const { high, low } = forward(0, 30_000);
    const all = new Set(high.map((value, nth) => value * radix ** lowLength + low[nth]!));
    expect(all.size).toBe(high.length);
    expect([...all].every((value) => value < radix ** length)).toBe(true);
  });

  test.each([9, 13, 17, 18])('and is found again: 24 symbols, %i of them', (length) => {
    const { forward, backward } = permutedNumbers(Buffer.alloc(32, 3), 24, length);
    for (const first of [0, 1, 999_999_999, 2_000_000_000_000]) {
      const { high, low } = forward(first, 3);
      for (const nth of [0, 1, 2]) expect(backward(high[nth]!, low[nth]!)).toBe(first + nth);
    }
  });

  test('another key, another order', () => {
    const of = (fill: number) => permutedNumbers(Buffer.alloc(32, fill), 24, 12).forward(0, 100);
    expect(of(1)).not.toEqual(of(2));
    expect(of(1)).toEqual(of(1));
  });
});

test.each([
  [10, 5],
  [24, 20],
])('%i symbols, %i of them, are too few or too many', (radix, length) => {
  expect(() => permutedNumbers(Buffer.alloc(32), radix, length)).toThrow(RangeError);
});
