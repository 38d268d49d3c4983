import { expect, test } from 'vitest';
import { inWinAnsi } from './win-ansi.ts';

test.each([
  ['ABC-0001', 'ABC-0001', true],
  ['Größe für Peña, 12 €', 'Größe für Peña, 12 €', true],
  // The same letter in two characters is one of the font's.
  ['Gro\u0308ße', 'Größe', true],
  ['你好', '[U+4F60][U+597D]', false],
  ['Завод 7', '[U+0417][U+0430][U+0432][U+043E][U+0434] 7', false],
  ['A\u0007B', 'A[U+0007]B', false],
  ['📦', '[U+1F4E6]', false],
  ['', '', true],
])('%j stands on paper as %j', (text, written, isWhole) => {
  expect(inWinAnsi(text)).toEqual({ text: written, isWhole });
});
