import { expect, test } from 'vitest';
import { limits } from '../../../src/domain/limits.ts';
import { listedCodes } from './serial-lines.ts';

const told = (...lines: string[]) => {
  const listed = listedCodes(lines);
  return 'wrong' in listed ? listed.wrong : listed.codes.map(({ code, input }) => `${code} ${input}`);
};

test.each<[string, string[], unknown]>([
  ['a number a line', ['A-1', 'B2'], ['A-1 pasted', 'B2 pasted']],
  [
    'a range, both ends included',
    ['AB008-AB011'],
    ['AB008', 'AB009', 'AB010', 'AB011'].map((one) => `${one} inferred`),
  ],
  ['a range with dots', ['X1..X2'], ['X1 inferred', 'X2 inferred']],
  [
    'a serial with a dash in it',
    ['WD-WCAU42120876', 'LT14-00007'],
    ['WD-WCAU42120876 pasted', 'LT14-00007 pasted'],
  ],
  ['a label whose text has a dash', ['(01)04006381333931(21)AB-1'], ['(01)04006381333931(21)AB-1 pasted']],
  [
    'numbers in one line, ranges among them, and a count behind a number',
    ['1 3-5 9+2'],
    ['1 pasted', '3 inferred', '4 inferred', '5 inferred', '9 pasted', '10 inferred', '11 inferred'],
  ],
  ['a number with a blank in it, in quotes', ['"A B", C'], ['A B pasted', 'C pasted']],
  ['a number twice: once', ['A1', 'A1'], ['A1 pasted']],
  ['a range the wrong way round', ['AB011-AB008'], 'line'],
  ['a range longer than a request', ['A00000-A10000'], 'tooMany'],
  ['nothing', [], []],
])('%s', (_what, lines, expected) => {
  expect(told(...lines)).toEqual(expected);
});

test('the longest range that a request takes is taken', () => {
  const listed = listedCodes([`A00001-A${limits.scansPerRequestMax}`]);
  expect('codes' in listed && listed.codes.length).toBe(limits.scansPerRequestMax);
});
