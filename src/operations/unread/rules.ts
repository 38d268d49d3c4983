import { readScan, type Understood } from '../../domain/identifiers/read-scan.ts';
import { limits } from '../../domain/limits.ts';
import { type Refusal, refuse } from '../../domain/refusals.ts';

/** A site takes in so many things without their number in a shift; then it takes a lead, who asks why there are so many. */
export function capRefusal(count: number, isLead: boolean): Refusal | null {
  if (isLead || count < limits.unreadPerShiftMax) return null;
  return refuse('too_many_unread', { count: String(count), hours: String(limits.unreadShiftHours) });
}

/** The products that a GTIN stands for, or has stood for. */
export type ProductsOf = (gtin: string) => readonly number[];

/**
 * The true serial among what was scanned on a thing, or why it is not there yet. Its own label may be among the codes;
 * a product's bar code too, which must be its own.
 */
export function serialRead(
  codes: readonly string[],
  label: string,
  product: { readonly id: number; readonly name: string },
  productsOf: ProductsOf,
): { readonly serial: string } | { readonly refused: Refusal } {
  const found = codes.filter((code) => code.trim() !== label).map((code) => readCode(code, productsOf));
  const unreadable = found.find((one) => one.unreadable !== undefined);
  if (unreadable)
    return { refused: refuse('unreadable_code', { reason: unreadable.unreadable!.replace(/\.$/, '') }) };
  const gtins = found.flatMap(({ gtin }) => gtin ?? []);
  if (gtins.some((gtin) => !productsOf(gtin).includes(product.id)))
    return { refused: refuse('codes_disagree') };
  const serial = found.find((one) => one.serial !== undefined)?.serial;
  if (serial !== undefined) return { serial };
  const [stranger] = found.filter(({ gtin }) => gtin === undefined);
  if (stranger) return { refused: refuse('code_not_a_unit', { understood: stranger.as ?? 'empty' }) };
  return { refused: refuse('serial_needed', { product: product.name }) };
}

interface CodeRead {
  readonly as?: Understood['as'];
  readonly gtin?: string;
  readonly serial?: string;
  readonly unreadable?: string;
}

function readCode(code: string, productsOf: ProductsOf): CodeRead {
  const read = readScan(code);
  if ('error' in read) return { unreadable: read.error.sentence };
  const likeliest = read.understood.find((one) => !isStrangersEan(one, productsOf));
  return likeliest ? saidBy(likeliest) : {};
}

/** Digits that happen to make a GTIN which is nobody's: a serial. */
function isStrangersEan(one: Understood, productsOf: ProductsOf): boolean {
  return one.as === 'ean' && productsOf(one.gtin).length === 0;
}

function saidBy(one: Understood): CodeRead {
  if (one.as === 'ean') return { as: one.as, gtin: one.gtin };
  if (one.as === 'imei') return { as: one.as, serial: one.imei };
  if (one.as !== 'serial') return { as: one.as };
  return { as: one.as, serial: one.serial, ...(one.gtin === undefined ? {} : { gtin: one.gtin }) };
}
