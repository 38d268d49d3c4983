import type { ImportKind } from '../../domain/imports/fields.ts';
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
 * A file's lines behind a line, in chunks. Also the lines before it are read, because what was said once must not be
 * said again. `look`: look-alike serials are warned of as well.
 */
export async function* readChunks(source: LineSource, after: number, look: boolean): AsyncGenerator<Chunk> {
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
      lines.push(line);
      if (lines.length < limits.importChunkLines) continue;
      yield { lines, lastLine: row.line };
      lines = [];
    }
  }
  if (lines.length > 0) yield { lines, lastLine: lines.at(-1)!.line };
}

const nothing = { id: '', said: null, problem: null, warning: null };

function lineReader({ kind, columns, settings, seed }: LineSource, look: boolean): (row: CsvRow) => FileLine {
  const said = seenSet();
  const alike = look ? seenSet() : null;
  const orderLines = new Map<string, number>();
  let before: Texts | null = null;
  return (row) => {
    if ('broken' in row) {
      const limit = String(limits.importLineLengthMax);
      return { ...nothing, line: row.line, cells: [], problem: lineProblem(row.broken, { limit }) };
    }
    const { line } = row;
    const cells = withoutPeople(kind, row.cells, columns);
    const refused = (problem: LineProblem) => ({ ...nothing, line, cells, problem });
    if (row.cells.length > columns.length && row.cells.slice(columns.length).some((cell) => cell !== ''))
      return refused(
        lineProblem('too_many_cells', { cells: String(row.cells.length), columns: String(columns.length) }),
      );
    const texts = textsOf(row.cells, columns, settings, before);
    before = texts;
    const read = readLine(kind, texts, settings);
    if ('problem' in read) return refused(read.problem);
    const full = kind === 'orders' ? numbered(read.line, orderLines) : read.line;
    const content = contentOf(kind, full);
    const first = said.firstOf(keyOf(kind, full) ?? content, line);
    if (first !== 0) return refused(lineProblem('duplicate_in_file', { line: String(first) }));
    const twin = alike && full.serial ? alike.firstOf(`${full.sku}|${lookAlikeForm(full.serial)}`, line) : 0;
    const warning = twin === 0 ? null : lineProblem('look_alike', { line: String(twin) });
    return { line, cells, id: derivedId(`${seed}|${content}`), said: full, problem: null, warning };
  };
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
function keyOf(kind: ImportKind, { sku, gtin, serial, imeis, number, line }: ImportLine): string | null {
  if (kind === 'products') return `${sku}`;
  if (kind === 'orders') return `${number}|${line}`;
  const name = serial ?? imeis?.[0];
  if (name === undefined) return null;
  return kind === 'sales' ? `${sku ?? gtin}|${name}|${number}` : `${sku ?? gtin}|${name}`;
}
