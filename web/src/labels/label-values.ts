import type { LabelDesign, LabelLine } from '../../../src/domain/labels/design.ts';
import { type LabelSheet, type SheetPage, sheetPageNames } from '../../../src/domain/labels/sheets.ts';

/** A line as it is typed. */
export interface LineValues {
  readonly field: string;
  readonly text: string;
  readonly sizeMm: string;
  readonly bold: boolean;
  readonly linesMax: string;
}

/** A design as it is typed: lengths are texts until they are sent. */
export type DesignValues = {
  readonly name: string;
  readonly widthMm: string;
  readonly heightMm: string;
  readonly marginMm: string;
  readonly dpi: string;
  readonly symbology: string;
  readonly moduleMm: string;
  readonly quietZoneMm: string;
  readonly barHeightMm: string;
  readonly arrangement: string;
  readonly rotation: string;
  readonly humanReadable: boolean;
  readonly withLot: boolean;
  readonly material: string;
  readonly rfid: string;
  readonly companyPrefixLength: string;
  readonly linkStem: string;
  readonly lines: readonly LineValues[];
  /** Empty: a roll. What is typed of a sheet is not forgotten while one looks at a roll. */
  readonly page: SheetPage | '';
} & { readonly [Length in SheetLength]: string };

export const sheetLengths = ['columns', 'rows', 'leftMm', 'topMm', 'pitchXMm', 'pitchYMm'] as const;
type SheetLength = (typeof sheetLengths)[number];

export function valuesOf(design: LabelDesign, name: string): DesignValues {
  const { quietZoneMm, companyPrefixLength, linkStem, lines, sheet, ...rest } = design;
  const { page = '', ...lengths } = sheet ?? { ...oneOnThePage(design) };
  return {
    name,
    widthMm: String(rest.widthMm),
    heightMm: String(rest.heightMm),
    marginMm: String(rest.marginMm),
    dpi: String(rest.dpi),
    symbology: rest.symbology,
    moduleMm: String(Math.round(rest.moduleMm * 1000) / 1000),
    quietZoneMm: quietZoneMm === null ? '' : String(quietZoneMm),
    barHeightMm: String(rest.barHeightMm),
    arrangement: rest.arrangement,
    rotation: String(rest.rotation),
    humanReadable: rest.humanReadable,
    withLot: rest.withLot,
    material: rest.material,
    rfid: rest.rfid,
    companyPrefixLength: companyPrefixLength === null ? '' : String(companyPrefixLength),
    linkStem: linkStem ?? '',
    lines: lines.map(({ field, text = '', sizeMm, bold = false, linesMax = 1 }) => {
      return { field, text, sizeMm: String(sizeMm), bold, linesMax: String(linesMax) };
    }),
    page,
    columns: String(lengths.columns),
    rows: String(lengths.rows),
    leftMm: String(lengths.leftMm),
    topMm: String(lengths.topMm),
    pitchXMm: String(lengths.pitchXMm),
    pitchYMm: String(lengths.pitchYMm),
  };
}

/** What a sheet begins with. */
function oneOnThePage({
  widthMm,
  heightMm,
}: LabelDesign): Omit<LabelSheet, 'page'> & { readonly page?: SheetPage } {
  return { columns: 1, rows: 1, leftMm: 0, topMm: 0, pitchXMm: widthMm, pitchYMm: heightMm };
}

/** The sheet as it is typed; null: a roll. */
export function sheetOf(values: DesignValues): LabelSheet | null {
  const page = sheetPageNames.find((name) => name === values.page);
  if (page === undefined) return null;
  const whole = (text: string) => Math.min(Math.max(Math.round(numberOf(text)), 1), 40);
  return {
    page,
    columns: whole(values.columns),
    rows: whole(values.rows),
    leftMm: numberOf(values.leftMm),
    topMm: numberOf(values.topMm),
    pitchXMm: numberOf(values.pitchXMm),
    pitchYMm: numberOf(values.pitchYMm),
  };
}

/** What is sent. */
export function designOf(values: DesignValues): LabelDesign {
  const { quietZoneMm, companyPrefixLength, linkStem, lines, ...rest } = values;
  return {
    humanReadable: rest.humanReadable,
    withLot: rest.withLot,
    widthMm: numberOf(rest.widthMm),
    heightMm: numberOf(rest.heightMm),
    marginMm: numberOf(rest.marginMm),
    moduleMm: numberOf(rest.moduleMm),
    barHeightMm: numberOf(rest.barHeightMm),
    dpi: Number(rest.dpi) as LabelDesign['dpi'],
    rotation: Number(rest.rotation) as LabelDesign['rotation'],
    symbology: rest.symbology as LabelDesign['symbology'],
    arrangement: rest.arrangement as LabelDesign['arrangement'],
    material: rest.material as LabelDesign['material'],
    rfid: rest.rfid as LabelDesign['rfid'],
    quietZoneMm: quietZoneMm.trim() === '' ? null : numberOf(quietZoneMm),
    companyPrefixLength: companyPrefixLength.trim() === '' ? null : Math.round(numberOf(companyPrefixLength)),
    linkStem: linkStem.trim() || null,
    lines: lines.map(lineOf),
    sheet: sheetOf(values),
  };
}

function lineOf({ field, text, sizeMm, bold, linesMax }: LineValues): LabelLine {
  return {
    field: field as LabelLine['field'],
    ...(text === '' ? {} : { text }),
    sizeMm: numberOf(sizeMm),
    bold,
    linesMax: Math.min(Math.max(Math.round(numberOf(linesMax)), 1), 6),
  };
}

/** A decimal comma is one too; what is no number is 0, and the server says that this is too little. */
function numberOf(text: string): number {
  const number = Number(text.trim().replace(',', '.'));
  return Number.isFinite(number) ? Math.min(Math.max(number, 0), 1_000) : 0;
}
