import { type Static, Type } from 'typebox';
import { identifierKinds } from '../../domain/facts.ts';
import { limits } from '../../domain/limits.ts';
import {
  bothWaysPageOf,
  bothWaysQuery,
  choice,
  nullable,
  pageOf,
  pageQuery,
  record,
  timestamp,
  wholeNumber,
} from '../../platform/schemas.ts';

const name = Type.String({ minLength: 1, maxLength: limits.nameLengthMax });
const day = (description: string) => Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\d$', description });
const upTo = (maximum: number, description: string, minimum = 1) =>
  wholeNumber({ minimum, maximum, description });

// ---- Products

const sku = Type.String({
  // `.` and `..` mean something else in an address.
  pattern: `^(?!\\.{1,2}$)[!-~]{1,${limits.skuLengthMax}}$`,
  description: 'Never changes: history is written with it.',
});
const unknownSerials = choice(
  undefined,
  ['refuse', 'arrivals', 'anywhere'],
  'Where a serial that nobody announced may become a unit: nowhere, where goods arrive, or in any finished sale too.',
);
const gtinText = Type.String({ maxLength: limits.gtinLengthMax });
const gtinGiven = Type.Union([
  gtinText,
  record(undefined, {
    gtin: gtinText,
    from: Type.Optional(nullable(day('The first day on which it is this product’s.'))),
    to: Type.Optional(nullable(day('The last one.'))),
  }),
]);
const gtinsGiven = Type.Array(gtinGiven, {
  maxItems: limits.gtinsPerProductMax,
  description:
    'GTIN-8, -12, -13 or -14 with the right check digit, or one with the days on which it is this product’s: ' +
    'a GTIN may pass to another product, never be two products’ on one day.',
});
const numberKind = choice(undefined, identifierKinds);
const labelHint = record('LabelHint', {
  number: choice(undefined, identifierKinds, 'Which number is found there.'),
  where: Type.String({
    minLength: 1,
    maxLength: limits.labelHintLengthMax,
    description: 'For the person with the scanner: “sticker under the battery”.',
  }),
  picture: Type.Optional(
    Type.String({
      maxLength: limits.labelHintLengthMax,
      description:
        'Where a picture of it is: an address, or “photo:” and the hash of a photograph that is kept here.',
    }),
  ),
  route: Type.Optional(
    Type.String({ maxLength: limits.nameLengthMax, description: 'How the device itself shows it: “*#06#”.' }),
  ),
});
const dimensions = record('Dimensions', {
  length: upTo(limits.lengthMmMax, 'Millimetres.'),
  width: upTo(limits.lengthMmMax, 'Millimetres.'),
  height: upTo(limits.lengthMmMax, 'Millimetres.'),
});
const part = record('Part', {
  sku: Type.String({ maxLength: limits.skuLengthMax }),
  quantity: upTo(limits.partQuantityMax, 'Pieces in one kit.'),
});

const changeable = {
  name: Type.Optional(name),
  category: Type.Optional(
    nullable(
      Type.String({
        minLength: 1,
        maxLength: limits.nameLengthMax,
        description: 'A category’s code; one that is not there yet is made, at the top of the tree.',
      }),
    ),
  ),
  unknownSerials: Type.Optional(unknownSerials),
  wipeRequired: Type.Optional(
    Type.Boolean({ description: 'The device remembers its user: it comes back on hold until it is wiped.' }),
  ),
  gtins: Type.Optional(gtinsGiven),
  serialPattern: Type.Optional(
    nullable(
      Type.String({
        maxLength: limits.serialPatternLengthMax,
        description:
          'What its serials look like: characters, [A-Z0-9], \\d, {6}, {6,8}, ? and | between alternatives. A new ' +
          'serial that is not so is refused; units that are there already work on.',
      }),
    ),
  ),
  numbers: Type.Optional(
    Type.Array(numberKind, {
      maxItems: identifierKinds.length,
      description: 'Which numbers its units have besides the serial.',
    }),
  ),
  labelHints: Type.Optional(Type.Array(labelHint, { maxItems: limits.labelHintsMax })),
  weightGrams: Type.Optional(nullable(upTo(limits.weightGramsMax, 'Grams of one packed piece.'))),
  dimensions: Type.Optional(nullable(dimensions)),
  supplier: Type.Optional(
    nullable(Type.String({ maxLength: limits.codeLengthMax, description: 'The supplier’s code.' })),
  ),
  parts: Type.Optional(
    Type.Array(part, {
      maxItems: limits.partsPerKitMax,
      description: 'What a kit is put together from. Nothing is a part of itself, by whatever way.',
    }),
  ),
};

export const newProduct = record('NewProduct', {
  ...changeable,
  name,
  sku,
  serialized: Type.Optional(
    Type.Boolean({ description: 'Each unit has a serial number (the default), or only pieces are counted.' }),
  ),
});
export const productChange = record(
  'ProductChange',
  changeable,
  'What is not said stays; lists are replaced.',
);

export const productSchema = record('Product', {
  sku: Type.String(),
  name: Type.String(),
  category: nullable(Type.String()),
  serialized: Type.Boolean(),
  unknownSerials,
  wipeRequired: Type.Boolean(),
  gtins: Type.Array(
    record('GtinPeriod', {
      gtin: Type.String({ description: '14 digits.' }),
      from: nullable(day('The first day; null: from ever.')),
      to: nullable(day('The last day; null: for ever.')),
    }),
  ),
  serialPattern: nullable(Type.String()),
  serialExample: nullable(Type.String({ description: 'Made up, of the pattern.' })),
  numbers: Type.Array(numberKind),
  labelHints: Type.Array(labelHint),
  weightGrams: nullable(Type.Integer()),
  dimensions: nullable(dimensions),
  supplier: nullable(Type.String()),
  parts: Type.Array(part),
});
export const productPage = bothWaysPageOf('ProductPage', productSchema);
export const productsQuery = record(undefined, {
  ...bothWaysQuery(limits.pageItemsMax, limits.pageItemsDefault),
  q: Type.Optional(
    Type.String({ maxLength: limits.nameLengthMax, description: 'A part of the SKU, the name or a GTIN.' }),
  ),
  category: Type.Optional(
    Type.String({ maxLength: limits.nameLengthMax, description: 'Of this category, or of one under it.' }),
  ),
  supplier: Type.Optional(Type.String({ maxLength: limits.codeLengthMax })),
  serialized: Type.Optional(Type.Boolean()),
  sort: Type.Optional(
    choice(
      undefined,
      ['sku', '-sku', 'name', '-name'],
      'With `-` the other way round; the oldest first if not said.',
    ),
  ),
});
export const productParams = record(undefined, { sku: Type.String({ description: 'Percent-encoded.' }) });
export const listQuery = record(undefined, pageQuery(limits.pageItemsMax, limits.pageItemsDefault));

// ---- Terms: what was agreed about a product, from a day on

const fromDay = day('The first day on which it holds.');
export const warrantyTerms = record('WarrantyTerms', {
  kind: choice(undefined, ['statutory', 'maker', 'store', 'extended', 'repair']),
  months: upTo(limits.warrantyMonthsMax, '0: none from that day on.', 0),
  starts: choice(
    undefined,
    ['sale', 'delivery', 'activation'],
    'What its months are counted from, in the calendar of the site of the sale.',
  ),
  from: fromDay,
});
export const costTerms = record('CostTerms', {
  amount: upTo(limits.moneyMinorMax, 'In minor units: cents.', 0),
  currency: Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217.' }),
  from: fromDay,
});
const written = { setAt: timestamp, setBy: Type.String({ description: 'The actor’s code.' }) };
export const warrantyList = record('WarrantyTermsList', {
  items: Type.Array(record('WarrantyTermsSet', { ...warrantyTerms.properties, ...written })),
});
export const costList = record('CostTermsList', {
  items: Type.Array(record('CostTermsSet', { ...costTerms.properties, ...written })),
});
export const termsQuery = record(undefined, {
  on: Type.Optional(day('Only what holds on that day; else all that was ever set, the latest first.')),
});

// ---- Categories

const categoryCode = Type.String({
  minLength: 1,
  maxLength: limits.nameLengthMax,
  description: 'Never changes: products and policies name it.',
});
const parent = nullable(
  Type.String({
    maxLength: limits.codeLengthMax,
    description: 'The code of the category above; null at the top.',
  }),
);
export const newCategory = record('NewCategory', {
  code: categoryCode,
  name: Type.Optional(name),
  parent: Type.Optional(parent),
});
export const categoryChange = record('CategoryChange', {
  name: Type.Optional(name),
  parent: Type.Optional(parent),
});
export const categorySchema = record('Category', { code: Type.String(), name: Type.String(), parent });
export const categoryPage = pageOf('CategoryPage', categorySchema);
export const codeParams = record(undefined, { code: Type.String({ description: 'Percent-encoded.' }) });

// ---- Suppliers

const supplierNumber = record('SupplierNumber', {
  kind: choice(undefined, ['gln', 'duns', 'tax', 'erp', 'other']),
  value: Type.String({ minLength: 1, maxLength: limits.documentNumberLengthMax }),
});
const supplierParts = {
  name: Type.Optional(name),
  numbers: Type.Optional(Type.Array(supplierNumber, { maxItems: limits.supplierNumbersMax })),
  sampleSize: Type.Optional(
    nullable(
      wholeNumber({
        minimum: 0,
        maximum: limits.sampleSizeMax,
        description:
          'How many units of a delivery’s cartons are scanned before the rest is taken as announced; null: every one.',
      }),
    ),
  ),
  active: Type.Optional(Type.Boolean()),
};
export const newSupplier = record('NewSupplier', {
  ...supplierParts,
  code: Type.String({
    pattern: `^[A-Za-z0-9._-]{1,${limits.codeLengthMax}}$`,
    description: 'Never changes.',
  }),
  name,
});
export const supplierChange = record('SupplierChange', supplierParts);
export const supplierSchema = record('Supplier', {
  code: Type.String(),
  name: Type.String(),
  numbers: Type.Array(supplierNumber),
  sampleSize: nullable(Type.Integer()),
  active: Type.Boolean(),
});
export const supplierPage = pageOf('SupplierPage', supplierSchema);

export type NewProduct = Static<typeof newProduct>;
export type ProductChange = Static<typeof productChange>;
export type ProductOnWire = Static<typeof productSchema>;
export type WarrantyTerms = Static<typeof warrantyTerms>;
export type CostTerms = Static<typeof costTerms>;
export type NewCategory = Static<typeof newCategory>;
export type CategoryChange = Static<typeof categoryChange>;
export type NewSupplier = Static<typeof newSupplier>;
export type SupplierChange = Static<typeof supplierChange>;
export type ProductsQuery = Static<typeof productsQuery>;
export type CategoryOnWire = Static<typeof categorySchema>;
export type SupplierOnWire = Static<typeof supplierSchema>;
export type WarrantyOnWire = Static<typeof warrantyList>['items'][number];
export type CostOnWire = Static<typeof costList>['items'][number];
