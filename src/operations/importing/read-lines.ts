import { type ImportKind, isDocumentKind } from '../../domain/imports/fields.ts';
import { lookAlikeForm } from '../../domain/imports/junk-serials.ts';
import { type ImportLine, readLine, type Texts, textsOf } from '../../domain/imports/lines.ts';
import type { Column } from '../../domain/imports/mapping.ts';
import { type LineProblem, lineProblem } from '../../domain/imports/problems.ts';
import { isPersonalData } from '../../domain/imports/values.ts';
import { limits } from '../../domain/limits.ts';
import type { CsvRow } from '../../platform/csv-reader.ts';
import { csvRows } from '../../platform/csv-rows.ts';
import { derivedId } from '../../platform/derived-id.ts';
import { seenSet } from '../../platform/seen-set.ts';
import type { ImportRow } from './queries.ts';

/** One line of the file, ready to be recorded, or why it cannot be. */
export interface FileLine {
  readonly line: number;
  readonly cells: readonly string[];
  /** Made of the file and what the line says: the same line again is the same act. Empty where there is a problem. */
  readonly id: string;
  readonly said: ImportLine | null;
  readonly problem: LineProblem | null;
  /** To be told, but no reason to leave the line out. */
  readonly warning: LineProblem | null;
  /** The receipt or order that it is a line of, in files of such. */
  readonly document: string | null;
}

/** Lines that are recorded together. */
export interface Chunk {
  readonly lines: readonly FileLine[];
  readonly lastLine: number;
}

export type LineSource = Pick<
  ImportRow,
  'kind' | 'columns' | 'settings' | 'encoding' | 'delimiter' | 'seed'
> & { readonly path: string };

/**
 * A file's lines behind a line, in chunks; a document's lines stay in one. Also the lines before it are read, because what was said once must not be
 * said again. `look`: look-alike serials are warned of as well.
 */
export async function* readChunks(
  source: LineSource,
  after: number,
  look: boolean,
  chunkLines: number,
): AsyncGenerator<Chunk> {
  const reader = lineReader(source, look);
  let lines: FileLine[] = [];
  let isFirst = true;
  for await (const { rows } of csvRows(source, limits.importLineLengthMax)) {
    for (const row of rows) {
      if (isFirst) {
        isFirst = false;
        continue;
      }
      const line = reader(row);
      if (row.line <= after) continue;
      const last = lines.at(-1);
      const isSame = line.document !== null && line.document === last?.document;
      if (last && lines.length >= chunkLines && !isSame) {
        yield { lines, lastLine: last.line };
        lines = [];
      }
      lines.push(line);
    }
  }
  if (lines.length > 0) yield { lines, lastLine: lines.at(-1)!.line };
}

const nothing = { id: '', said: null, problem: null, warning: null, document: null };

function lineReader({ kind, columns, settings, seed }: LineSource, look: boolean): (row: CsvRow) => FileLine {
  const said = seenSet();
  const alike = look ? seenSet() : null;
  const orderLines = new Map<string, number>();
  const documents = isDocumentKind(kind) ? documentWatch() : null;
  let before: Texts | null = null;
  return (row) => {
    if ('broken' in row) {
      const problem = lineProblem(row.broken, { limit: String(limits.importLineLengthMax) });
      const document = documents?.current() ?? null;
      return { ...nothing, line: row.line, cells: [], problem, document };
    }
    const { line } = row;
    const cells = withoutPeople(kind, row.cells, columns);
    const texts = textsOf(row.cells, columns, settings, before);
    before = texts;
    const seen = documents?.look(texts.number, line) ?? { document: null, problem: null };
    const { document } = seen;
    const refused = (problem: LineProblem) => ({ ...nothing, line, cells, problem, document });
    if (seen.problem) return refused(seen.problem);
    if (row.cells.length > columns.length && row.cells.slice(columns.length).some((cell) => cell !== ''))
      return refused(
        lineProblem('too_many_cells', { cells: String(row.cells.length), columns: String(columns.length) }),
      );
    const read = readLine(kind, texts, settings);
    if ('problem' in read) return refused(read.problem);
    const full = kind === 'orders' ? numbered(read.line, orderLines) : read.line;
    const content = contentOf(kind, full);
    const first = said.firstOf(keyOf(kind, full) ?? content, line);
    if (first !== 0) return refused(lineProblem('duplicate_in_file', { line: String(first) }));
    const twin = alike && full.serial ? alike.firstOf(`${full.sku}|${lookAlikeForm(full.serial)}`, line) : 0;
    const warning = twin === 0 ? null : lineProblem('look_alike', { line: String(twin) });
    return { line, cells, id: derivedId(`${seed}|${content}`), said: full, problem: null, warning, document };
  };
}

/** Lines of a document follow each other, so many at most: it is taken as a whole. A line without a number is the last one's. */
function documentWatch() {
  const begun = seenSet();
  let current: string | null = null;
  let lines = 0;
  let first = 0;
  return {
    current: () => current,
    look(number: string | undefined, line: number) {
      if (number !== undefined && number !== current) {
        current = number;
        lines = 0;
        first = begun.firstOf(number, line);
      }
      lines += 1;
      return { document: current, problem: current === null ? null : problemOf(current) };
    },
  };
  function problemOf(number: string): LineProblem | null {
    if (first !== 0) return lineProblem('document_apart', { number, line: String(first) });
    const limit = String(limits.importDocumentLinesMax);
    if (lines <= limits.importDocumentLinesMax) return null;
    return lineProblem('document_too_long', { number, limit, what: 'lines' });
  }
}

/**
 * What is kept of a line that is refused. Exports of orders and sales hold names and addresses in columns that no import
 * reads, and sometimes where a customer's number should be: people are known to the customers' slice alone.
 */
function withoutPeople(
  kind: ImportKind,
  cells: readonly string[],
  columns: readonly Column[],
): readonly string[] {
  if (kind !== 'orders' && kind !== 'sales') return cells;
  return cells.map((cell, index) => {
    const field = columns[index]?.field ?? null;
    return field === null || (field === 'customer' && isPersonalData(cell)) ? '' : cell;
  });
}

/** Lines of an order that have no number of their own are counted. */
function numbered(line: ImportLine, counted: Map<string, number>): ImportLine {
  const nth = (counted.get(line.number!) ?? 0) + 1;
  counted.set(line.number!, nth);
  return line.line === undefined ? { ...line, line: nth } : line;
}

function contentOf(kind: ImportKind, line: ImportLine): string {
  const entries = Object.entries(line).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([kind, ...entries]);
}

/** What may be said once in a file, whatever else the line says; null: only the very same line is the same. */
function keyOf(kind: ImportKind, said: ImportLine): string | null {
  const { sku, gtin, unit, serial, imeis, number, line } = said;
  if (unit !== undefined) return `unit ${unit}`;
  if (kind === 'products') return `${sku}`;
  if (kind === 'orders') return `${number}|${line}`;
  if (kind === 'purchase_orders') return line === undefined ? null : `${number}|${line}`;
  if (kind === 'receipts') return null;
  const name = serial ?? imeis?.[0];
  if (name === undefined) return null;
  return kind === 'sales' ? `${sku ?? gtin}|${name}|${number}` : `${sku ?? gtin}|${name}`;
}
