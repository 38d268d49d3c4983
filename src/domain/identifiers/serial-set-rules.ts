import { limits } from '../limits.ts';
import { findForbidden } from './characters.ts';
import { type ScanError, type ScanErrorCode, scanError } from './scan-error.ts';

/**
 * What one serial or prefix named in a set may be: as long as a serial, and of characters that a serial may
 * hold.
 */
export function checkSerialText(text: string, at: number | null): ScanError | null {
  if (text === '') return scanError('scan_empty', at, 'A serial or prefix is empty');
  if (Array.from(text).length > limits.serialLengthMax) {
    const start = Array.from(text).slice(0, 40).join('');
    const sentence = `A serial has at most ${limits.serialLengthMax} characters: "${start}…" has more`;
    return scanError('serial_too_long', at, sentence);
  }
  const forbidden = findForbidden(text);
  if (forbidden === null) return null;
  return { ...forbidden, position: at === null ? null : at + forbidden.position! };
}

/**
 * Ranges and prefixes are bounded, since ranges may cross each other (serial-range-crossings.ts); single
 * serials are not.
 */
export function checkPartCount(ranges: number, prefixes: number): ScanError | null {
  const max = limits.serialSetRangesMax;
  if (ranges <= max && prefixes <= max) return null;
  return scanError('set_too_long', null, `A set takes at most ${max} ranges and ${max} prefixes`);
}

/** Why two texts are not the ends of a range, and how to write what may have been meant. */
export function rangeErrorSentence(code: ScanErrorCode, from: string, to: string): string {
  const reason = reasons.get(code) ?? 'they are not the ends of one range';
  return `"${from}" to "${to}" is no range: ${reason}. One serial with a dash in it is written in quotes`;
}

const reasons: ReadonlyMap<ScanErrorCode, string> = new Map([
  ['range_not_numeric', 'they differ in more than digits'],
  ['range_shape_differs', 'their numbers have different counts of digits'],
  ['range_differs_twice', 'more than one of their numbers differs'],
  ['range_reversed', 'the first is greater than the last'],
]);
