import { type Bits, bitsOf, hexOf, isClear, readNumber, writeNumber } from './bits.ts';
import { type EpcScheme, findScheme } from './epc-schemes.ts';
import { checkEpc, type Epc } from './epc-uri.ts';
import { type ScanError, scanError } from './scan-error.ts';
import { readField, writeField } from './tag-fields.ts';
import { companyPrefixBits, findLayout, type TagLayout, tagLayouts } from './tag-layouts.ts';

/**
 * What an RFID tag holds: an EPC, the layout it lies in, and the filter value (0–7) by which a reader picks
 * tags (tag-filters.ts).
 */
export interface Tag {
  readonly layout: string;
  readonly filter: number;
  readonly epc: Epc;
}

export type ReadTag = { readonly tag: Tag } | { readonly error: ScanError };
export type EncodedTag = { readonly hex: string } | { readonly error: ScanError };

/**
 * The EPC memory of a tag in hexadecimal, whole 16-bit words (Tag Data Standard, 14.3 to 14.6). Refused is
 * what the layout cannot hold: a serial with letters or zeros in front in a 96-bit one, or one too large.
 * Positions are null: there is no text yet.
 */
export function encodeTag({ layout: name, filter, epc }: Tag): EncodedTag {
  const layout = findLayout(name);
  if (layout === undefined || layout.scheme !== epc.scheme) {
    return refused('scheme_unknown', `"${name}" is no layout of an ${epc.scheme}`);
  }
  if (!Number.isInteger(filter) || filter < 0 || filter > 7) {
    return refused('filter_wrong', 'A filter value is a number from 0 to 7');
  }
  const fault = checkEpc(epc);
  if (fault !== null) return refused(fault.code, fault.sentence);
  const bits: Bits = [];
  const partition = 12 - epc.companyPrefix.length;
  writeNumber(bits, BigInt(layout.header), 8);
  writeNumber(bits, BigInt(filter), 3);
  writeNumber(bits, BigInt(partition), 3);
  writeNumber(bits, BigInt(epc.companyPrefix), companyPrefixBits[partition]!);
  if (!writeField(bits, epc.reference, layout.reference, layout.referenceBits[partition]!)) {
    return refused('not_encodable', `The reference does not fit into ${name}`);
  }
  if (epc.pieces !== undefined) {
    writeNumber(bits, BigInt(epc.pieces.slice(0, 2)), 7);
    writeNumber(bits, BigInt(epc.pieces.slice(2)), 7);
  }
  const { serial } = layout;
  if (serial !== null && !writeField(bits, epc.serial ?? '', serial.coding, serial.bits)) {
    return refused('not_encodable', `The serial does not fit into ${name}`);
  }
  const isVariable = layout.reference === 'six-bit';
  while (!isVariable && bits.length < layout.bits) bits.push(0);
  return { hex: hexOf(bits) };
}

/**
 * Reads a tag's EPC memory, hexadecimal in either case (Tag Data Standard, 14.3 to 14.6). Zero words after
 * the EPC are passed over; any other bit that the layout does not give a meaning is refused, never dropped.
 * Positions of errors count hexadecimal digits. Never throws; linear in the length.
 */
export function decodeTag(hex: string): ReadTag {
  const bits = bitsOf(hex);
  if (bits === null) {
    const at = hex.search(/[^0-9A-Fa-f]/);
    return wrong('hexadecimal_broken', at, 'A tag is read in hexadecimal digits');
  }
  const header = Number(readNumber(bits, 0, 8));
  const layout = tagLayouts.find((one) => one.header === header);
  if (layout === undefined || hex.length < 2) {
    return wrong('scheme_unknown', 0, `The header ${hex.slice(0, 2)} is none of a GS1 key that we know`);
  }
  const isVariable = layout.reference === 'six-bit';
  if (!isVariable && bits.length < layout.bits) {
    const sentence = `${layout.name} has ${layout.bits} bits, there are ${bits.length}`;
    return wrong('tag_length_wrong', hex.length, sentence);
  }
  return readBits(layout, findScheme(layout.scheme)!, bits);
}

function readBits(layout: TagLayout, scheme: EpcScheme, bits: readonly number[]): ReadTag {
  const faultAt = (code: ScanError['code'], bit: number, sentence: string) =>
    wrong(code, Math.min(bit, bits.length) >> 2, sentence);
  const filter = Number(readNumber(bits, 8, 3));
  const partition = Number(readNumber(bits, 11, 3));
  if (partition > 6) return faultAt('tag_bits_wrong', 11, 'There is no partition 7');
  const prefixDigits = 12 - partition;
  let at = 14;
  const prefix = readField(bits, at, 'padded', companyPrefixBits[partition]!, prefixDigits);
  if (prefix === null) return faultAt('company_prefix_wrong', at, 'The company prefix has too many digits');
  at += prefix.bits;
  const referenceDigits = (scheme.digits ?? 0) - prefixDigits;
  const reference = readField(bits, at, layout.reference, layout.referenceBits[partition]!, referenceDigits);
  if (reference === null) return faultAt('reference_wrong', at, 'The reference is none of this scheme');
  at += reference.bits;
  const pieces = scheme.pieces ? twoDigits(bits, at) + twoDigits(bits, at + 7) : null;
  at += scheme.pieces ? 14 : 0;
  const field = layout.serial;
  const serial = field === null ? null : readField(bits, at, field.coding, field.bits, 0);
  if (field !== null && (serial === null || at + field.bits > bits.length)) {
    return faultAt('serial_wrong', at, 'The serial is none of this scheme');
  }
  at += serial?.bits ?? 0;
  if (!isClear(bits, at)) return faultAt('tag_bits_wrong', at, 'Bits are set that mean nothing here');
  const epc: Epc = {
    scheme: layout.scheme,
    companyPrefix: prefix.value,
    reference: reference.value,
    ...(pieces !== null && { pieces }),
    serial: serial?.value ?? null,
  };
  const fault = checkEpc(epc);
  if (fault !== null) return faultAt(fault.code, 14, fault.sentence);
  return { tag: { layout: layout.name, filter, epc } };
}

function twoDigits(bits: readonly number[], at: number): string {
  return readNumber(bits, at, 7).toString().padStart(2, '0');
}

function wrong(code: ScanError['code'], position: number, sentence: string): { readonly error: ScanError } {
  return { error: scanError(code, position, sentence) };
}

function refused(code: ScanError['code'], sentence: string): { readonly error: ScanError } {
  return { error: scanError(code, null, sentence) };
}
