import {
  countInList,
  isInList,
  type ListPart,
  readSerialList,
  serialsOfList,
} from '../../../domain/identifiers/serial-list.ts';
import { lineNumbers, saidOf, type WrongLine } from '../../../domain/imports/document-lines.ts';
import type { ImportLine } from '../../../domain/imports/lines.ts';
import { lineProblem } from '../../../domain/imports/problems.ts';
import { limits } from '../../../domain/limits.ts';
import type { NewReceipt } from '../contract.ts';
import type { AnnounceProblem } from './wanted.ts';

/** A line of a file whose product is known. */
export type NamedLine = ImportLine & { readonly sku: string };

type Line = NonNullable<NewReceipt['lines']>[number];
type Carton = NonNullable<NewReceipt['cartons']>[number];

/** An announcement that lines of a file make together. */
export interface FileReceipt {
  readonly said: NewReceipt;
  /** Of each of its lines, and of each carton, the lines of the file, counted from 0. */
  readonly linesOf: readonly (readonly number[])[];
  readonly cartonsOf: readonly (readonly number[])[];
}

/** Puts the lines of one receipt together: those with one number, or that mean the same, are one line of it. */
export function receiptOfLines(
  rows: readonly NamedLine[],
  replaces: boolean,
): FileReceipt | { readonly wrong: WrongLine } {
  const number = rows[0]!.number!;
  const numbers = lineNumbers(rows, ({ sku, lot, order, orderLine }) =>
    JSON.stringify([sku, lot, order, orderLine]),
  );
  const byLine = groupedBy(rows, (_, at) => numbers[at]!);
  const byCarton = groupedBy(rows, ({ sscc }) => sscc);
  const tooMany = (what: string, limit: number) => ({
    wrong: {
      at: rows.length - 1,
      problem: lineProblem('document_too_long', { number, what, limit: String(limit) }),
    },
  });
  if (byLine.size > limits.receiptLinesMax) return tooMany('lines', limits.receiptLinesMax);
  if (byCarton.size > limits.receiptCartonsMax) return tooMany('cartons', limits.receiptCartonsMax);
  const lines: Line[] = [];
  for (const [line, ats] of byLine) {
    const made = lineOf(line, ats, rows);
    if ('wrong' in made) return made;
    lines.push(made);
  }
  const packed = packedSerials(rows);
  if ('wrong' in packed) return packed;
  const [supplier, expectedOn] = [saidOf(rows, 'supplier'), saidOf(rows, 'expectedOn')];
  const said: NewReceipt = {
    number,
    site: saidOf(rows, 'site')!,
    purpose: replaces ? 'replace' : 'original',
    ...(supplier === undefined ? {} : { supplier }),
    ...(expectedOn === undefined ? {} : { expectedOn }),
    lines,
    cartons: cartonsOf(byCarton, rows, numbers, packed.serials),
  };
  return { said, linesOf: [...byLine.values()], cartonsOf: [...byCarton.values()] };
}

/** The lines of the file that an announcement's problem is about. */
export function wrongLines(
  rows: readonly NamedLine[],
  { linesOf, cartonsOf: ofCartons }: FileReceipt,
  { code, where, sentence, refused = [] }: AnnounceProblem,
): readonly WrongLine[] {
  const parts = rows.map((row) => partsOf(row));
  const named = refused.flatMap((one) => {
    const at = parts.findIndex((list) => isInList(list, one.serial));
    const problem = { code: one.code, sentence: `${one.serial}: ${one.sentence}` };
    return at === -1 ? [] : [{ at, problem }];
  });
  if (named.length > 0) return named;
  const [, list, nth] = /^(lines|cartons)\[(\d+)\]/.exec(where) ?? [];
  const ats = (list === 'cartons' ? ofCartons : linesOf)[Number(nth)] ?? [0];
  // A serial that stands twice is wrong where it stands again.
  const at = code === 'bad_serials' ? ats.findLast((one) => parts[one]!.length > 0) : ats[0];
  return [{ at: at ?? ats[0]!, problem: { code, sentence } }];
}

function partsOf({ serials }: ImportLine): readonly ListPart[] {
  const read = serials === undefined ? { parts: [] } : readSerialList(serials);
  return 'parts' in read ? read.parts : [];
}

function lineOf(
  line: number,
  ats: readonly number[],
  rows: readonly NamedLine[],
): Line | { readonly wrong: WrongLine } {
  const its = ats.map((at) => rows[at]!);
  const [{ sku }] = its as [NamedLine];
  const number = rows[0]!.number!;
  const wrong = (at: number, problem: WrongLine['problem']) => ({ wrong: { at: ats[at]!, problem } });
  if (line === 0) return wrong(0, lineProblem('bad_line', { value: '0' }));
  const other = its.findIndex((one) => one.sku !== sku);
  if (other !== -1) return wrong(other, lineProblem('several_products', { number, line: String(line) }));
  const saysHowMany = its.some(({ quantity }) => quantity !== undefined);
  const quantity = its.reduce((sum, one) => sum + (one.quantity ?? countInList(partsOf(one))), 0);
  if (quantity > limits.receiptLineQuantityMax)
    return wrong(its.length - 1, lineProblem('bad_quantity', { value: String(quantity) }));
  const loose = its.flatMap(({ serials, sscc }) =>
    serials === undefined || sscc !== undefined ? [] : [serials],
  );
  const [lot, order, orderLine] = [saidOf(its, 'lot'), saidOf(its, 'order'), saidOf(its, 'orderLine')];
  return {
    line,
    sku,
    ...(saysHowMany ? { quantity } : {}),
    ...(loose.length === 0 ? {} : { ranges: loose.join('\n') }),
    ...(lot === undefined ? {} : { lot }),
    ...(order === undefined ? {} : { order }),
    ...(orderLine === undefined ? {} : { orderLine }),
  };
}

function cartonsOf(
  byCarton: ReadonlyMap<string, readonly number[]>,
  rows: readonly NamedLine[],
  numbers: readonly number[],
  packed: ReadonlyMap<number, readonly string[]>,
): Carton[] {
  const cartons = [...byCarton].map(([sscc, ats]): Carton => {
    const inside = saidOf(
      ats.map((at) => rows[at]!),
      'pallet',
    );
    const units = ats.flatMap((at) => {
      const serials = packed.get(at);
      return serials ? [{ line: numbers[at]!, serials: [...serials] }] : [];
    });
    const pieces = ats.flatMap((at) =>
      packed.has(at) ? [] : [{ line: numbers[at]!, quantity: rows[at]!.quantity! }],
    );
    return { sscc, ...(inside === undefined ? {} : { inside }), units, pieces };
  });
  const pallets = new Set(rows.flatMap(({ pallet }) => pallet ?? []));
  for (const { sscc } of cartons) pallets.delete(sscc);
  return [...cartons, ...[...pallets].map((sscc) => ({ sscc, units: [], pieces: [] }))];
}

/** The serials of lines that name their carton, one by one. */
function packedSerials(
  rows: readonly NamedLine[],
): { readonly serials: ReadonlyMap<number, readonly string[]> } | { readonly wrong: WrongLine } {
  const serials = new Map<number, readonly string[]>();
  for (const [at, row] of rows.entries()) {
    if (row.sscc === undefined || row.serials === undefined) continue;
    const read = serialsOfList(row.serials, limits.announcedUnitsMax);
    if ('error' in read)
      return { wrong: { at, problem: lineProblem('bad_serials', { why: read.error.sentence }) } };
    serials.set(at, read.serials);
  }
  return { serials };
}

function groupedBy<Key>(
  rows: readonly NamedLine[],
  keyOf: (row: NamedLine, at: number) => Key | undefined,
): Map<Key, number[]> {
  const groups = new Map<Key, number[]>();
  for (const [at, row] of rows.entries()) {
    const key = keyOf(row, at);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(at);
    else groups.set(key, [at]);
  }
  return groups;
}
