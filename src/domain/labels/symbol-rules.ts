import type { LabelMaterial, Symbology } from './design.ts';

/** What a symbology asks of a print. */
export interface SymbolRule {
  /** Its name, as it stands in a sentence. */
  readonly name: string;
  /** Modules kept free around it; of bars left and right. */
  readonly quietModules: number;
  readonly quietSource: string;
  /** The module's width in millimetres: the least, the one to aim at, the most. */
  readonly moduleMm: { readonly min: number; readonly target: number; readonly max: number };
  readonly moduleSource: string;
  /** The most that its standard lets it hold and be long, with its quiet zones; absent: what there is room for. */
  readonly longest?: { readonly characters: number; readonly mm: number; readonly source: string };
}

/**
 * Quiet zones: ISO/IEC 16022 (Data Matrix, 1 module), ISO/IEC 18004, 9.1 (QR Code, 4), GS1 General Specifications, 5.4.4.2
 * (GS1-128, 10 at each end), ISO/IEC 15417 (Code 128, 10). X-dimensions: GS1 General Specifications, 5.12.3, symbol specification
 * tables, the widest range over the tables of a symbol: square symbols from direct marks and healthcare (tables 6 to 8, 0.254) to tills
 * (table 1, addendum 2, 0.990), GS1-128 from tables 9 and 4 (0.250 to 1.016). What a till needs is told as a notice. How long a
 * GS1-128 may be: 5.4.4.3. Code 128 and QR Code outside GS1 have no range of their own; below 0.19 mm handheld imagers begin to fail.
 */
export const symbolRules: Readonly<Record<Symbology, SymbolRule>> = {
  gs1_datamatrix: {
    name: 'GS1 DataMatrix',
    quietModules: 1,
    quietSource: 'ISO/IEC 16022',
    moduleMm: { min: 0.254, target: 0.495, max: 0.99 },
    moduleSource: 'the GS1 General Specifications',
  },
  gs1_128: {
    name: 'GS1-128',
    quietModules: 10,
    quietSource: 'GS1 General Specifications, 5.4.4.2',
    moduleMm: { min: 0.25, target: 0.495, max: 1.016 },
    moduleSource: 'the GS1 General Specifications',
    longest: { characters: 48, mm: 165.1, source: 'GS1 General Specifications, 5.4.4.3' },
  },
  qr_digital_link: {
    name: 'QR Code with a GS1 Digital Link',
    quietModules: 4,
    quietSource: 'ISO/IEC 18004, 9.1',
    moduleMm: { min: 0.254, target: 0.495, max: 0.99 },
    moduleSource: 'the GS1 General Specifications',
  },
  qr: {
    name: 'QR Code',
    quietModules: 4,
    quietSource: 'ISO/IEC 18004, 9.1',
    moduleMm: { min: 0.254, target: 0.495, max: 2 },
    moduleSource: 'what phones and handhelds read',
  },
  code_128: {
    name: 'Code 128',
    quietModules: 10,
    quietSource: 'ISO/IEC 15417',
    moduleMm: { min: 0.19, target: 0.33, max: 1.016 },
    moduleSource: 'what handhelds read',
  },
};

/** Below it a till that reads GS1’s symbols need not read one (GS1 General Specifications, 5.12.3, table 1, addendum 2). */
export const tillModuleMm = 0.396;

/** Whether a print on it is still read after years of sun, warmth and hands. */
export const fadingMaterials: ReadonlySet<LabelMaterial> = new Set(['thermal_paper']);
