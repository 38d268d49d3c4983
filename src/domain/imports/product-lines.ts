import { isDay } from '../gtin-periods.ts';
import { toGtin14 } from '../identifiers/check-digits.ts';
import { limits } from '../limits.ts';
import { readSerialPattern } from '../serial-pattern.ts';
import { type LineProblem, lineProblem } from './problems.ts';
import { amountText, decimalsOf, readAmount, readYes } from './values.ts';

/** A GTIN; where the file says its days, with them. */
export type GtinSaid =
  | string
  | { readonly gtin: string; readonly from: string | null; readonly to: string | null };

export const warrantyKinds = ['statutory', 'maker', 'store', 'extended', 'repair'] as const;
export const warrantyStarts = ['sale', 'delivery', 'activation'] as const;

/** `from` null: the file says no day. */
export interface WarrantySaid {
  readonly kind: (typeof warrantyKinds)[number];
  readonly months: number;
  readonly starts: (typeof warrantyStarts)[number];
  readonly from: string | null;
}

/** `amount` in minor units; `from` null: the file says no day. */
export interface CostSaid {
  readonly amount: number;
  readonly currency: string;
  readonly from: string | null;
}

/** What a line of a file of products says; what it does not say is undefined. */
export interface ProductSaid {
  readonly name?: string;
  readonly category?: string;
  readonly gtins?: readonly GtinSaid[];
  readonly serialized?: boolean;
  readonly unknownSerials?: string;
  readonly wipeRequired?: boolean;
  readonly serialPattern?: string;
  readonly weightGrams?: number;
  /** Millimetres. */
  readonly dimensions?: { readonly length: number; readonly width: number; readonly height: number };
  readonly warranties?: readonly WarrantySaid[];
  readonly costs?: readonly CostSaid[];
  readonly parts?: readonly { readonly sku: string; readonly quantity: number }[];
}

type ProductField =
  | 'name'
  | 'category'
  | 'gtin'
  | 'serialized'
  | 'unknownSerials'
  | 'wipeRequired'
  | 'serialPattern'
  | 'weightGrams'
  | 'lengthMm'
  | 'widthMm'
  | 'heightMm'
  | 'warranty'
  | 'cost'
  | 'currency'
  | 'parts';

type Texts = Readonly<Partial<Record<ProductField, string>>>;
type Said = { readonly [Name in keyof ProductSaid]: ProductSaid[Name] | undefined };

/** The cells of a product, or the first thing that is wrong with them. Whether others exist is asked elsewhere. */
export function readProduct(texts: Texts): { readonly said: Said } | { readonly problem: LineProblem } {
  const { name, category, serialPattern, unknownSerials } = texts;
  const wrong = wrongPattern(serialPattern) ?? wrongChoice(unknownSerials);
  if (wrong) return { problem: wrong };
  const serialized = readTruth('serialized', texts.serialized);
  const wipeRequired = readTruth('wipeRequired', texts.wipeRequired);
  const gtins = readAll(texts.gtin, /[\s,;|]+/, limits.gtinsPerProductMax, 'gtin', readGtin);
  const weightGrams = readMeasure('weightGrams', texts.weightGrams, limits.weightGramsMax);
  const dimensions = readDimensions(texts);
  const warranties = readAll(texts.warranty, /;/, limits.termsPerLineMax, 'warranty', readWarranty);
  const readOneCost = (text: string) => readCost(text, texts.currency);
  const costs = readAll(texts.cost, /;/, limits.termsPerLineMax, 'cost', readOneCost);
  const parts = readAll(texts.parts, /\s+/, limits.partsPerKitMax, 'parts', readPart);
  const read = { serialized, wipeRequired, gtins, weightGrams, dimensions, warranties, costs, parts };
  for (const one of Object.values(read)) if (isProblem(one)) return { problem: one.problem };
  const good = read as { [Name in keyof typeof read]: Exclude<(typeof read)[Name], Wrong> };
  return { said: { name, category, serialPattern, unknownSerials, ...good } };
}

interface Wrong {
  readonly problem: LineProblem;
}

function isProblem(one: unknown): one is Wrong {
  return typeof one === 'object' && one !== null && 'problem' in one;
}

function wrong(...of: Parameters<typeof lineProblem>): Wrong {
  return { problem: lineProblem(...of) };
}

function wrongPattern(text: string | undefined): LineProblem | null {
  if (text === undefined) return null;
  const read = readSerialPattern(text);
  if (!('error' in read)) return null;
  const { at, why } = read.error;
  return lineProblem('bad_serial_pattern', { value: text, at: String(at + 1), why });
}

const unknownSerialChoices: readonly string[] = ['refuse', 'arrivals', 'anywhere'];

function wrongChoice(unknownSerials: string | undefined): LineProblem | null {
  if (unknownSerials === undefined || unknownSerialChoices.includes(unknownSerials)) return null;
  const choices = unknownSerialChoices.join(', ');
  return lineProblem('bad_choice', { field: 'unknownSerials', value: unknownSerials, choices });
}

function readTruth(field: string, value: string | undefined): boolean | undefined | Wrong {
  if (value === undefined) return undefined;
  return readYes(value) ?? wrong('bad_choice', { field, value, choices: 'yes or no' });
}

/** A cell that holds several of a thing. */
function readAll<One extends GtinSaid | WarrantySaid | CostSaid | { readonly sku: string }>(
  cell: string | undefined,
  between: RegExp,
  most: number,
  field: string,
  readOne: (text: string) => One | Wrong,
): readonly One[] | undefined | Wrong {
  if (cell === undefined) return undefined;
  const texts = cell
    .split(between)
    .map((one) => one.trim())
    .filter((one) => one !== '');
  if (texts.length > most) return wrong('too_long', { field, limit: String(most) });
  const all: One[] = [];
  for (const text of texts) {
    const read = readOne(text);
    if (isProblem(read)) return read;
    all.push(read);
  }
  return all;
}

/** `4006381333931`, or with the days on which it is this product's: `4006381333931@2024-01-01/2024-12-31`. */
function readGtin(text: string): GtinSaid | Wrong {
  const [number, days] = text.split('@', 2) as [string, string?];
  const gtin = toGtin14(number);
  if (gtin === null) return wrong('bad_gtin', { value: number });
  if (days === undefined) return gtin;
  const ends = days.split('/').map((day) => (day === '' || day === '..' ? null : day));
  const [from = null, to = null] = ends;
  const isGood = ends.length === 2 && [from, to].every((day) => day === null || isDay(day));
  if (!isGood || (from !== null && to !== null && to < from)) return wrong('bad_gtin_days', { value: text });
  return { gtin, from, to };
}

function readMeasure(field: string, text: string | undefined, most: number): number | undefined | Wrong {
  if (text === undefined) return undefined;
  const whole = /^(\d{1,10})(?:[.,]0+)?$/.exec(text);
  const value = whole ? Number(whole[1]) : 0;
  return value >= 1 && value <= most
    ? value
    : wrong('bad_measure', { field, value: text, limit: String(most) });
}

/** All three or none: a box with two sides is none. */
function readDimensions({ lengthMm, widthMm, heightMm }: Texts): ProductSaid['dimensions'] | Wrong {
  const sides = { lengthMm, widthMm, heightMm };
  if (Object.values(sides).every((side) => side === undefined)) return undefined;
  const read: number[] = [];
  for (const [field, text] of Object.entries(sides)) {
    const side = readMeasure(field, text, limits.lengthMmMax);
    if (side === undefined) return wrong('missing_field', { field });
    if (typeof side !== 'number') return side;
    read.push(side);
  }
  return { length: read[0]!, width: read[1]!, height: read[2]! };
}

/** Months alone are the maker's, counted from the sale; `statutory 24 delivery 2024-01-01` says it all. */
function readWarranty(text: string): WarrantySaid | Wrong {
  const [, kind = 'maker', months, starts = 'sale', from = null] =
    /^(?:([a-z]+) +)?(\d{1,4})(?: +([a-z]+))?(?: +(\d{4}-\d\d-\d\d))?$/.exec(text) ?? [];
  const isGood =
    isOneOf(warrantyKinds, kind) && isOneOf(warrantyStarts, starts) && (from === null || isDay(from));
  if (!isGood || months === undefined || Number(months) > limits.warrantyMonthsMax)
    return wrong('bad_warranty', { value: text });
  return { kind, months: Number(months), starts, from };
}

const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

function readCost(text: string, otherwise: string | undefined): CostSaid | Wrong {
  const [, amountRead, said = otherwise, from = null] =
    /^(.*?\d)(?: *([A-Za-z]{3}))?(?: +(\d{4}-\d\d-\d\d))?$/.exec(text) ?? [];
  if (amountRead === undefined || (from !== null && !isDay(from))) return wrong('bad_cost', { value: text });
  if (said === undefined) return wrong('missing_field', { field: 'currency' });
  const currency = said.toUpperCase();
  if (!currencies.has(currency)) return wrong('bad_currency', { value: said });
  const amount = readAmount(amountRead, decimalsOf(currency));
  if (amount === null || amount < 0 || amount > limits.moneyMinorMax)
    return wrong('bad_amount', { value: amountRead, currency });
  return { amount, currency, from };
}

/** `CHARGER*2`; a SKU alone is one piece. */
function readPart(text: string): { readonly sku: string; readonly quantity: number } | Wrong {
  const [, sku, times] = /^(.+?)(?:\*(\d{1,9}))?$/.exec(text) ?? [];
  const quantity = times === undefined ? 1 : Number(times);
  const isGood = sku !== undefined && sku.length <= limits.skuLengthMax && /^[!-~]+$/.test(sku);
  if (!isGood || quantity < 1 || quantity > limits.partQuantityMax)
    return wrong('bad_parts', { value: text, limit: String(limits.partQuantityMax) });
  return { sku, quantity };
}

function isOneOf<Word extends string>(words: readonly Word[], text: string): text is Word {
  return (words as readonly string[]).includes(text);
}

// ---- The same written: what is read of it is what was given

export function gtinCell(gtins: readonly Exclude<GtinSaid, string>[]): string | null {
  const one = ({ gtin, from, to }: Exclude<GtinSaid, string>) =>
    from === null && to === null ? gtin : `${gtin}@${from ?? ''}/${to ?? ''}`;
  return gtins.map(one).join(' ') || null;
}

export function warrantyCell(terms: readonly WarrantySaid[]): string | null {
  return (
    terms.map(({ kind, months, starts, from }) => `${kind} ${months} ${starts} ${from}`).join('; ') || null
  );
}

export function costCell(terms: readonly CostSaid[]): string | null {
  const one = ({ amount, currency, from }: CostSaid) => `${amountText(amount, currency)} ${currency} ${from}`;
  return terms.map(one).join('; ') || null;
}

export function partsCell(
  parts: readonly { readonly sku: string; readonly quantity: number }[],
): string | null {
  return parts.map(({ sku, quantity }) => `${sku}*${quantity}`).join(' ') || null;
}
