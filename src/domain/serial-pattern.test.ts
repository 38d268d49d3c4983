import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../testing/property-runs.ts';
import { limits } from './limits.ts';
import { exampleOf, matchesPattern, readSerialPattern, type SerialPattern } from './serial-pattern.ts';

function patternOf(text: string): SerialPattern {
  const read = readSerialPattern(text);
  if ('error' in read) throw new Error(`${text}: ${read.error.why}`);
  return read.pattern;
}

describe('a serial is of a pattern', () => {
  test.each<[string, string[], string[]]>([
    [
      'PH[0-9]{6}',
      ['PH123456', 'PH000000'],
      ['PH12345', 'PH1234567', 'ph123456', 'XPH123456', 'PH12345X', ''],
    ],
    ['\\d{15}', ['490154203237518'], ['49015420323751', '49015420323751A', '４９０１５４２０３２３７５１８']],
    ['[A-Z]{2}\\d{2,4}', ['AB12', 'AB123', 'AB1234'], ['AB1', 'AB12345', 'A123', 'ab12']],
    ['SN-?\\d{3}', ['SN123', 'SN-123'], ['SN--123', 'SN12']],
    ['A\\d{2}|B\\d{3}', ['A12', 'B123'], ['A123', 'B12', 'A12|B123']],
    // The shorter way through an earlier piece must be tried too.
    ['[A-Z0-9]{1,8}X\\d', ['AX1', 'XXX1', 'AB0XX9'], ['X1', 'AX', 'ABCDEFGHIX1']],
    ['\\d{0,3}7', ['7', '777', '7777', '1237'], ['77777', '']],
    ['[A-F0-9-]{4}', ['A-0F', '----'], ['A_0F', 'G000']],
    ['\\[\\d\\]', ['[5]'], ['5', '[55]']],
    ['[\\]x]', [']', 'x'], ['\\']],
    ['a b', ['a b'], ['ab']],
  ])('%s', (text, yes, no) => {
    const pattern = patternOf(text);
    for (const serial of yes) expect([serial, matchesPattern(pattern, serial)]).toEqual([serial, true]);
    for (const serial of no) expect([serial, matchesPattern(pattern, serial)]).toEqual([serial, false]);
  });

  test('as the same regular expression says', () => {
    const piece = fc.tuple(
      fc.constantFrom('A', 'B', '[AB]', '[A-C]', '\\d', '[0-1A]'),
      fc.constantFrom('', '?', '{2}', '{0,2}', '{1,3}'),
    );
    const way = fc.array(piece, { minLength: 1, maxLength: 5 });
    const texts = fc
      .array(way, { minLength: 1, maxLength: 3 })
      .map((ways) => ways.map((pieces) => pieces.map((one) => one.join('')).join('')).join('|'));
    const serials = fc
      .array(fc.constantFrom('A', 'B', 'C', '0', '1'), { maxLength: 8 })
      .map((a) => a.join(''));
    fc.assert(
      fc.property(texts, serials, (text, serial) => {
        const read = readSerialPattern(text);
        if ('error' in read) return read.error.why.includes('without any character');
        return matchesPattern(read.pattern, serial) === new RegExp(`^(?:${text})$`).test(serial);
      }),
      { numRuns: runs(2_000) },
    );
  });

  test('its example is one', () => {
    for (const text of ['PH[0-9]{6}', '\\d{15}', 'A?B{2}[x-z]', '[A-Z]{2}-\\d{4}|X', '\\d{1,64}'])
      expect([text, matchesPattern(patternOf(text), exampleOf(patternOf(text)))]).toEqual([text, true]);
    expect(exampleOf(patternOf('PH[0-9]{6}'))).toBe('PH123456');
    expect(exampleOf(patternOf('[A-Z]{2}-\\d{4}|X'))).toBe('BC-3456');
  });

  test('in few steps, also where other matchers try for ever', () => {
    // A backtracking matcher needs 2^60 steps for this one.
    const pattern = patternOf(`${'[a-b]{0,64}'.repeat(16)}[a-b]`);
    expect(matchesPattern(pattern, `${'a'.repeat(63)}c`)).toBe(false);
  });
});

describe('a pattern is refused, with the place', () => {
  test.each<[string, number, RegExp]>([
    ['', 0, /without any character/],
    ['A?', 0, /without any character/],
    ['A|', 0, /without any character/],
    ['A*', 1, /"\*" has no meaning/],
    ['A+', 1, /"\+" has no meaning/],
    ['(A)', 0, /"\(" has no meaning/],
    ['^A', 0, /"\^" has no meaning/],
    ['A.B', 1, /"\." has no meaning/],
    ['A]', 1, /"\]" has no meaning/],
    ['{3}', 0, /nothing before it/],
    ['A??', 2, /nothing before it/],
    ['A{3', 1, /written \{6\}/],
    ['A{3,2}', 1, /lower number/],
    ['A{0}', 1, /lower number/],
    ['A{65}', 1, /at most 64/],
    ['A{40}B{40}', 0, /at most 64/],
    ['[A-Z', 0, /not closed/],
    ['[]', 0, /fits nothing/],
    ['[^A]', 1, /"\[\^" is not known/],
    ['[Z-A]', 2, /lower character/],
    ['[\\d-Z]', 3, /lower character/],
    ['\\w', 0, /"\\w" is not known/],
    ['A\\', 1, /nothing after it/],
    ['Ä', 0, /ASCII/],
    ['[Ä]', 1, /ASCII/],
    ['A\u0000', 1, /ASCII/],
    ['A'.repeat(201), 200, /more than 200/],
  ])('%j', (text, at, why) => {
    const read = readSerialPattern(text);
    expect(read).toMatchObject({ error: { at, why: expect.stringMatching(why) } });
  });

  test('whatever is written, reading it never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: limits.serialPatternLengthMax + 5 }), (text) => {
        const read = readSerialPattern(text);
        if ('pattern' in read) expect(matchesPattern(read.pattern, exampleOf(read.pattern))).toBe(true);
      }),
    );
  });
});
