import type { ProductRules } from './attempt.ts';
import type { IdentifierKind } from './facts.ts';
import { isDigits, isImei, luhnCheckDigit } from './identifiers/check-digits.ts';
import { type Refusal, refuse } from './refusals.ts';
import { exampleOf, matchesPattern } from './serial-pattern.ts';

/**
 * Why a number that nobody has seen yet is no serial of its product: it is a misread IMEI, or not as the product's
 * serials look. Asked only where a new serial would be made: units that have odd numbers keep them and work.
 */
export function newSerialRefusals(product: ProductRules, serial: string): Refusal[] {
  const { serialPattern: pattern } = product;
  const found = misreadImei(product, serial);
  if (pattern && !matchesPattern(pattern, serial))
    found.push(
      refuse('serial_not_of_pattern', { serial, pattern: pattern.text, example: exampleOf(pattern) }),
    );
  return found;
}

/** What such a refusal says that the number should have been, for an exception's two facts. */
export function expectedSerial({ code, facts }: Refusal): string {
  if (code === 'imei_check_digit_wrong') return `an IMEI that ends in ${facts.digit}`;
  return `${facts.example} (${facts.pattern})`;
}

/** Fifteen digits of which the last is not the check digit, on a product that has IMEIs (3GPP TS 23.003, 6.2.1). */
export function misreadImei(product: ProductRules, number: string): Refusal[] {
  if (!product.numbers?.includes('imei')) return [];
  return imeiRefusals(number);
}

/** The same for a number that is said to be an IMEI. */
export function imeiRefusals(number: string): Refusal[] {
  if (number.length !== 15 || !isDigits(number) || isImei(number)) return [];
  return [refuse('imei_check_digit_wrong', { number, digit: luhnCheckDigit(number.slice(0, 14)) })];
}

/**
 * Of the new numbers that were read on one unit, the likeliest first, the one that is its serial: the first that
 * looks like one of its product's.
 */
export function serialAmong(product: ProductRules, numbers: readonly string[]): string | undefined {
  const { serialPattern: pattern } = product;
  const fitting = pattern && numbers.find((number) => matchesPattern(pattern, number));
  return fitting ?? numbers[0];
}

/** What a further number on a unit of the product is. */
export function kindOfNumber(product: ProductRules, number: string): IdentifierKind {
  if (product.numbers?.includes('imei') && isImei(number)) return 'imei';
  return product.numbers?.includes('mac') && isMac(number) ? 'mac' : 'maker_serial';
}

/** Six bytes in hex, with the same separator between them or none (IEEE 802, EUI-48). */
export function isMac(text: string): boolean {
  return /^[0-9A-Fa-f]{2}([:-]?)(?:[0-9A-Fa-f]{2}\1){4}[0-9A-Fa-f]{2}$/.test(text);
}
