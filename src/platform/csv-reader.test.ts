import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvReader, guessDelimiter } from './csv-reader.ts';

const read = (text: string, pieces = 1, delimiter = ',', max = 1000) => {
  const reader = csvReader(delimiter, max);
  const size = Math.ceil(text.length / pieces) || 1;
  const rows = [];
  for (let at = 0; at < text.length; at += size) rows.push(...reader.push(text.slice(at, at + size)));
  return [...rows, ...reader.end()];
};

describe('a CSV file', () => {
  test.each([
    [
      'a,b\n1,2\n',
      [
        [1, 'a', 'b'],
        [2, '1', '2'],
      ],
    ],
    [
      'a,b\r\n1,2',
      [
        [1, 'a', 'b'],
        [2, '1', '2'],
      ],
    ],
    [
      'a,b\r1,2\r',
      [
        [1, 'a', 'b'],
        [2, '1', '2'],
      ],
    ],
    [
      'a\n\n\nb\n',
      [
        [1, 'a'],
        [4, 'b'],
      ],
    ],
    ['"a,""b""",c\n', [[1, 'a,"b"', 'c']]],
    [
      '"a\nb",c\nd,e\n',
      [
        [1, 'a\nb', 'c'],
        [3, 'd', 'e'],
      ],
    ],
    ['6" TV,x\n', [[1, '6" TV', 'x']]],
    ['"a"b,c\n', [[1, 'ab', 'c']]],
    [',\n', [[1, '', '']]],
    ['""\n', []],
    ['', []],
    [' a , " b " ,c\n', [[1, 'a', '" b "', 'c']]],
    ['a," b "\n', [[1, 'a', ' b ']]],
  ])('%j has records with their lines', (text, expected) => {
    for (const pieces of [1, 2, 3, 7, 100])
      expect(read(text, pieces).map((row) => ('cells' in row ? [row.line, ...row.cells] : row))).toEqual(
        expected,
      );
  });

  test('ends at a quote that is never closed, and keeps what stood before', () => {
    expect(read('a,b\n1,2\n3,"4\n5,6\n')).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['1', '2'] },
      { line: 3, broken: 'quote_not_closed' },
    ]);
  });

  test('ends at a line that is longer than it may be, without holding all of it', () => {
    const reader = csvReader(',', 100);
    expect(reader.push('a,b\n')).toHaveLength(1);
    expect(reader.push('x'.repeat(200))).toEqual([{ line: 2, broken: 'line_too_long' }]);
    expect(reader.push('\n1,2\n')).toEqual([]);
    expect(reader.end()).toEqual([]);
  });

  test('reads back whatever was written, however it is cut, as another parser does', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ';', 'ß', ' ') });
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(table, fc.integer({ min: 1, max: 9 }), (rows, pieces) => {
        const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const text = rows.map((cells) => `${cells.map(quote).join(',')}\n`).join('');
        const found = read(text, pieces).map((row) => ('cells' in row ? row.cells : row));
        expect(found).toEqual(rows);
        expect(found).toEqual(parse(text, { relax_column_count: true, record_delimiter: '\n' }));
      }),
    );
  });
});

test.each([
  ['a;b;c\n1,5;2;3\n', ';'],
  ['a\tb\n"x,y,z,w"\t2\n', '\t'],
  ['a|b\n1|2\n', '|'],
  ['serial\nA1\n', ','],
  ['a,b\n1,2\n', ','],
])('the delimiter of %j is %j', (head, expected) => {
  expect(guessDelimiter(head)).toBe(expected);
});
