import { isInRange, rangeNumbers, type SerialRange } from '../../domain/identifiers/serial-range.ts';
import {
  countedOrdinal,
  countedPart,
  type NumberForm,
  readNumber,
  writeNumber,
} from '../../domain/numbering/number-form.ts';
import { readForm } from '../../domain/numbering/read-form.ts';
import { textColumn } from '../../platform/columns.ts';
import type { Queryable } from '../../platform/database.ts';
import { permutedNumbers } from '../../platform/permuted-numbers.ts';
import * as sql from './queries.ts';

/** The numbers at the ordinals from `first` on, `count` of them, in their order. */
export async function numbersAt(
  db: Queryable,
  row: sql.NumberingRow,
  first: number,
  count: number,
): Promise<string[]> {
  return row.kind === 'pool' ? pooledAt(db, row.id, first, count) : madeAt(row, first, count);
}

/** Of these numbers, those that the row has, with their ordinals. */
export async function ordinalsOf(
  db: Queryable,
  row: sql.NumberingRow,
  numbers: readonly string[],
): Promise<Map<string, number>> {
  if (row.kind === 'pool') return pooledOrdinals(db, row.id, numbers);
  const form = formOf(row);
  const found = new Map<string, number>();
  for (const number of numbers) {
    const part = readNumber(form, number);
    const ordinal = part === null ? null : ordinalOfPart(form, row, part);
    if (ordinal !== null && ordinal < row.size) found.set(number, ordinal);
  }
  return found;
}

/** The form of a row that is no pool. */
export function formOf({ kind, settings }: sql.NumberingRow): NumberForm {
  const read = readForm({ ...settings, kind });
  if ('fault' in read) throw new Error(`the form of a numbering cannot be read: ${read.fault.why}`);
  return read.form;
}

function madeAt(row: sql.NumberingRow, first: number, count: number): string[] {
  const form = formOf(row);
  if (!form.isRandom)
    return Array.from({ length: count }, (_, nth) => writeNumber(form, countedPart(form, first + nth)));
  const permutation = permutationOf(form, row);
  const { high, low } = permutation.forward(first, count);
  const highLength = form.length - permutation.lowLength;
  return Array.from(high, (value, nth) =>
    writeNumber(
      form,
      written(value, form.symbols, highLength) + written(low[nth]!, form.symbols, permutation.lowLength),
    ),
  );
}

function ordinalOfPart(form: NumberForm, row: sql.NumberingRow, part: string): number | null {
  if (!form.isRandom) return countedOrdinal(form, part);
  const permutation = permutationOf(form, row);
  const at = form.length - permutation.lowLength;
  return permutation.backward(
    valueOfSymbols(part.slice(0, at), form.symbols),
    valueOfSymbols(part.slice(at), form.symbols),
  );
}

function permutationOf({ symbols, length }: NumberForm, { key }: sql.NumberingRow) {
  if (key === null) throw new Error('a numbering of random numbers has no key');
  return permutedNumbers(key, symbols.length, length);
}

/** A value below symbols^length in so many symbols, the highest first. */
function written(value: number, symbols: string, length: number): string {
  const pairs = pairsOf(symbols);
  let text = '';
  let rest = value;
  let left = length;
  for (; left > 1; left -= 2) {
    const higher = Math.floor(rest / pairs.length);
    text = pairs[rest - higher * pairs.length]! + text;
    rest = higher;
  }
  return left === 1 ? symbols[rest]! + text : text;
}

/** Every two symbols beside each other, by their value: half as many divisions. */
function pairsOf(symbols: string): readonly string[] {
  let pairs = pairsBySymbols.get(symbols);
  if (pairs === undefined) {
    pairs = [...symbols].flatMap((first) => [...symbols].map((second) => first + second));
    pairsBySymbols.set(symbols, pairs);
  }
  return pairs;
}

const pairsBySymbols = new Map<string, readonly string[]>();

function valueOfSymbols(text: string, symbols: string): number {
  let value = 0;
  for (const symbol of text) value = value * symbols.length + symbols.indexOf(symbol);
  return value;
}

// ---- A maker's pool

async function pooledAt(db: Queryable, id: number, first: number, count: number): Promise<string[]> {
  const [ranges, serials] = await Promise.all([
    db.query<sql.RangeRow>(sql.selectRanges, [id]),
    db.query<{ ordinal: number; value: string }>(sql.selectSerials, [id, first, first + count - 1]),
  ]);
  const found: string[] = new Array(count);
  for (const { ordinal, value } of serials.rows) found[ordinal - first] = value;
  for (const row of ranges.rows) {
    const size = Number(BigInt(row.high) - BigInt(row.low)) + 1;
    const from = Math.max(first, row.first);
    const to = Math.min(first + count, row.first + size);
    if (from >= to) continue;
    const part = rangeNumbers(rangeOf(row), from - row.first, to - from);
    for (const [nth, value] of part.entries()) found[from - first + nth] = value;
  }
  return found;
}

async function pooledOrdinals(
  db: Queryable,
  id: number,
  numbers: readonly string[],
): Promise<Map<string, number>> {
  const [ranges, serials] = await Promise.all([
    db.query<sql.RangeRow>(sql.selectRanges, [id]),
    db.query<{ ordinal: number; value: string }>(sql.selectPooled, [`{${id}}`, textColumn(numbers)]),
  ]);
  const found = new Map(serials.rows.map(({ value, ordinal }) => [value, ordinal]));
  for (const row of ranges.rows) {
    const range = rangeOf(row);
    for (const number of numbers) {
      if (!isInRange(range, number)) continue;
      const digits = number.slice(range.prefix.length, range.prefix.length + range.from.length);
      found.set(number, row.first + Number(BigInt(digits) - BigInt(range.from)));
    }
  }
  return found;
}

export function rangeOf({ prefix, low, high, suffix }: sql.RangeRow): SerialRange {
  return { prefix, from: low, to: high, suffix };
}
