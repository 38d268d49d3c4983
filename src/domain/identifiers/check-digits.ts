/** Check digits of what a shop scans: GS1 keys (GTIN, SSCC, GLN) and IMEI. Digits are ASCII digits only. */

/**
 * The GS1 check digit ('0'–'9') for a key written without it, of any length (GS1 General Specifications 7.9:
 * weights 3, 1, 3 … from the right). Throws RangeError when `digits` holds anything but digits: that is a
 * caller's mistake.
 */
export function gs1CheckDigit(digits: string): string {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const weight = (digits.length - i) % 2 === 1 ? 3 : 1;
    sum += weight * digitAt(digits, i);
  }
  return String((10 - (sum % 10)) % 10);
}

/**
 * True when the ASCII digits from `from` to before `to`, two at least, end in their GS1 check digit; the
 * caller has seen to it that they are digits. Cuts nothing out of the text.
 */
export function hasGs1CheckDigit(text: string, from: number, to: number): boolean {
  let sum = 0;
  for (let i = to - 1, weight = 1; i >= from; i -= 1, weight = 4 - weight) {
    sum += weight * (text.charCodeAt(i) - 48);
  }
  return to - from >= 2 && sum % 10 === 0;
}

/** True for two or more digits of which the last is the right GS1 check digit. False for any other text. */
export function isGs1Valid(digits: string): boolean {
  return (
    digits.length >= 2 && isDigits(digits) && gs1CheckDigit(digits.slice(0, -1)) === digits[digits.length - 1]
  );
}

/**
 * The Luhn check digit ('0'–'9') for digits written without it (ISO/IEC 7812-1 annex B). Throws as
 * gs1CheckDigit does.
 */
export function luhnCheckDigit(digits: string): string {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = digitAt(digits, i);
    const doubled = (digits.length - i) % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return String((10 - (sum % 10)) % 10);
}

/**
 * True for exactly 15 digits closed by their Luhn digit (3GPP TS 23.003, 6.2.1). No separators: see toImei.
 */
export function isImei(text: string): boolean {
  return text.length === 15 && isDigits(text) && luhnCheckDigit(text.slice(0, 14)) === text[14];
}

/**
 * The 15-digit IMEI meant by a text: 15 digits with the right check digit, or 16 digits (IMEISV: the last two
 * are the software version, there is no check digit, so the IMEI's is computed). Single dashes or spaces
 * between digits are left out. Else null.
 */
export function toImei(text: string): string | null {
  const digits = withoutSeparators(text);
  if (digits === null) return null;
  if (isImei(digits)) return digits;
  if (digits.length !== 16) return null;
  return digits.slice(0, 14) + luhnCheckDigit(digits.slice(0, 14));
}

/** A GTIN-8, -12, -13 or -14 with the right check digit as 14 digits (zeros before it), else null. */
export function toGtin14(text: string): string | null {
  const isGtinLength = text.length === 8 || (text.length >= 12 && text.length <= 14);
  return isGtinLength && isGs1Valid(text) ? text.padStart(14, '0') : null;
}

/**
 * The UPC-A (12 digits) that an 8-digit UPC-E stands for, or null when it is none. A UPC-E drops zeros by a
 * rule chosen by its seventh digit, and carries the check digit of the long form (GS1 General Specifications,
 * UPC-E).
 */
export function upcEToUpcA(text: string): string | null {
  if (text.length !== 8 || !isDigits(text) || (text[0] !== '0' && text[0] !== '1')) return null;
  const upcA = text[0] + expandUpcE(text.slice(1, 7)) + text[7];
  return isGs1Valid(upcA) ? upcA : null;
}

/** True for one or more ASCII digits and nothing else. */
export function isDigits(text: string): boolean {
  return /^[0-9]+$/.test(text);
}

function expandUpcE(six: string): string {
  const last = Number(six[5]);
  if (last <= 2) return `${six.slice(0, 2)}${last}0000${six.slice(2, 5)}`;
  if (last === 3) return `${six.slice(0, 3)}00000${six.slice(3, 5)}`;
  if (last === 4) return `${six.slice(0, 4)}00000${six[4]}`;
  return `${six.slice(0, 5)}0000${last}`;
}

/**
 * Digits with at most one dash or space between two of them, without those; null when the text is anything
 * else.
 */
function withoutSeparators(text: string): string | null {
  return /^[0-9](?:[- ]?[0-9])*$/.test(text) ? text.replaceAll(/[- ]/g, '') : null;
}

function digitAt(digits: string, i: number): number {
  const value = digits.charCodeAt(i) - 48;
  if (!(value >= 0 && value <= 9)) throw new RangeError(`not a digit at ${i}`);
  return value;
}
