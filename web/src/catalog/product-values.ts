import type { IdentifierKind } from '../../../src/domain/facts.ts';
import type { ProductOnWire } from '../../../src/operations/catalog/contract.ts';

interface GtinValues {
  readonly gtin: string;
  readonly from: string;
  readonly to: string;
}
interface HintValues {
  readonly number: IdentifierKind;
  readonly where: string;
  readonly picture: string;
  readonly route: string;
}
interface PartValues {
  readonly sku: string;
  readonly quantity: string;
}

/** A product as its form has it: texts, so that whatever is typed can stand there. */
export interface ProductValues {
  readonly sku: string;
  readonly name: string;
  readonly category: string;
  readonly supplier: string;
  readonly serialized: boolean;
  readonly unknownSerials: string;
  readonly wipeRequired: boolean;
  readonly serialPattern: string;
  readonly numbers: readonly IdentifierKind[];
  readonly gtins: readonly GtinValues[];
  readonly labelHints: readonly HintValues[];
  readonly parts: readonly PartValues[];
  readonly weightGrams: string;
  readonly length: string;
  readonly width: string;
  readonly height: string;
}

export const blankGtin: GtinValues = { gtin: '', from: '', to: '' };
export const blankHint: HintValues = { number: 'serial', where: '', picture: '', route: '' };
export const blankPart: PartValues = { sku: '', quantity: '1' };

export const blankProduct: ProductValues = {
  ...{ sku: '', name: '', category: '', supplier: '', serialized: true, wipeRequired: false },
  ...{ unknownSerials: 'arrivals', serialPattern: '', numbers: [], gtins: [], labelHints: [], parts: [] },
  ...{ weightGrams: '', length: '', width: '', height: '' },
};

export function valuesOf(product: ProductOnWire): ProductValues {
  const { sku, name, serialized, unknownSerials, wipeRequired, numbers, weightGrams, dimensions } = product;
  const size = (side: 'length' | 'width' | 'height') => String(dimensions?.[side] ?? '');
  return {
    ...{ sku, name, serialized, unknownSerials, wipeRequired, numbers },
    category: product.category ?? '',
    supplier: product.supplier ?? '',
    serialPattern: product.serialPattern ?? '',
    gtins: product.gtins.map(({ gtin, from, to }) => ({ gtin, from: from ?? '', to: to ?? '' })),
    labelHints: product.labelHints.map((hint) => ({ ...blankHint, ...hint })),
    parts: product.parts.map((part) => ({ sku: part.sku, quantity: String(part.quantity) })),
    weightGrams: String(weightGrams ?? ''),
    ...{ length: size('length'), width: size('width'), height: size('height') },
  };
}

/** What is sent of them: an empty field is null, and a number that is none is left as it was typed, for the server to say so. */
export function changeOf(values: ProductValues) {
  const { name, unknownSerials, wipeRequired, numbers, length, width, height } = values;
  const sides = { length, width, height };
  const hasSize = Object.values(sides).some((side) => side.trim() !== '');
  return {
    ...{ name: name.trim(), unknownSerials, wipeRequired, numbers },
    category: orNull(values.category),
    supplier: orNull(values.supplier),
    serialPattern: orNull(values.serialPattern),
    gtins: values.gtins.map(({ gtin, from, to }) => ({
      gtin: gtin.replace(/\s/g, ''),
      from: orNull(from),
      to: orNull(to),
    })),
    labelHints: values.labelHints.map(({ number, where, picture, route }) => ({
      ...{ number, where: where.trim() },
      ...(picture.trim() === '' ? {} : { picture: picture.trim() }),
      ...(route.trim() === '' ? {} : { route: route.trim() }),
    })),
    parts: values.parts.map(({ sku, quantity }) => ({ sku: sku.trim(), quantity: numberOf(quantity) })),
    weightGrams: numberOf(values.weightGrams),
    dimensions: hasSize
      ? Object.fromEntries(Object.entries(sides).map(([name, side]) => [name, numberOf(side)]))
      : null,
  };
}

function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}

function numberOf(text: string): number | string | null {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  return /^\d{1,15}$/.test(trimmed) ? Number(trimmed) : trimmed;
}
