import { type Bits, isClear, readNumber, writeNumber } from './bits.ts';
import type { FieldCoding } from './tag-layouts.ts';

/**
 * Writes one part of an EPC into so many bits (GS1 EPC Tag Data Standard, 14.3). False when it cannot lie
 * there: too large, not a number, zeros in front; nothing has been written then.
 */
export function writeField(bits: Bits, value: string, coding: FieldCoding, count: number): boolean {
  if (coding === 'text') return writeCharacters(bits, value, 7, count, true);
  if (coding === 'six-bit') return writeCharacters(bits, value, 6, count, false);
  if (!/^[0-9]*$/.test(value)) return false;
  if (coding === 'integer' && (value === '' || /^0[0-9]/.test(value))) return false;
  const number = BigInt(`${coding === 'numeric string' ? '1' : ''}${value}` || '0');
  if (number >> BigInt(count) !== 0n) return false;
  writeNumber(bits, number, count);
  return true;
}

/** What stands in the field, and how many bits it took; null for bits that no such field holds. */
export function readField(
  bits: readonly number[],
  at: number,
  coding: FieldCoding,
  count: number,
  digits: number,
): { readonly value: string; readonly bits: number } | null {
  if (coding === 'text' || coding === 'six-bit') return readCharacters(bits, at, coding, count);
  const number = readNumber(bits, at, count).toString();
  if (coding === 'integer') return { value: number, bits: count };
  if (coding === 'numeric string') return number[0] === '1' ? { value: number.slice(1), bits: count } : null;
  if (digits === 0) return number === '0' ? { value: '', bits: count } : null;
  return number.length <= digits ? { value: number.padStart(digits, '0'), bits: count } : null;
}

function writeCharacters(bits: Bits, text: string, width: number, count: number, fill: boolean): boolean {
  // A variable field needs room for the six zero bits that end it.
  const needed = text.length * width + (fill ? 0 : width);
  if (needed > count) return false;
  const mask = (1 << width) - 1;
  for (let i = 0; i < text.length; i += 1) writeNumber(bits, BigInt(text.charCodeAt(i) & mask), width);
  for (let i = text.length * width; i < (fill ? count : needed); i += 1) bits.push(0);
  return true;
}

function readCharacters(bits: readonly number[], at: number, coding: 'text' | 'six-bit', count: number) {
  const width = coding === 'text' ? 7 : 6;
  let value = '';
  let used = 0;
  for (; used + width <= count; used += width) {
    const code = Number(readNumber(bits, at + used, width));
    if (code === 0) break;
    // Six bits are ASCII's lower six: those under 32 stand for the letters (Tag Data Standard, table G-1).
    value += String.fromCharCode(coding === 'six-bit' && code < 32 ? code + 64 : code);
  }
  if (coding === 'text') return isClear(bits, at + used, at + count) ? { value, bits: count } : null;
  return used + width <= count ? { value, bits: used + width } : null;
}
