import type { SchemeName } from './epc-schemes.ts';

/** How a part of an EPC lies on a tag. */
export type FieldCoding =
  /** A whole number, filled up with zeros in front to its fixed number of digits. */
  | 'padded'
  /** A whole number as it is: one with zeros in front has no such coding. */
  | 'integer'
  /** Digits behind a 1, so that zeros in front are kept. */
  | 'numeric string'
  /** 7-bit characters, then zeros. */
  | 'text'
  /** 6-bit characters to six zero bits. */
  | 'six-bit';

export interface TagLayout {
  readonly name: string;
  readonly scheme: SchemeName;
  readonly header: number;
  /** All bits of the EPC, those of `cpi-var` at most. */
  readonly bits: number;
  /** Bits of the reference by partition, 0 (a company prefix of 12 digits) to 6 (of 6 digits). */
  readonly referenceBits: readonly number[];
  readonly reference: FieldCoding;
  readonly serial: { readonly bits: number; readonly coding: FieldCoding } | null;
}

/** Bits of the company prefix by partition (Tag Data Standard, 14.6: the same in all). */
export const companyPrefixBits: readonly number[] = [40, 37, 34, 30, 27, 24, 20];

const itemBits = [4, 7, 10, 14, 17, 20, 24];
const placeBits = [1, 4, 7, 11, 14, 17, 21];
const seventeen = [18, 21, 24, 28, 31, 34, 38];
const assetNumber = [42, 45, 48, 52, 55, 58, 62];
const assetText = [148, 151, 154, 158, 161, 164, 168];
const componentNumber = [11, 14, 17, 21, 24, 27, 31];
const componentText = [114, 117, 120, 124, 127, 130, 134];

/** The binary coding schemes of GS1 keys (GS1 EPC Tag Data Standard, 14.2 and 14.6). */
export const tagLayouts: readonly TagLayout[] = [
  layout('sgtin-96', 'sgtin', 0x30, 96, itemBits, 'padded', 38, 'integer'),
  layout('sgtin-198', 'sgtin', 0x36, 198, itemBits, 'padded', 140, 'text'),
  layout('sscc-96', 'sscc', 0x31, 96, seventeen, 'padded'),
  layout('sgln-96', 'sgln', 0x32, 96, placeBits, 'padded', 41, 'integer'),
  layout('sgln-195', 'sgln', 0x39, 195, placeBits, 'padded', 140, 'text'),
  layout('grai-96', 'grai', 0x33, 96, itemBits, 'padded', 38, 'integer'),
  layout('grai-170', 'grai', 0x37, 170, itemBits, 'padded', 112, 'text'),
  layout('giai-96', 'giai', 0x34, 96, assetNumber, 'integer'),
  layout('giai-202', 'giai', 0x38, 202, assetText, 'text'),
  layout('gsrn-96', 'gsrn', 0x2d, 96, seventeen, 'padded'),
  layout('gsrnp-96', 'gsrnp', 0x2e, 96, seventeen, 'padded'),
  layout('gdti-96', 'gdti', 0x2c, 96, placeBits, 'padded', 41, 'integer'),
  layout('gdti-174', 'gdti', 0x3e, 174, placeBits, 'padded', 119, 'text'),
  layout('sgcn-96', 'sgcn', 0x3f, 96, placeBits, 'padded', 41, 'numeric string'),
  layout('cpi-96', 'cpi', 0x3c, 96, componentNumber, 'integer', 31, 'integer'),
  layout('cpi-var', 'cpi', 0x3d, 224, componentText, 'six-bit', 40, 'integer'),
  layout('itip-110', 'itip', 0x40, 110, itemBits, 'padded', 38, 'integer'),
  layout('itip-212', 'itip', 0x41, 212, itemBits, 'padded', 140, 'text'),
];

export function findLayout(name: string): TagLayout | undefined {
  return tagLayouts.find((one) => one.name === name);
}

function layout(
  name: string,
  scheme: SchemeName,
  header: number,
  bits: number,
  referenceBits: readonly number[],
  reference: FieldCoding,
  serialBits?: number,
  coding?: FieldCoding,
): TagLayout {
  const serial = serialBits === undefined ? null : { bits: serialBits, coding: coding! };
  return { name, scheme, header, bits, referenceBits, reference, serial };
}
