import type { Clues } from '../../domain/explanations.ts';
import {
  gs1CheckDigit,
  isDigits,
  isGs1Valid,
  isImei,
  toGtin14,
} from '../../domain/identifiers/check-digits.ts';
import type { Understood } from '../../domain/identifiers/read-scan.ts';
import type { Product, Reference } from '../../ledger/reference.ts';
import { productsWithGtin } from './sources.ts';

// What a code that names no unit says about products, and by its check digit: all of it from memory.

/** The product that the code itself names beside the serial. */
export function productNamed(reference: Reference, understood: readonly Understood[]): Product | null {
  for (const reading of understood) {
    if (reading.as !== 'serial' || reading.gtin === undefined) continue;
    const [product, ...others] = productsWithGtin(reference, reading.gtin);
    if (product && others.length === 0) return product;
  }
  return null;
}

/** Products whose SKU or barcode it is; where the check digit is wrong, whose barcode it is with one digit changed. */
export function productsMeant(
  reference: Reference,
  code: string,
  understood: readonly Understood[],
): Clues['products'] {
  const bySku = reference.productsBySku.get(code);
  const gtin = understood.find((reading) => reading.as === 'ean');
  const known = gtin?.as === 'ean' ? productsWithGtin(reference, gtin.gtin) : [];
  const exact = bySku ? [bySku, ...known] : known;
  const isBarcode = isDigits(code) && [8, 12, 13, 14].includes(code.length) && !isGs1Valid(code);
  const misread = isBarcode ? oneDigitChanged(code).flatMap((text) => productsWithGtin(reference, text)) : [];
  return [
    ...exact.map((product) => ({ product: productName(product), misread: false })),
    ...misread.map((product) => ({ product: productName(product), misread: true })),
  ];
}

/** The barcodes that differ by one digit, of which the check digit is one, as GTINs. */
function oneDigitChanged(code: string): string[] {
  return Array.from({ length: code.length * 10 }, (_, i) => {
    const [at, digit] = [Math.floor(i / 10), String(i % 10)];
    return toGtin14(code.slice(0, at) + digit + code.slice(at + 1)) ?? '';
  }).filter((gtin) => gtin !== '');
}

/** Digits as many as an IMEI or a barcode has, of which the last does not fit. */
export function brokenCheckDigit(code: string): Clues['checkDigitOf'] {
  if (!isDigits(code)) return null;
  if (code.length === 15) return isImei(code) ? null : 'IMEI';
  const isBarcode = [12, 13, 14].includes(code.length);
  return isBarcode && gs1CheckDigit(code.slice(0, -1)) !== code.at(-1) ? 'barcode' : null;
}

/** A product as explanations name it. */
export function productName({ id, sku, name, serialAt }: Product) {
  return { id, sku, name, serialAt };
}
