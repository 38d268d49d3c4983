import { encode } from 'uqr';
import { expect, test } from 'vitest';
import { terminalQr } from './qr-code.ts';

test('a terminal shows each module of the code, black on white, with four modules of white around', () => {
  const text = 'http://192.168.1.20:8080/#K7QFM2XW';
  const lines = terminalQr(text).split('\n');
  const rows = lines.flatMap((line) => {
    const [, half] = new RegExp(
      `^${String.fromCharCode(27)}\\[30;107m(.*)${String.fromCharCode(27)}\\[0m$`,
    ).exec(line)!;
    return [[...half!].map((one) => '█▀'.includes(one)), [...half!].map((one) => '█▄'.includes(one))];
  });
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  expect(rows.slice(0, size)).toEqual(data);
  const dark = rows.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [Math.min(x, y)] : [])));
  expect(Math.min(...dark)).toBe(4);
});
