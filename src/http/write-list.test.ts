import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bare } from '../domain/imports/formulas.ts';
import { csvReader } from '../platform/csv-reader.ts';
import { readSheetRows } from '../platform/sheet-rows.ts';
import { asCsv, asJson, asXlsx } from './write-list.ts';

const hostile = fc.string({
  unit: fc.constantFrom('=', "'", '+', '-', '@', ',', '"', '\n', '\r', '\t', ';', ' ', 'a', 'ß', '😀', '1'),
});
const table = fc.array(fc.tuple(hostile, hostile, hostile), { minLength: 1, maxLength: 6 });

async function* pieces<Row>(rows: readonly Row[]) {
  for (const row of rows) yield [row];
}

async function textOf(parts: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const part of parts) text += part;
  return text;
}

test('what is taken out as CSV comes back in to the byte, and nothing in it is a formula', async () => {
  await fc.assert(
    fc.asyncProperty(table, async (rows) => {
      const text = await textOf(asCsv(['a', 'b', 'c'], pieces(rows)));
      const reader = csvReader(',', 10_000);
      const read = [...reader.push(text), ...reader.end()].map((row) => ('cells' in row ? row.cells : []));
      expect(
        read
          .slice(1)
          .flat()
          .filter((cell) => /^[=+\-@\t\r]/.test(cell)),
      ).toEqual([]);
      expect(read.slice(1).map((cells) => cells.map(bare))).toEqual(rows);
    }),
  );
});

test('what is taken out as JSON is an array of objects, also where there is nothing', async () => {
  const rows = [
    ['x', 1, null],
    ['=y', true, 'z'],
  ] as const;
  expect(JSON.parse(await textOf(asJson(['a', 'b', 'c'], pieces(rows))))).toEqual([
    { a: 'x', b: 1, c: null },
    { a: '=y', b: true, c: 'z' },
  ]);
  expect(JSON.parse(await textOf(asJson(['a'], pieces([]))))).toEqual([]);
});

test('what is taken out as XLSX holds texts as texts', async () => {
  const rows = [['=1+1', '0123456789012345678', 7]] as const;
  const file = await asXlsx(['a', 'b', 'c'], pieces(rows));
  expect(await readSheetRows(file!, 1_000_000)).toEqual({
    rows: [
      ['a', 'b', 'c'],
      ['=1+1', '0123456789012345678', '7'],
    ],
  });
});
