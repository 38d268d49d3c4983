import { type Static, Type } from 'typebox';
import {
  labelArrangements,
  labelDpis,
  labelFields,
  labelMaterials,
  labelRfids,
  labelRotations,
  symbologies,
} from '../../domain/labels/design.ts';
import { sheetPageNames } from '../../domain/labels/sheets.ts';
import { limits } from '../../domain/limits.ts';
import {
  choice,
  nullable,
  pageOf,
  pageQuery,
  record,
  timestamp,
  wholeNumber,
} from '../../platform/schemas.ts';

const mm = (description: string) => Type.Number({ minimum: 0, maximum: 1_000, description });
const one = <const Value extends number>(values: readonly Value[], description: string) =>
  Type.Unsafe<Value>({ type: 'integer', enum: [...values], description });
const symbology = choice(
  'Symbology',
  symbologies,
  'gs1_datamatrix, gs1_128, qr_digital_link: GTIN and serial as GS1 has them · qr, code_128: the bare number.',
);
const dpi = one(labelDpis, 'Dots per inch of the printer.');
const material = choice('LabelMaterial', labelMaterials, 'What the label is made of.');

const line = record('LabelLine', {
  field: choice(undefined, labelFields, 'What stands there; text: the free text.'),
  text: Type.Optional(
    Type.String({
      maxLength: limits.labelTextLengthMax,
      description: 'Before the value, or the free text itself.',
    }),
  ),
  sizeMm: mm('The letters’ size; they shrink to 60 % where there is no room.'),
  bold: Type.Optional(Type.Boolean()),
  linesMax: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: limits.labelLineLinesMax,
      description: 'Lines that a name or a free text takes at most; 1 if not said. Numbers are never cut.',
    }),
  ),
});

const sheet = record('LabelSheet', {
  page: choice(undefined, sheetPageNames),
  columns: Type.Integer({ minimum: 1, maximum: limits.labelSheetRowsMax }),
  rows: Type.Integer({ minimum: 1, maximum: limits.labelSheetRowsMax }),
  leftMm: mm('From the page’s edge to the first label.'),
  topMm: mm('From the page’s top to the first label.'),
  pitchXMm: mm('From one label’s left edge to the next one’s.'),
  pitchYMm: mm('From one label’s top to the next one’s.'),
});

export const designSchema = record(
  'LabelDesign',
  {
    widthMm: mm('The label’s width.'),
    heightMm: mm('The label’s height.'),
    marginMm: mm('Kept free at the edges.'),
    dpi,
    symbology,
    moduleMm: mm('How wide a module is (X-dimension); the nearest number of whole dots is printed.'),
    quietZoneMm: nullable(mm('Kept free around the symbol; null: what its standard asks for.')),
    barHeightMm: mm('How high bars are.'),
    arrangement: choice(undefined, labelArrangements, 'Where the text stands, seen from a square symbol.'),
    rotation: one(labelRotations, 'Of everything on the label, clockwise.'),
    humanReadable: Type.Boolean({ description: 'Whether what the symbol holds stands in letters too.' }),
    withLot: Type.Boolean({ description: 'Whether the lot is in the symbol, where it is known.' }),
    lines: Type.Array(line, { maxItems: limits.labelLinesMax }),
    material,
    rfid: choice(undefined, labelRfids, 'What is written into the label’s tag.'),
    companyPrefixLength: nullable(
      Type.Integer({
        minimum: 0,
        maximum: 12,
        description: 'Digits of the GS1 company prefix: for the tag.',
      }),
    ),
    linkStem: nullable(
      Type.String({
        minLength: 1,
        maxLength: limits.linkStemLengthMax,
        description: 'Scheme and host of Digital Links; null: GS1’s resolver.',
      }),
    ),
    sheet: nullable(sheet),
  },
  'How a label looks. Lengths are millimetres.',
);

const faultSchema = record('LabelFault', {
  code: Type.String(),
  where: Type.String({ description: 'The part of the design, or of what it is to say.' }),
  sentence: Type.String(),
});
const faults = Type.Array(faultSchema, { description: 'Why there is no label; empty: there is one.' });
const notices = Type.Array(faultSchema, { description: 'What is worth knowing of it.' });

// ---- What there is to choose from

const millimetres = Type.Number();
export const presetsSchema = record('LabelPresets', {
  presets: Type.Array(
    record('LabelPreset', {
      key: Type.String(),
      name: Type.String(),
      widthMm: millimetres,
      heightMm: millimetres,
      sheet: nullable(sheet),
    }),
  ),
  symbologies: Type.Array(
    record('SymbologyRule', {
      symbology,
      name: Type.String(),
      quietModules: wholeNumber({ minimum: 0, description: 'Modules kept free around it.' }),
      quietSource: Type.String({ description: 'The standard that says so.' }),
      moduleMm: record(undefined, { min: millimetres, target: millimetres, max: millimetres }),
      moduleSource: Type.String({ description: 'Who says so.' }),
      longest: nullable(
        record(
          undefined,
          { characters: wholeNumber({ minimum: 1 }), mm: millimetres, source: Type.String() },
          'The most that it may hold, and be long with its quiet zones; null: what there is room for.',
        ),
      ),
    }),
  ),
  materials: Type.Array(
    record(undefined, { material, note: Type.String({ description: 'How long a print on it lasts.' }) }),
  ),
});
export const presetParams = record(undefined, {
  key: Type.String({ maxLength: limits.codeLengthMax }),
});
export const presetQuery = record(undefined, {
  symbology: Type.Optional(symbology),
  dpi: Type.Optional(dpi),
});

// ---- Designs that are kept

const name = Type.String({ minLength: 1, maxLength: limits.nameLengthMax });
const version = wholeNumber({ minimum: 1, maximum: 2_147_483_647 });
export const newDesign = record('NewLabelDesign', { name, design: designSchema });
export const designChange = record('LabelDesignChange', {
  version: Type.Integer({
    minimum: 1,
    maximum: 2_147_483_647,
    description: 'The version that was looked at: if there is a newer one, nothing is changed.',
  }),
  name: Type.Optional(name),
  design: Type.Optional(designSchema),
});
export const storedDesign = record('StoredLabelDesign', {
  id: wholeNumber({ minimum: 1 }),
  name: Type.String(),
  version: wholeNumber({ minimum: 1 }),
  design: designSchema,
  savedAt: timestamp,
  savedBy: Type.String({ description: 'The actor’s code.' }),
  endedAt: nullable(timestamp),
});
export const designPage = pageOf('LabelDesignPage', storedDesign);
export const designQuery = record(undefined, pageQuery(limits.pageItemsMax, limits.pageItemsDefault));
export const idParams = record(undefined, { id: wholeNumber({ minimum: 1, maximum: 2_147_483_647 }) });
export const versionQuery = record(undefined, { version: Type.Optional(version) });

// ---- Whose labels look how

const sku = Type.String({ minLength: 1, maxLength: limits.skuLengthMax });
const category = Type.String({ minLength: 1, maxLength: limits.codeLengthMax });
export const defaultSchema = record('LabelDefault', {
  sku: nullable(Type.String()),
  category: nullable(Type.String()),
  bare: Type.Boolean({ description: 'For what has no GTIN: the design holds the number alone.' }),
  design: record(undefined, { id: wholeNumber({ minimum: 1 }), name: Type.String() }),
});
export const defaultsSchema = record('LabelDefaults', { items: Type.Array(defaultSchema) });
export const defaultChange = record('LabelDefaultChange', {
  sku: Type.Optional(sku),
  category: Type.Optional(category),
  design: wholeNumber({ minimum: 1, maximum: 2_147_483_647, description: 'The design’s id.' }),
});
export const defaultRemoval = record('LabelDefaultRemoval', {
  sku: Type.Optional(sku),
  category: Type.Optional(category),
  bare: Type.Boolean(),
});

// ---- Looking at it

const sample = {
  design: designSchema,
  sku: Type.Optional(sku),
  serial: Type.Optional(Type.String({ minLength: 1, maxLength: limits.serialLengthMax })),
  lot: Type.Optional(Type.String({ minLength: 1, maxLength: limits.serialLengthMax })),
};
export const previewRequest = record('LabelPreviewRequest', sample);
export const previewSchema = record('LabelPreview', {
  svg: nullable(Type.String({ description: 'The label in its true size; null where there is none.' })),
  faults,
  notices,
  holds: nullable(Type.String({ description: 'What its symbol holds, as people read it.' })),
  moduleMm: nullable(Type.Number({ description: 'How wide a module is as it is printed.' })),
  sample: record(undefined, {
    name: Type.String(),
    sku: Type.String(),
    gtin: nullable(Type.String()),
    serial: Type.String(),
    lot: nullable(Type.String()),
  }),
});
export const sampleRequest = record('LabelSampleRequest', {
  ...sample,
  form: choice(undefined, ['svg', 'pdf', 'zpl'], 'What it is drawn as.'),
  copies: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: limits.labelSampleCopiesMax,
      description: 'To fill a sheet; 1 if not said.',
    }),
  ),
  startAt: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: limits.labelSheetRowsMax ** 2,
      description: 'The first free place on a sheet that was begun; 1 if not said.',
    }),
  ),
});

export type DesignOnWire = Static<typeof designSchema>;
export type StoredDesignOnWire = Static<typeof storedDesign>;
export type PresetsOnWire = Static<typeof presetsSchema>;
export type PreviewOnWire = Static<typeof previewSchema>;
export type PreviewRequest = Static<typeof previewRequest>;
export type DefaultsOnWire = Static<typeof defaultsSchema>;
export type DefaultChange = Static<typeof defaultChange>;
export type DefaultRemoval = Static<typeof defaultRemoval>;
