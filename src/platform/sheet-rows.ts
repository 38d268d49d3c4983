import { unpackedSize } from './zip-size.ts';

/** What stands in one place of a table. */
export type Cell = string | number | boolean | null;

export type SheetRead =
  | { readonly rows: readonly (readonly string[])[] }
  | { readonly problem: 'unreadable' | 'too_large' };

/**
 * The first sheet of an XLSX file as texts. Numbers keep the digits that are stored, days and times become ISO 8601
 * without a zone (a sheet knows none). All of it is in memory: a file that unpacks to more than `unpackedMax` bytes is
 * not read.
 */
export async function readSheetRows(file: Buffer, unpackedMax: number): Promise<SheetRead> {
  const size = await unpackedSize(file, unpackedMax);
  if ('problem' in size) return { problem: size.problem === 'too_large' ? 'too_large' : 'unreadable' };
  // Read when a first sheet comes, as what writes them is: a server starts without.
  const { readSheet } = await import('read-excel-file/node');
  try {
    const data = await readSheet(file, { trim: false, parseNumber: (text: string) => text as never });
    return { rows: data.map((row) => row.map((cell) => textOf(cell))) };
  } catch {
    // The library throws errors of many kinds for files that are not as they should be.
    return { problem: 'unreadable' };
  }
}

function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'object') {
    const text = (cell as Date).toISOString();
    return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 19).replace('T', ' ');
  }
  return numberText(String(cell));
}

/** Sheets store long numbers as 3.5694E+14, with all their digits: they are written out where nothing is lost. */
function numberText(text: string): string {
  if (!/^-?\d+(?:\.\d+)?E[+-]?\d+$/i.test(text)) return text;
  const number = Number(text);
  return Number.isSafeInteger(number) ? String(number) : text;
}

/** An XLSX file of one sheet. Texts are written as texts, so that nothing in them is calculated or rounded. */
export async function writeSheet(rows: readonly (readonly Cell[])[]): Promise<Buffer> {
  const data = rows.map((cells) =>
    cells.map((value) => (value === null ? null : { value, type: typeOf(value) })),
  );
  const { default: writeXlsxFile } = await import('write-excel-file/node');
  return writeXlsxFile(data as never).toBuffer();
}

function typeOf(value: string | number | boolean) {
  if (typeof value === 'string') return String;
  return typeof value === 'number' ? Number : Boolean;
}
