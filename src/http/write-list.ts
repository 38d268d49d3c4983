import { inert } from '../domain/imports/formulas.ts';
import { limits } from '../domain/limits.ts';
import { writeCsvLine } from '../platform/csv-text.ts';
import { type Cell, writeSheet } from '../platform/sheet-rows.ts';

/** Media types of the files that lists are taken out as. */
export const fileTypes = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

export type Pieces = AsyncIterable<readonly (readonly Cell[])[]>;

/** CSV (RFC 4180, UTF-8): what a spreadsheet would calculate is marked, and an import takes the mark off again. */
export async function* asCsv(columns: readonly string[], pieces: Pieces): AsyncGenerator<string> {
  yield writeCsvLine(columns);
  for await (const rows of pieces) yield rows.map((cells) => writeCsvLine(cells.map(csvText))).join('');
}

/** Numbers and truths cannot be formulas; text can. */
function csvText(cell: Cell): string {
  if (cell === null) return '';
  return typeof cell === 'string' ? inert(cell) : String(cell);
}

/** A JSON array of objects, one a line. */
export async function* asJson(columns: readonly string[], pieces: Pieces): AsyncGenerator<string> {
  let isFirst = true;
  yield '[';
  for await (const rows of pieces) {
    const lines = rows.map((cells) =>
      JSON.stringify(Object.fromEntries(columns.map((name, at) => [name, cells[at] ?? null]))),
    );
    if (lines.length > 0) yield `${isFirst ? '\n' : ',\n'}${lines.join(',\n')}`;
    isFirst &&= lines.length === 0;
  }
  yield '\n]\n';
}

/** An XLSX file, made in memory; null where the list is longer than such a file may be. Texts are texts there. */
export async function asXlsx(columns: readonly string[], pieces: Pieces): Promise<Buffer | null> {
  const all: (readonly Cell[])[] = [columns];
  for await (const rows of pieces) {
    all.push(...rows);
    if (all.length > limits.exportXlsxRowsMax + 1) return null;
  }
  return writeSheet(all);
}
