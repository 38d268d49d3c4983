import { expect, test } from 'vitest';
import { factsText, tableText, visible } from './table.ts';

test('columns stand under their headings, and what is not there is a dash', () => {
  const rows = [
    ['DC', 12, null],
    ['STORE-1', 3, 'open'],
  ];
  expect(tableText(['SITE', 'UNITS', 'NOTE'], rows)).toBe(
    ['SITE     UNITS  NOTE', 'DC       12     –', 'STORE-1  3      open'].join('\n'),
  );
});

test('a table without rows is its headings', () => {
  expect(tableText(['SITE', 'UNITS'], [])).toBe('SITE  UNITS');
});

test('names and values stand under each other', () => {
  expect(factsText({ unit: 7, serial: 'S-1', lot: null })).toBe('unit    7\nserial  S-1\nlot     –');
});

test.each([
  ['a colour of the terminal', '\u001b[31mred', '\\u{001B}[31mred'],
  ['a line end', 'a\nb', 'a\\u{000A}b'],
  ['a C1 control', 'a\u009bb', 'a\\u{009B}b'],
  ['a right-to-left override', 'exe.\u202egpj', 'exe.\\u{202E}gpj'],
  ['an isolate', '\u2066a', '\\u{2066}a'],
  ['letters of any script', 'Größe 東京 👩‍💻', 'Größe 東京 👩‍💻'],
])('%s in somebody’s text cannot act on the terminal', (_what, text, shown) => {
  expect(visible(text)).toBe(shown);
});
