import { expect, test } from 'vitest';
import { pixelsOf, readSymbols } from '../testing/read-symbols.ts';
import { type BarCode, drawCode } from './bar-codes.ts';

/** What a scanner reads of it: four dots a module, with white around. */
async function read(code: BarCode, text: string, isGs1: boolean) {
  const drawn = drawCode(code, text, isGs1)!;
  const rows =
    'rows' in drawn ? drawn.rows : [drawn.widths.flatMap((width, nth) => Array(width).fill(nth % 2 === 0))];
  const high = 'rows' in drawn ? 1 : 40;
  const dark = rows.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? [{ x: x + 10, y: y + 4, width: 1, height: high }] : [])),
  );
  const size = { width: rows[0]!.length + 20, height: rows.length * high + 8 };
  const [found] = await readSymbols(pixelsOf(size, dark, 4));
  return [found?.symbologyIdentifier, found?.text];
}

test.each([
  ['datamatrix', ']d2'],
  ['code128', ']C1'],
] as const)(
  'in a %s of GS1 FNC1 stands in front, and separators read back as such',
  async (code, identifier) => {
    const text = '010950600013435210LOT\x1d21A_1/x';
    expect(await read(code, text, true)).toEqual([identifier, text]);
    const signs = '0109506000134352' + '21!"%&\'()*+,-./:;<=>?_aZ';
    expect(await read(code, signs, true)).toEqual([identifier, signs]);
  },
);

test('bars hold every printable sign as it is, those of ZPL and of the encoder too', async () => {
  for (const text of ['~^_>\\', '^FNC1', '^065', '12345', 'a1b22c333d4444'])
    expect(await read('code128', text, false)).toEqual([']C0', text]);
});

test('what is too long is none', () => {
  expect(drawCode('datamatrix', 'a'.repeat(3_000), true)).toBeNull();
  expect(drawCode('code128', 'a'.repeat(3_000), false)).toBeNull();
});
