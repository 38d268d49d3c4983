import { createReadStream } from 'node:fs';
import { type CsvRow, csvReader } from './csv-reader.ts';
import type { Encoding } from './text-encoding.ts';

export interface CsvFile {
  readonly path: string;
  readonly encoding: Encoding;
  readonly delimiter: string;
}

/** The records of a file with how many of its bytes have been read so far, as fast as they are consumed. */
export async function* csvRows(
  { path, encoding, delimiter }: CsvFile,
  lengthMax: number,
): AsyncGenerator<{ readonly rows: readonly CsvRow[]; readonly bytes: number }> {
  const reader = csvReader(delimiter, lengthMax);
  const decoder = new TextDecoder(encoding);
  let bytes = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 128 * 1024 }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    const rows = reader.push(decoder.decode(chunk, { stream: true }));
    if (rows.length > 0) yield { rows, bytes };
  }
  const rows = [...reader.push(decoder.decode()), ...reader.end()];
  if (rows.length > 0) yield { rows, bytes };
}

/** Enough of a file to see how its lines are made. */
export async function headText(path: string, encoding: Encoding): Promise<string> {
  const decoder = new TextDecoder(encoding);
  let text = '';
  for await (const chunk of createReadStream(path, { end: 65_535 }) as AsyncIterable<Buffer>)
    text += decoder.decode(chunk, { stream: true });
  return text;
}
