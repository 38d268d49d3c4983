import { createHash } from 'node:crypto';
import { bare } from '../../domain/imports/formulas.ts';
import { limits } from '../../domain/limits.ts';
import type { CsvRow } from '../../platform/csv-reader.ts';
import { guessDelimiter } from '../../platform/csv-reader.ts';
import { csvRows, headText } from '../../platform/csv-rows.ts';
import { writeCsvTable } from '../../platform/csv-text.ts';
import { readSheetRows } from '../../platform/sheet-rows.ts';
import { type Encoding, probeEncoding } from '../../platform/text-encoding.ts';
import type { Spool } from './spool.ts';

/** A file that is in the spool, and what it looks like. */
export interface ReceivedFile {
  readonly file: string;
  readonly format: 'csv' | 'xlsx';
  readonly bytes: number;
  readonly sha256: string;
  readonly encoding: Encoding;
  readonly delimiter: string;
  readonly headers: readonly string[];
  /** Its first lines. */
  readonly samples: readonly (readonly string[])[];
  readonly linesGuessed: number;
}

/** Why a file cannot be imported at all. */
export interface FileProblem {
  readonly code:
    | 'body_too_large'
    | 'empty_file'
    | 'unreadable_file'
    | 'too_many_columns'
    | 'forbidden_character';
  readonly sentence: string;
  readonly limit?: number;
}

export type Received = ReceivedFile | { readonly problem: FileProblem };

/**
 * Takes a file in piece by piece: it is never in memory as a whole, but for an XLSX file, which is small by its own
 * limit and becomes CSV here. Says its encoding, delimiter and first lines.
 */
export async function receiveFile(
  spool: Spool,
  pieces: AsyncIterable<Uint8Array>,
  format: 'csv' | 'xlsx',
): Promise<Received> {
  const most = format === 'csv' ? limits.importBytesMax : limits.importXlsxBytesMax;
  const hash = createHash('sha256');
  const probe = probeEncoding();
  let bytes = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const piece of pieces) {
      bytes += piece.length;
      if (bytes > most) throw new TooLarge();
      hash.update(piece);
      if (format === 'csv') probe.take(piece);
      yield piece;
    }
  }
  try {
    const file = await spool.keep(counted());
    const sha256 = hash.digest('hex');
    return format === 'csv'
      ? await lookAt(spool, { file, format, bytes, sha256, ...probe.end() })
      : await fromSheet(spool, file, bytes, sha256);
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
    const sentence = `${format === 'csv' ? 'A file' : 'An XLSX file'} has at most ${most} bytes.`;
    return { problem: { code: 'body_too_large', sentence, limit: most } };
  }
}

class TooLarge extends Error {}

interface Probed {
  readonly file: string;
  readonly format: 'csv' | 'xlsx';
  readonly bytes: number;
  readonly sha256: string;
  readonly encoding: Encoding;
  readonly holdsNul: boolean;
  readonly lineFeeds: number;
}

async function lookAt(spool: Spool, probed: Probed): Promise<Received> {
  const { file, encoding, lineFeeds, holdsNul, ...rest } = probed;
  const refuse = (code: FileProblem['code'], sentence: string, limit?: number) => {
    spool.forget(file);
    return { problem: { code, sentence, ...(limit === undefined ? {} : { limit }) } };
  };
  if (holdsNul) return refuse('forbidden_character', 'The file holds NUL: it is no text.');
  const path = spool.pathOf(file);
  const delimiter = guessDelimiter(await headText(path, encoding));
  const rows = await firstRows({ path, encoding, delimiter });
  const [first, ...samples] = rows;
  if (!first) return refuse('empty_file', 'The file has no line.');
  if (!('cells' in first))
    return refuse('unreadable_file', 'The first line cannot be read: is it a CSV file?');
  const most = limits.importColumnsMax;
  if (first.cells.length > most)
    return refuse('too_many_columns', `A file has at most ${most} columns.`, most);
  const shown = samples.flatMap((row) => ('cells' in row ? [row.cells] : []));
  return {
    file,
    encoding,
    delimiter,
    headers: first.cells.map((one) => bare(one.trim())),
    samples: shown,
    linesGuessed: lineFeeds,
    ...rest,
  };
}

const sampleRows = 6;

async function firstRows(file: { path: string; encoding: Encoding; delimiter: string }): Promise<CsvRow[]> {
  const found: CsvRow[] = [];
  for await (const { rows } of csvRows(file, limits.importLineLengthMax)) {
    found.push(...rows);
    if (found.length >= sampleRows) break;
  }
  return found.slice(0, sampleRows);
}

async function fromSheet(spool: Spool, file: string, bytes: number, sha256: string): Promise<Received> {
  const sheet = await readSheetRows(await spool.read(file), limits.importXlsxUnpackedMax);
  spool.forget(file);
  if ('problem' in sheet) {
    const sentence =
      sheet.problem === 'too_large'
        ? `An XLSX file unpacks to at most ${limits.importXlsxUnpackedMax} bytes; a larger one can be saved as CSV.`
        : 'The file is no XLSX file that can be read.';
    const tooLarge = sheet.problem === 'too_large';
    return {
      problem: {
        code: tooLarge ? 'body_too_large' : 'unreadable_file',
        sentence,
        ...(tooLarge ? { limit: limits.importXlsxUnpackedMax } : {}),
      },
    };
  }
  const text = writeCsvTable(sheet.rows);
  const lineFeeds = sheet.rows.length;
  const written = await spool.keepText(text);
  const holdsNul = text.includes('\0');
  return lookAt(spool, {
    file: written,
    format: 'xlsx',
    bytes,
    sha256,
    encoding: 'utf-8',
    holdsNul,
    lineFeeds,
  });
}
