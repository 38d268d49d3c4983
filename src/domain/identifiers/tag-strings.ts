import { type Bits, readNumber, writeNumber, writeText } from './bits.ts';

/** A value read from a tag and where the bits go on; null for bits that are none. */
export type ReadValue = { readonly value: string; readonly end: number } | null;

/** Digits of a fixed count, four bits each (Tag Data Standard, 14.5.4). */
export function writeDigits(bits: Bits, value: string): void {
  writeText(bits, value, '0123456789', 4);
}

export function readDigits(bits: readonly number[], at: number, count: number): ReadValue {
  let value = '';
  for (let i = 0; i < count; i += 1) {
    const digit = Number(readNumber(bits, at + 4 * i, 4));
    if (digit > 9) return null;
    value += digit;
  }
  return { value, end: at + 4 * count };
}

/**
 * Text of up to 31 characters: how it is coded in three bits, how long it is in five, then the characters in
 * the shortest coding that takes them (Tag Data Standard, 14.5.6).
 */
export function writeVariable(bits: Bits, value: string): void {
  const coding = codings
    .filter(({ alphabet }) => [...value].every((character) => alphabet.includes(character)))
    .reduce((best, one) => (one.bitsFor(value.length) < best.bitsFor(value.length) ? one : best));
  writeNumber(bits, BigInt(coding.indicator), 3);
  writeNumber(bits, BigInt(value.length), 5);
  coding.write(bits, value);
}

export function readVariable(bits: readonly number[], at: number): ReadValue {
  const coding = codings.find(({ indicator }) => BigInt(indicator) === readNumber(bits, at, 3));
  const length = Number(readNumber(bits, at + 3, 5));
  if (coding === undefined || length === 0) return null;
  const end = at + 8 + coding.bitsFor(length);
  const value = end <= bits.length ? coding.read(bits, at + 8, length) : null;
  return value === null ? null : { value, end };
}

/** Up to 15 digits: how many in four bits, then the number (Tag Data Standard, 14.5.13). */
export function writeNumeric(bits: Bits, value: string): void {
  writeNumber(bits, BigInt(value.length), 4);
  writeInteger(bits, value);
}

export function readNumeric(bits: readonly number[], at: number): ReadValue {
  const length = Number(readNumber(bits, at, 4));
  const end = at + 4 + integerBits(length);
  const value = length > 0 && end <= bits.length ? readInteger(bits, at + 4, length) : null;
  return value === null ? null : { value, end };
}

/**
 * The digits in front, four bits each, then a mark: 15 where that is all, 14 where text follows (Tag Data
 * Standard, 14.5.5).
 */
export function writeDelimited(bits: Bits, value: string): void {
  const digits = /^[0-9]*/.exec(value)![0];
  writeDigits(bits, digits);
  writeNumber(bits, digits.length === value.length ? 15n : 14n, 4);
  if (digits.length < value.length) writeVariable(bits, value.slice(digits.length));
}

export function readDelimited(bits: readonly number[], at: number, most: number): ReadValue {
  let value = '';
  for (let i = at; i + 4 <= bits.length && value.length <= most; i += 4) {
    const digit = Number(readNumber(bits, i, 4));
    if (digit === 15) return { value, end: i + 4 };
    if (digit === 14) {
      const rest = readVariable(bits, i + 4);
      return rest === null ? null : { value: value + rest.value, end: rest.end };
    }
    if (digit > 9) return null;
    value += digit;
  }
  return null;
}

/** `YYMMDD` as year, month and day in seven, four and five bits (Tag Data Standard, 14.5.8). */
export function writeDate(bits: Bits, value: string): void {
  for (const [at, width] of dateFields) writeNumber(bits, BigInt(value.slice(at, at + 2)), width);
}

export function readDate(bits: readonly number[], at: number): ReadValue {
  let value = '';
  let end = at;
  for (const [, width] of dateFields) {
    value += readNumber(bits, end, width).toString().padStart(2, '0');
    end += width;
  }
  return value.length === 6 && end <= bits.length ? { value, end } : null;
}

/** Where each stands in the text, and its bits. */
const dateFields = [
  [0, 7],
  [2, 4],
  [4, 5],
] as const;

interface Coding {
  readonly indicator: number;
  readonly alphabet: string;
  readonly bitsFor: (length: number) => number;
  readonly write: (bits: Bits, value: string) => void;
  readonly read: (bits: readonly number[], at: number, length: number) => string | null;
}

const digits = '0123456789';
const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const lower = upper.toLowerCase();
/** Its first place fills up the last three characters. */
const code40 = ` ${upper}-.:${digits}`;
const ascii = String.fromCharCode(...Array.from({ length: 128 }, (_, code) => code));

/** By the bits that each takes, the shorter first (Tag Data Standard, table E and 14.5.6.1 to 14.5.6.6). */
const codings: readonly Coding[] = [
  { indicator: 0, alphabet: digits, bitsFor: integerBits, write: writeInteger, read: readInteger },
  evenly(1, `${digits}ABCDEF`, 4),
  evenly(2, `${digits}abcdef`, 4),
  {
    indicator: 5,
    alphabet: code40.slice(1),
    bitsFor: (length) => Math.ceil(length / 3) * 16,
    write: writeCode40,
    read: readCode40,
  },
  evenly(3, `${upper}${lower}${digits}-_`, 6),
  evenly(4, ascii, 7),
];

function evenly(indicator: number, alphabet: string, width: number): Coding {
  return {
    indicator,
    alphabet,
    bitsFor: (length) => length * width,
    write: (bits, value) => writeText(bits, value, alphabet, width),
    read: (bits, at, length) => {
      let value = '';
      for (let i = 0; i < length; i += 1) value += alphabet[Number(readNumber(bits, at + i * width, width))];
      return value;
    },
  };
}

/** As many as the largest number of so many digits needs (Tag Data Standard, table B). */
function integerBits(length: number): number {
  return length === 0 ? 0 : (10n ** BigInt(length) - 1n).toString(2).length;
}

function writeInteger(bits: Bits, value: string): void {
  writeNumber(bits, BigInt(value), integerBits(value.length));
}

function readInteger(bits: readonly number[], at: number, length: number): string | null {
  const text = readNumber(bits, at, integerBits(length)).toString();
  return text.length <= length ? text.padStart(length, '0') : null;
}

/** Three characters in 16 bits: 1600 a + 40 b + c + 1. */
function writeCode40(bits: Bits, value: string): void {
  for (let i = 0; i < value.length; i += 3) {
    const [a, b, c] = [0, 1, 2].map((k) => code40.indexOf(value[i + k] ?? ' '));
    writeNumber(bits, BigInt(1600 * a! + 40 * b! + c! + 1), 16);
  }
}

function readCode40(bits: readonly number[], at: number, length: number): string | null {
  let value = '';
  for (let i = 0; i < Math.ceil(length / 3); i += 1) {
    const word = Number(readNumber(bits, at + 16 * i, 16)) - 1;
    if (word < 0 || word >= 64_000) return null;
    value += code40[Math.floor(word / 1600)]! + code40[Math.floor(word / 40) % 40]! + code40[word % 40]!;
  }
  const text = value.slice(0, length);
  return text.includes(' ') || value.slice(length).trim() !== '' ? null : text;
}
