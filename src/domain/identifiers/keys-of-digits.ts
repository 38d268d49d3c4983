import { gs1CheckDigit, isDigits, luhnCheckDigit } from './check-digits.ts';
import { type ScanError, scanError } from './scan-error.ts';

/** Keys of a fixed number of digits, one of which checks the others. */
export type DigitKey = keyof typeof shapes;

export type CheckedKey = { readonly key: string } | { readonly error: ScanError };

/**
 * Digits of each key with its check digit, where that stands, and by which rule it is computed (GS1 General
 * Specifications, 7.9; for an IMEI 3GPP TS 23.003, 6.2.1). An ITIP is a GTIN with piece and total after it.
 * An IMEISV has no check digit: its last two digits are the version of the software.
 */
const shapes = {
  'GTIN-8': { length: 8, at: 7, rule: gs1CheckDigit },
  'GTIN-12': { length: 12, at: 11, rule: gs1CheckDigit },
  'GTIN-13': { length: 13, at: 12, rule: gs1CheckDigit },
  'GTIN-14': { length: 14, at: 13, rule: gs1CheckDigit },
  GLN: { length: 13, at: 12, rule: gs1CheckDigit },
  SSCC: { length: 18, at: 17, rule: gs1CheckDigit },
  GSIN: { length: 17, at: 16, rule: gs1CheckDigit },
  GSRN: { length: 18, at: 17, rule: gs1CheckDigit },
  ITIP: { length: 18, at: 13, rule: gs1CheckDigit },
  IMEI: { length: 15, at: 14, rule: luhnCheckDigit },
  IMEISV: { length: 16, at: null, rule: null },
} as const;

/** The key when it is whole and right, else what is wrong and where. */
export function verifyKey(kind: DigitKey, text: string): CheckedKey {
  const { length, at, rule } = shapes[kind];
  const wrong = wrongDigits(kind, text, length);
  if (wrong !== null) return { error: wrong };
  if (at === null) return { key: text };
  const right = rule(text.slice(0, at));
  if (text[at] === right) return { key: text };
  const sentence = `The check digit is ${text[at]}, by the other digits it must be ${right}`;
  return { error: scanError('check_digit_wrong', at, sentence) };
}

/** The key of which only the check digit is missing: put in where it belongs. */
export function completeKey(kind: DigitKey, digits: string): CheckedKey {
  const { length, at, rule } = shapes[kind];
  const wrong = wrongDigits(kind, digits, at === null ? length : length - 1);
  if (wrong !== null) return { error: wrong };
  return { key: at === null ? digits : digits.slice(0, at) + rule(digits.slice(0, at)) + digits.slice(at) };
}

function wrongDigits(kind: DigitKey, text: string, length: number): ScanError | null {
  const letter = text.search(/[^0-9]/);
  if (letter >= 0) return scanError('not_numeric', letter, `${a(kind)} has digits only`);
  if (!isDigits(text) || text.length < length) {
    const sentence = `${a(kind)} has ${length} digits here, not ${text.length}`;
    return scanError('value_truncated', text.length, sentence);
  }
  return text.length === length
    ? null
    : scanError('value_too_long', length, `${a(kind)} has ${length} digits here, not ${text.length}`);
}

function a(kind: DigitKey): string {
  return `${/^[IS]/.test(kind) ? 'An' : 'A'} ${kind}`;
}
