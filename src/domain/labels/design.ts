import type { LabelSheet } from './sheets.ts';

/**
 * What a symbol is written in. The first three hold GTIN and serial as GS1 elements; `qr` and `code_128` hold the bare number,
 * for things whose product has no GTIN and for own labels.
 */
export const symbologies = ['gs1_datamatrix', 'gs1_128', 'qr_digital_link', 'qr', 'code_128'] as const;
export type Symbology = (typeof symbologies)[number];

/** Dots per inch that label printers have. */
export const labelDpis = [203, 300, 600] as const;
export type LabelDpi = (typeof labelDpis)[number];

export const labelRotations = [0, 90, 180, 270] as const;
export type LabelRotation = (typeof labelRotations)[number];

/** Where the text stands: beside the symbol or below it. Bars always have theirs above and below. */
export const labelArrangements = ['beside', 'below'] as const;

export const labelFields = ['name', 'sku', 'serial', 'gtin', 'lot', 'text'] as const;
export type LabelField = (typeof labelFields)[number];

export const labelMaterials = [
  'thermal_paper',
  'paper',
  'synthetic',
  'polyester',
  'tamper_evident',
  'metal',
] as const;
export type LabelMaterial = (typeof labelMaterials)[number];

export const labelRfids = ['none', 'sgtin-96', 'sgtin-198'] as const;

/** One line of text. Its size is that of the letters' em, in millimetres; it shrinks to 60 % at most. */
export interface LabelLine {
  readonly field: LabelField;
  /** Before the value, or, where the field is `text`, the line itself. */
  readonly text?: string;
  readonly sizeMm: number;
  readonly bold?: boolean;
  /** Lines that a name or a free text may take; numbers take as many as they need. */
  readonly linesMax?: number;
}

/** How a label looks, as data. Millimetres throughout; what is printed is whole dots of the printer. */
export interface LabelDesign {
  readonly widthMm: number;
  readonly heightMm: number;
  /** Kept free at the edges, as no printer prints to the rim. */
  readonly marginMm: number;
  readonly dpi: LabelDpi;
  readonly symbology: Symbology;
  /** The X-dimension: how wide a module is. The nearest number of whole dots is printed. */
  readonly moduleMm: number;
  /** Null: what the symbology's standard asks for. */
  readonly quietZoneMm: number | null;
  /** How high bars are. */
  readonly barHeightMm: number;
  readonly arrangement: (typeof labelArrangements)[number];
  /** Of everything on the label, clockwise, as it leaves the printer. */
  readonly rotation: LabelRotation;
  /** Whether what the symbol holds stands in letters too (GS1's HRI). */
  readonly humanReadable: boolean;
  /** Whether the lot is in the symbol too, AI (10), where it is known. */
  readonly withLot: boolean;
  readonly lines: readonly LabelLine[];
  readonly material: LabelMaterial;
  readonly rfid: (typeof labelRfids)[number];
  /** Digits of the GS1 company prefix, 6 to 12: an RFID tag has to know. */
  readonly companyPrefixLength: number | null;
  /** Where Digital Links lead: scheme and host. Null: GS1's own resolver. */
  readonly linkStem: string | null;
  /** Labels side by side on a page, for an office printer; null: one label a page. */
  readonly sheet: LabelSheet | null;
}

/** What a label says of one unit. */
export interface LabelFacts {
  readonly name: string;
  readonly sku: string;
  /** Any length; null: the product has none. */
  readonly gtin: string | null;
  readonly serial: string;
  readonly lot: string | null;
  /** How a Digital Link leads customers to us; absent or null: nobody has said where they reach us. */
  readonly link?: LabelLink | null;
}

/** Where customers reach us, and what proves that somebody has this very label (docs/decisions/0053). */
export interface LabelLink {
  /** `https://id.shop.example`. */
  readonly stem: string;
  readonly token: string;
}

export type LabelFaultCode =
  | 'out_of_range'
  | 'quiet_zone_too_small'
  | 'module_out_of_range'
  | 'symbol_does_not_fit'
  | 'symbol_too_long'
  | 'text_does_not_fit'
  | 'sheet_does_not_fit'
  | 'no_gtin'
  | 'not_encodable'
  | 'rfid_not_encodable';

/** Why a label cannot be made: nothing of it is printed. */
export interface LabelFault {
  readonly code: LabelFaultCode;
  /** The part of the design, or of what it is to say: `moduleMm`, `lines.2`, `serial`. */
  readonly where: string;
  readonly sentence: string;
}

/** What is worth knowing of a label that can be made. */
export interface LabelNotice {
  readonly code: 'shortened' | 'letters_missing' | 'module_rounded' | 'small_for_tills' | 'fades';
  readonly where: string;
  readonly sentence: string;
}

export function isLinear(symbology: Symbology): boolean {
  return symbology === 'gs1_128' || symbology === 'code_128';
}

export function isGs1(symbology: Symbology): boolean {
  return symbology === 'gs1_datamatrix' || symbology === 'gs1_128' || symbology === 'qr_digital_link';
}

export const mmPerInch = 25.4;

/** Whole dots nearest to a length. */
export function dotsOf(mm: number, dpi: LabelDpi): number {
  return Math.round((mm * dpi) / mmPerInch);
}

/** A length for people: `31.5 mm`. */
export function inMm(dots: number, dpi: LabelDpi): string {
  return `${Math.round((dots * mmPerInch * 100) / dpi) / 100} mm`;
}
