import { expect, test } from 'vitest';
import { pixelsOf, readSymbols } from '../../testing/read-symbols.ts';
import { dataMatrix } from './data-matrix.ts';

/** The symbol as a scanner reads it, four dots a module, in two modules of white. */
async function read(text: string, isGs1: boolean) {
  const rows = dataMatrix(text, isGs1)!;
  const dark = rows.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? [{ x: x + 2, y: y + 2, width: 1, height: 1 }] : [])),
  );
  const size = rows.length + 4;
  const [found] = await readSymbols(pixelsOf({ width: size, height: size }, dark, 4));
  return found && { text: found.text, symbology: found.symbologyIdentifier, side: rows.length };
}

test('a symbol of every size reads back to its text', async () => {
  const sides = new Set<number>();
  for (let length = 1; length <= 174; length += 1) {
    // Letters alone take a codeword each, so every capacity is met to the byte.
    const text = Array.from({ length }, (_, at) => String.fromCharCode(65 + ((at * 7 + length) % 26))).join(
      '',
    );
    if (length > 12 && length % 5 !== 0 && ![18, 22, 36, 44, 62, 86, 114, 144, 174].includes(length))
      continue;
    const found = await read(text, false);
    expect([length, found?.text]).toEqual([length, text]);
    sides.add(found!.side);
  }
  expect([...sides]).toEqual([10, 12, 14, 16, 18, 20, 22, 24, 26, 32, 36, 40, 44, 48]);
});

test('with FNC1 in front it is GS1’s, and a separator reads back as one', async () => {
  expect(await read('010950600013435210LOT\x1d21A_1/x', true)).toEqual({
    text: '010950600013435210LOT\x1d21A_1/x',
    symbology: ']d2',
    side: 20,
  });
});

test('every sign of ASCII reads back, also as a pair of digits at any place', async () => {
  for (const text of ['!"%&\'()*+,-./:;<=>?_~^', '1', '12', '123', 'a1', 'a12b345'])
    expect((await read(text, false))?.text).toBe(text);
});

test('beyond ASCII, and beyond the largest symbol, there is none', () => {
  expect(dataMatrix('é', false)).toBeNull();
  expect(dataMatrix('A'.repeat(175), false)).toBeNull();
});
