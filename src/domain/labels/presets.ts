import { isLinear, type LabelDesign, type LabelDpi, type LabelMaterial, type Symbology } from './design.ts';
import type { LabelSheet } from './sheets.ts';
import { symbolRules } from './symbol-rules.ts';

/** A size that label stock is sold in. */
export interface LabelPreset {
  readonly key: string;
  /** The same in every language. */
  readonly name: string;
  readonly widthMm: number;
  readonly heightMm: number;
  readonly sheet: LabelSheet | null;
  /** How wide a module is best on it, of squares and of bars. */
  readonly squareMm: number;
  readonly barMm: number;
}

const roll = (
  widthMm: number,
  heightMm: number,
  squareMm: number,
  barMm: number,
  name?: string,
): LabelPreset => ({
  key: `${widthMm}x${heightMm}`,
  name: name ?? `${widthMm} × ${heightMm} mm`,
  widthMm,
  heightMm,
  sheet: null,
  squareMm,
  barMm,
});

const sheet = (
  widthMm: number,
  heightMm: number,
  {
    page,
    columns,
    rows,
    leftMm,
    topMm,
    pitchXMm = widthMm,
    pitchYMm = heightMm,
  }: Partial<LabelSheet> & Omit<LabelSheet, 'pitchXMm' | 'pitchYMm'>,
): LabelPreset => ({
  ...roll(widthMm, heightMm, 0.38, 0.25),
  key: `${page.toLowerCase()}-${columns}x${rows}`,
  name: `${page}, ${columns} × ${rows}, ${widthMm} × ${heightMm} mm`,
  sheet: { page, columns, rows, leftMm, topMm, pitchXMm, pitchYMm },
});

/** Common sizes on rolls, then sheets for office printers, with the margins that their makers print on them. */
export const labelPresets: readonly LabelPreset[] = [
  roll(25, 25, 0.34, 0.25),
  roll(38, 25, 0.38, 0.25),
  roll(50, 25, 0.38, 0.25),
  roll(50, 30, 0.5, 0.25),
  roll(57, 32, 0.5, 0.25),
  roll(70, 36, 0.63, 0.25),
  roll(100, 50, 0.75, 0.25),
  { ...roll(101.6, 152.4, 0.87, 0.25, '4 × 6 in'), key: '4x6' },
  sheet(70, 36, { page: 'A4', columns: 3, rows: 8, leftMm: 0, topMm: 4.5 }),
  sheet(63.5, 38.1, { page: 'A4', columns: 3, rows: 7, leftMm: 7.2, topMm: 15.1, pitchXMm: 66 }),
  sheet(38.1, 21.2, { page: 'A4', columns: 5, rows: 13, leftMm: 4.7, topMm: 10.7, pitchXMm: 40.6 }),
  sheet(66.7, 25.4, { page: 'Letter', columns: 3, rows: 10, leftMm: 4.8, topMm: 12.7, pitchXMm: 69.8 }),
  sheet(101.6, 50.8, { page: 'Letter', columns: 2, rows: 5, leftMm: 4, topMm: 12.7, pitchXMm: 106.3 }),
];

/** A design to begin with: the name, the SKU, and what the symbol holds. */
export function presetDesign(preset: LabelPreset, symbology: Symbology, dpi: LabelDpi): LabelDesign {
  const { widthMm, heightMm, squareMm, barMm } = preset;
  const isBars = isLinear(symbology);
  const isSmall = heightMm < 30;
  const large = Math.min(Math.round(Math.min(widthMm / 20, heightMm / 10) * 10) / 10, 6);
  return {
    widthMm,
    heightMm,
    marginMm: 1,
    dpi,
    symbology,
    moduleMm: wholeDots(isBars ? barMm : squareMm, symbology, dpi),
    quietZoneMm: null,
    barHeightMm: isSmall ? 8 : heightMm < 60 ? 12 : 30,
    arrangement: widthMm >= heightMm * 1.4 ? 'beside' : 'below',
    rotation: 0,
    humanReadable: true,
    withLot: false,
    lines: [
      { field: 'name', sizeMm: Math.max(large, 2.2), bold: true, linesMax: widthMm < 40 ? 1 : 2 },
      { field: 'sku', sizeMm: Math.max(Math.round(large * 7) / 10, 2) },
    ],
    material: 'paper',
    rfid: 'none',
    companyPrefixLength: null,
    linkStem: null,
    sheet: preset.sheet,
  };
}

/** The fewest whole dots that are as wide as wished, and as the symbology's least. */
function wholeDots(mm: number, symbology: Symbology, dpi: LabelDpi): number {
  const least = Math.max(mm, symbolRules[symbology].moduleMm.min);
  const dots = Math.ceil((least * dpi) / 25.4 - 0.1);
  const printed = (dots * 25.4) / dpi;
  return (
    Math.round(
      (printed < least - 0.0005 && printed < symbolRules[symbology].moduleMm.min
        ? printed + 25.4 / dpi
        : printed) * 10_000,
    ) / 10_000
  );
}

/** How long a print on it lasts, for who chooses. */
export const durabilityNotes: Readonly<Record<LabelMaterial, string>> = {
  thermal_paper:
    'Direct thermal paper: no ribbon; darkens in warmth and sun, readable for some months. For parcels and the way to the shelf.',
  paper: 'Paper with ribbon, or from an office printer: years indoors; not wet, not rubbed.',
  synthetic:
    'Polypropylene with a wax-resin ribbon: years; water and hands do not harm it, solvents and heat do.',
  polyester:
    'Polyester with a resin ribbon: the life of a device; heat, most solvents and rubbing do not harm it.',
  tamper_evident:
    'Tamper-evident film: breaks or leaves its pattern when it is taken off; for serials that warranties rest on.',
  metal:
    'Anodised or foil plates: outdoors and in machines; check the symbol’s contrast with a scanner before the batch.',
};
