import { serialsOfList } from '../../../domain/identifiers/serial-list.ts';
import { limits } from '../../../domain/limits.ts';
import type { Reference } from '../../../ledger/reference.ts';
import type { NewReceipt } from '../contract.ts';
import { type Announcement, announcementOf, type SaidCarton, type SaidLine } from './rules.ts';

type ReadCode = 'unknown_product' | 'bad_serials';
type Problem =
  | { readonly code: ReadCode; readonly where: string; readonly sentence: string }
  | Extract<ReturnType<typeof announcementOf>, { problem: unknown }>['problem'];

/** Finds the products of an announcement, reads its ranges, and puts lines and cartons together. */
export function readAnnouncement(
  { lines = [], cartons = [] }: NewReceipt,
  names: Reference,
): Announcement | { readonly problem: Problem } {
  const said: SaidLine[] = [];
  for (const [at, line] of lines.entries()) {
    const product = names.productsBySku.get(line.sku);
    if (!product) return no('unknown_product', `lines[${at}].sku`, `There is no product "${line.sku}".`);
    const ranges = line.ranges === undefined ? [] : serialsIn(line.ranges);
    if (typeof ranges === 'string') return no('bad_serials', `lines[${at}].ranges`, ranges);
    const { lot = null, order = null, orderLine = null, quantity = null } = line;
    const serials = [...(line.serials ?? []), ...ranges];
    const { id, sku, serialized } = product;
    said.push({ line: line.line, product: id, sku, serialized, quantity, serials, lot, order, orderLine });
  }
  return announcementOf(said, cartons.map(cartonOf), limits.announcedUnitsMax);
}

function serialsIn(text: string): readonly string[] | string {
  const read = serialsOfList(text, limits.announcedUnitsMax);
  return 'serials' in read ? read.serials : `${read.error.sentence}.`.replace(/\.\.$/, '.');
}

function cartonOf({
  sscc,
  inside,
  units = [],
  pieces = [],
}: NonNullable<NewReceipt['cartons']>[number]): SaidCarton {
  return { sscc, inside: inside ?? null, units, pieces };
}

function no(code: ReadCode, where: string, sentence: string) {
  return { problem: { code, where, sentence } };
}
