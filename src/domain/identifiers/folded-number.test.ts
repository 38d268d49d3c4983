import { describe, expect, test } from 'vitest';
import { findFolded, foldNumber } from './folded-number.ts';

describe('a number is compared', () => {
  test.each([
    ['sn-12/34 ab', 'SN1234AB', 'without case, blanks, dashes and slashes'],
    ['35-693803-564380-9', '356938035643809', 'as its digits, however they are grouped'],
    ['ＡＢ１２', 'AB12', 'with full-width characters as plain ones'],
    ['Größe-7', 'GRÖSSE7', 'in upper case, also where that makes two letters of one'],
    ['серия 5', 'СЕРИЯ5', 'with the letters of any script'],
    ['---', '', 'not at all where it has neither letter nor digit'],
    ['^A%_', 'A', 'without what means something to a database'],
  ])('%j is %j: %s', (text, folded) => {
    expect(foldNumber(text)).toBe(folded);
    expect(foldNumber(folded)).toBe(folded);
  });
});

describe('a fragment stands', () => {
  test.each([
    ['Tv-88/41 kq', '8841', [3, 8]],
    ['Tv-88/41 kq', '41KQ', [6, 11]],
    ['Tv-88/41 kq', 'TV8841KQ', [0, 11]],
    ['ABAB', 'AB', [0, 2]],
    ['xABxAB', 'AB', [4, 6]],
    ['xABx', 'AB', [1, 3]],
    ['aßb', 'SS', [1, 2]],
    ['💥12', '12', [2, 4]],
    ['AB', 'C', null],
    ['AB', '', null],
  ] as const)('in %j: %j at %j', (value, fragment, place) => {
    expect(findFolded(value, fragment)).toEqual(place);
  });
});
