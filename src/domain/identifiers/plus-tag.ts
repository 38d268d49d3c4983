import { findAi } from './application-identifiers.ts';
import { type Bits, bitsOf, hexOf, isClear, readNumber, writeNumber } from './bits.ts';
import type { Element } from './element-string.ts';
import { checkValue } from './element-value.ts';
import { type ScanError, scanError } from './scan-error.ts';
import {
  type ReadValue,
  readDate,
  readDelimited,
  readDigits,
  readNumeric,
  readVariable,
  writeDate,
  writeDelimited,
  writeDigits,
  writeNumeric,
  writeVariable,
} from './tag-strings.ts';

/**
 * What a tag in one of the "+" schemes of Tag Data Standard 2 holds: the elements of a barcode as they are,
 * without a company prefix told apart. `moreData`: other elements follow the EPC on the tag; they are not
 * read.
 */
export interface PlusTag {
  readonly scheme: string;
  readonly filter: number;
  readonly elements: readonly Element[];
  readonly moreData: boolean;
}

export type ReadPlusTag = { readonly tag: PlusTag } | { readonly error: ScanError };

/**
 * The EPC memory for these elements in hexadecimal, whole 16-bit words (Tag Data Standard 2, 14.5). The
 * scheme's elements, and none else, in the scheme's order; a place without extension is written with
 * extension 0. Positions of errors are null.
 */
export function encodePlusTag(
  scheme: string,
  filter: number,
  elements: readonly Element[],
): { readonly hex: string } | { readonly error: ScanError } {
  const layout = plusLayouts.find((one) => one.name === scheme);
  if (layout === undefined) return refused('scheme_unknown', `"${scheme}" is no scheme that we know`);
  if (!Number.isInteger(filter) || filter < 0 || filter > 7) {
    return refused('filter_wrong', 'A filter value is a number from 0 to 7');
  }
  const bits: Bits = [];
  writeNumber(bits, BigInt(layout.header), 8);
  writeNumber(bits, BigInt(filter), 4);
  const dated = layout.dated ? elements.find(({ ai }) => dateAis.includes(ai)) : undefined;
  if (layout.dated) {
    if (dated === undefined) return refused('not_encodable', `A date is missing: (${dateAis.join('), (')})`);
    const wrong = checkValue(findAi(dated.ai)!, dated.value, () => 0, { raw: false, depth: 'content' });
    if (wrong !== null) return refused(wrong.code, wrong.sentence);
    writeNumber(bits, BigInt(dateAis.indexOf(dated.ai)), 4);
    writeDate(bits, dated.value);
  }
  for (const field of layout.fields) {
    const value = elements.find(({ ai }) => ai === field.ai)?.value ?? (field.ai === '254' ? '0' : undefined);
    if (value === undefined) return refused('not_encodable', `(${field.ai}) is missing`);
    const wrong = checkValue(findAi(field.ai)!, value, () => 0, { raw: false, depth: 'form' });
    if (wrong !== null) return refused(wrong.code, wrong.sentence);
    if (!writeParts(bits, value, field.parts)) return refused('not_encodable', `(${field.ai}) has no serial`);
  }
  const strange = elements.find(
    (element) => element !== dated && layout.fields.every(({ ai }) => ai !== element.ai),
  );
  if (strange !== undefined) return refused('not_encodable', `(${strange.ai}) has no place in ${scheme}`);
  return { hex: hexOf(bits) };
}

/**
 * Reads a tag in a "+" scheme (Tag Data Standard 2, 14.5); its header tells that it is one. Values are judged
 * as those of a label. Positions of errors count hexadecimal digits. Never throws; linear in the length.
 */
export function decodePlusTag(hex: string): ReadPlusTag {
  const bits = bitsOf(hex);
  if (bits === null) {
    return wrong('hexadecimal_broken', hex.search(/[^0-9A-Fa-f]/), 'A tag is read in hexadecimal digits');
  }
  const layout = plusLayouts.find(({ header }) => BigInt(header) === readNumber(bits, 0, 8));
  if (layout === undefined || bits.length < 12) {
    return wrong('scheme_unknown', 0, `The header ${hex.slice(0, 2)} is none of a "+" scheme that we know`);
  }
  const elements: Element[] = [];
  let at = 12;
  if (layout.dated) {
    const ai = dateAis[Number(readNumber(bits, at, 4))];
    const date = readDate(bits, at + 4);
    if (ai === undefined || date === null) {
      return wrong('tag_bits_wrong', 3, 'The tag holds no date of a kind that we know');
    }
    const fault = checkValue(findAi(ai)!, date.value, () => 4, { raw: false, depth: 'content' });
    if (fault !== null) return { error: fault };
    elements.push({ ai, value: date.value });
    at = date.end;
  }
  for (const { ai, parts } of layout.fields) {
    const read = readParts(bits, at, parts);
    const place = Math.min(at, bits.length) >> 2;
    if (read === null) return wrong('tag_bits_wrong', place, `The bits of (${ai}) are none`);
    const fault = checkValue(findAi(ai)!, read.value, () => place, { raw: false, depth: 'form' });
    if (fault !== null) return { error: fault };
    if (ai !== '254' || read.value !== '0') elements.push({ ai, value: read.value });
    at = read.end;
  }
  const moreData = bits[8] === 1;
  if (!moreData && !isClear(bits, at)) {
    return wrong('tag_bits_wrong', at >> 2, 'Bits are set that mean nothing here');
  }
  return { tag: { scheme: layout.name, filter: Number(readNumber(bits, 9, 3)), elements, moreData } };
}

/** A number is so many digits of four bits; the rest as in tag-strings.ts. */
type Part = number | 'variable' | 'numeric' | 'delimited';

/** The dates of a `dsgtin+` by the four bits that tell them apart (Tag Data Standard 2.2, DSGTIN+). */
const dateAis: readonly string[] = ['11', '13', '15', '16', '17'];

export interface PlusLayout {
  readonly name: string;
  /** A date of one of `dateAis` stands before the rest. */
  readonly dated: boolean;
  readonly header: number;
  readonly fields: readonly { readonly ai: string; readonly parts: readonly Part[] }[];
}

/** Headers and fields: Tag Data Standard 2.2, 14.2 and table F. */
export const plusLayouts: readonly PlusLayout[] = [
  plus('sgtin+', 0xf7, ['01', 14], ['21', 'variable']),
  plus('dsgtin+', 0xfb, ['01', 14], ['21', 'variable']),
  plus('sscc+', 0xf9, ['00', 18]),
  plus('sgln+', 0xf2, ['414', 13], ['254', 'variable']),
  plus('grai+', 0xf1, ['8003', 14, 'variable']),
  plus('giai+', 0xfa, ['8004', 'delimited']),
  plus('gsrn+', 0xf4, ['8018', 18]),
  plus('gsrnp+', 0xf5, ['8017', 18]),
  plus('gdti+', 0xf6, ['253', 13, 'variable']),
  plus('sgcn+', 0xf8, ['255', 13, 'numeric']),
  plus('cpi+', 0xf0, ['8010', 'delimited'], ['8011', 'numeric']),
  plus('itip+', 0xf3, ['8006', 18], ['21', 'variable']),
];

function plus(name: string, header: number, ...fields: (readonly [string, ...Part[]])[]): PlusLayout {
  return { name, header, dated: name === 'dsgtin+', fields: fields.map(([ai, ...parts]) => ({ ai, parts })) };
}

/** False when the value ends before its last part. */
function writeParts(bits: Bits, value: string, parts: readonly Part[]): boolean {
  let at = 0;
  for (const part of parts) {
    if (at >= value.length) return false;
    const end = typeof part === 'number' ? at + part : value.length;
    const text = value.slice(at, end);
    if (typeof part === 'number') writeDigits(bits, text);
    else if (part === 'variable') writeVariable(bits, text);
    else if (part === 'numeric') writeNumeric(bits, text);
    else writeDelimited(bits, text);
    at = end;
  }
  return true;
}

function readParts(bits: readonly number[], from: number, parts: readonly Part[]): ReadValue {
  let at = from;
  let value = '';
  for (const part of parts) {
    const read = readPart(bits, at, part);
    if (read === null || read.end > bits.length) return null;
    value += read.value;
    at = read.end;
  }
  return { value, end: at };
}

function readPart(bits: readonly number[], at: number, part: Part): ReadValue {
  if (typeof part === 'number') return readDigits(bits, at, part);
  if (part === 'variable') return readVariable(bits, at);
  return part === 'numeric' ? readNumeric(bits, at) : readDelimited(bits, at, 30);
}

function wrong(code: ScanError['code'], position: number, sentence: string): { readonly error: ScanError } {
  return { error: scanError(code, position, sentence) };
}

function refused(code: ScanError['code'], sentence: string): { readonly error: ScanError } {
  return { error: scanError(code, null, sentence) };
}
