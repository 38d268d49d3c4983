import { describe, expect, test } from 'vitest';
import { limits } from '../limits.ts';
import { commonMisreadingsOf, misreadingsOf } from './misreadings.ts';

const kindsOf = (code: string) =>
  new Map(misreadingsOf(code, limits.misreadingsMax).map(({ meant, kind }) => [meant, kind]));

describe('what was read may have meant', () => {
  test.each([
    ['ab-12', 'AB12', 'same'],
    ['S/N: 7741X', '7741X', 'label_prefix'],
    ['S4455661', '4455661', 'label_prefix'],
    ['O11', '011', 'lookalike'],
    ['l0S8', '1O5B', 'lookalike'],
    ['Z9', '29', 'lookalike'],
    ['35693803564380', '356938035643809', 'check_digit'],
    ['356938035643801', '356938035643809', 'check_digit'],
    ['A21X', 'A12X', 'swapped'],
    ['A112', 'A12', 'doubled'],
    ['0004711', '4711', 'leading_zeros'],
    ['A12', 'A1X2', 'dropped'],
    ['A12', 'A122', 'dropped'],
    ['A1X2', 'A12', 'added'],
    ['A1X2', 'A1Y2', 'replaced'],
  ])('%j: %j (%s)', (code, meant, kind) => {
    expect(kindsOf(code).get(meant)).toBe(kind);
  });

  test('every number that differs by one character, and by two swapped neighbours', () => {
    const code = 'PL1331LAG4013H';
    const meant = new Set(kindsOf(code).keys());
    for (let i = 0; i < code.length; i += 1) {
      expect(meant.has(code.slice(0, i) + code.slice(i + 1))).toBe(true);
      if (i > 0) expect(meant.has(swapped(code, i))).toBe(true);
      for (const other of '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ') {
        expect(meant.has(code.slice(0, i) + other + code.slice(i))).toBe(true);
        expect(meant.has(code.slice(0, i) + other + code.slice(i + 1))).toBe(true);
      }
    }
  });

  test('each number once, under the likeliest kind', () => {
    const found = misreadingsOf('00110088', limits.misreadingsMax);
    expect(new Set(found.map(({ meant }) => meant)).size).toBe(found.length);
  });

  test('no more than were asked for, the likeliest first, however long it is', () => {
    const long = 'O0I1L5S8B2Z'.repeat(5);
    expect(misreadingsOf(long, limits.misreadingsMax)).toHaveLength(limits.misreadingsMax);
    expect(misreadingsOf('1', 5).map(({ kind }) => kind)).toEqual([
      'same',
      'lookalike',
      'lookalike',
      'dropped',
      'dropped',
    ]);
    expect(misreadingsOf('', 10)).toEqual(
      Array.from('0123456789').map((meant) => ({ meant, kind: 'dropped', differing: 1 })),
    );
  });
});

test('common misreadings are dozens, not hundreds', () => {
  const common = commonMisreadingsOf('5CG1234KLZ', limits.misreadingsMax);
  expect(common.length).toBeLessThan(120);
  expect(common.map(({ meant }) => meant)).toContain('SCG1234KLZ');
});

function swapped(code: string, i: number): string {
  return code.slice(0, i - 1) + code[i] + code[i - 1] + code.slice(i + 1);
}
