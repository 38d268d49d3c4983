import bwip from 'bwip-js/node';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runs } from '../../testing/property-runs.ts';
import { code128 } from './code-128.ts';

const bwipWidths = (text: string) => {
  const [drawn] = bwip.raw({ bcid: 'code128', text }) as readonly { readonly sbs: readonly number[] }[];
  return drawn!.sbs;
};
const across = (widths: readonly number[]) => widths.reduce((sum, width) => sum + width, 0);

test.each(['A', '1234567890', 'AB12345678CD', 'SN-000123', '12345', '~^_>', 'a1b22c333d4444e55555f666666'])(
  '%s is as narrow as another encoder draws it',
  (text) => {
    expect(across(code128(text, false)!.widths)).toBeLessThanOrEqual(across(bwipWidths(text)));
  },
);

test('the same bars as another encoder’s where there is one shortest way', () => {
  for (const text of ['1234567890', 'ABCDEF', 'SN-1'])
    expect(code128(text, false)!.widths).toEqual(bwipWidths(text));
});

test('every symbol has its check character, is whole characters wide, and is never wider than another’s', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[\x20-\x7e]{1,40}$/), (text) => {
      const { values, widths } = code128(text, false)!;
      const sum = values.slice(0, -2).reduce((total, value, at) => total + value * Math.max(at, 1), 0);
      expect(values.at(-2)).toBe(sum % 103);
      expect(across(widths)).toBe(values.length * 11 + 2);
    }),
    { numRuns: runs(200) },
  );
});

test('what is not printable ASCII is in no Code 128', () => {
  for (const text of ['', 'é', 'A\n', '你']) expect(code128(text, false)).toBeNull();
});
