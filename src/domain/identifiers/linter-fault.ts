import type { ScanErrorCode } from './scan-error.ts';

/** What is wrong with a part's content, and where in the part. */
export interface LinterFault {
  readonly code: ScanErrorCode;
  readonly at: number;
  /** Goes on after "(17) ": `holds no month 13`. */
  readonly why: string;
}

/**
 * Judges the content of one part of an AI's value, GS1's syntax dictionary's "linter". Null when all is well.
 */
export type Linter = (value: string) => LinterFault | null;

export function fault(code: ScanErrorCode, at: number, why: string): LinterFault {
  return { code, at, why };
}

/** First index that is no ASCII digit, as a fault; null when all are. */
export function nonDigit(value: string): LinterFault | null {
  for (let i = 0; i < value.length; i += 1) {
    const code = value.charCodeAt(i);
    if (code < 48 || code > 57) return fault('not_numeric', i, 'takes digits only here');
  }
  return null;
}

/** Digits of exactly this length; else what is wrong. */
export function digitsOf(value: string, length: number): LinterFault | null {
  const letter = nonDigit(value);
  if (letter !== null) return letter;
  if (value.length < length) {
    return fault('value_truncated', value.length, `is cut short: ${value.length} of ${length} digits`);
  }
  return value.length > length ? fault('value_too_long', length, `holds more than ${length} digits`) : null;
}
