import { conditions } from '../facts.ts';
import { isDigits, isGs1Valid, toGtin14, toImei } from '../identifiers/check-digits.ts';
import { readSerialList } from '../identifiers/serial-list.ts';
import { limits } from '../limits.ts';
import {
  type DefaultField,
  type DocumentImportKind,
  type Field,
  type ImportKind,
  isDocumentKind,
} from './fields.ts';
import { bare } from './formulas.ts';
import { type Junk, junkSerial } from './junk-serials.ts';
import type { Column } from './mapping.ts';
import type { Moving } from './moving.ts';
import { type LineProblem, lineProblem } from './problems.ts';
import { type ProductSaid, readProduct } from './product-lines.ts';
import { type DateOrder, decimalsOf, isPersonalData, readAmount, readQuantity, readTime } from './values.ts';

/** How the lines of one file are read. */
export interface ImportSettings {
  /** What lines mean that do not say it themselves. */
  readonly defaults: Readonly<Partial<Record<DefaultField, string>>>;
  /** Which comes first in dates like 03/04/2026. */
  readonly dateOrder?: DateOrder;
  /** Serials that look like nobody's are taken all the same. */
  readonly acceptJunk?: boolean;
  /** What the file calls a site, and its code here. */
  readonly siteNames?: Readonly<Record<string, string>>;
  /** Products stand as `[CODE] Name`. */
  readonly bracketedSku?: boolean;
  /** A receipt or an order that is there already becomes what the file says. */
  readonly replaces?: boolean;
  /** A document's further lines leave out what its first line says. */
  readonly carriesDown?: boolean;
  /** Bulk moves: what the units do. */
  readonly moving?: Moving;
}

/** One line, understood; what it does not say is undefined. */
export interface ImportLine extends ProductSaid {
  readonly sku?: string;
  /** 14 digits. */
  readonly gtin?: string;
  /** The unit's id here. */
  readonly unit?: number;
  readonly serial?: string;
  readonly imeis?: readonly string[];
  readonly number?: string;
  readonly line?: number;
  readonly site?: string;
  readonly location?: string;
  readonly quantity?: number;
  readonly condition?: string;
  readonly lot?: string;
  readonly supplier?: string;
  /** A time on the wall of the line's site, or an instant. */
  readonly time?: { readonly local: string } | { readonly instant: string };
  /** Minor units of the currency. */
  readonly paid?: number;
  readonly currency?: string;
  readonly channel?: string;
  readonly customer?: string;
  /** A list of serials as it was written, ranges included: it can be read. */
  readonly serials?: string;
  /** The carton, and the pallet that it stands on: 18 digits each. */
  readonly sscc?: string;
  readonly pallet?: string;
  /** The purchase order that is answered, and its line. */
  readonly order?: string;
  readonly orderLine?: number;
  readonly expectedOn?: string;
}

export type Texts = Readonly<Partial<Record<Field, string>>>;
export type LineRead = { readonly line: ImportLine } | { readonly problem: LineProblem };

/** The texts of one line by what they mean: blanks around codes and the marks against formulas are taken off. */
export function textsOf(
  cells: readonly string[],
  columns: readonly Column[],
  settings: ImportSettings,
  before: Texts | null,
): Texts {
  const texts: { [Name in Field]?: string } = {};
  for (const [index, { field }] of columns.entries()) {
    if (field === null) continue;
    const text = bare(cells[index] ?? '');
    const value = freeText.has(field) ? text : text.trim();
    if (value !== '') texts[field] = value;
  }
  if (settings.bracketedSku && texts.sku) texts.sku = /^\[([^\]]+)\]/.exec(texts.sku)?.[1] ?? texts.sku;
  const isSameDocument = texts.number === undefined || texts.number === before?.number;
  if (settings.carriesDown && before && isSameDocument) {
    for (const field of carried)
      if (texts[field] === undefined && before[field]) texts[field] = before[field];
  }
  for (const [field, value] of Object.entries(settings.defaults))
    if (texts[field as Field] === undefined) texts[field as Field] = value;
  const site = texts.site === undefined ? undefined : settings.siteNames?.[texts.site];
  if (site !== undefined) texts.site = site;
  return texts;
}

/** What people write as they like; blanks and line ends are part of it. */
const freeText: ReadonlySet<Field> = new Set<Field>(['name', 'category', 'serialPattern']);

const carried: readonly Field[] = ['number', 'at', 'currency', 'channel', 'customer', 'site'];

/** What a line says, or the first thing that is wrong with it. Sites and products are looked up by whoever asks. */
export function readLine(kind: ImportKind, texts: Texts, settings: ImportSettings): LineRead {
  const wrong = wrongText(texts);
  if (wrong) return { problem: wrong };
  const line: { -readonly [Name in keyof ImportLine]: ImportLine[Name] } = {};
  const problem = readNames(line, texts) ?? readRest(kind, line, texts, settings) ?? missing(kind, line);
  return problem ? { problem } : { line };
}

function readRest(kind: ImportKind, line: Draft, texts: Texts, settings: ImportSettings): LineProblem | null {
  if (kind === 'products') {
    const read = readProduct(texts);
    if ('problem' in read) return read.problem;
    Object.assign(line, gapless(read.said));
    return null;
  }
  const numbers = kind === 'moves' ? readKnown(line, texts) : readNumbers(line, texts, settings);
  const read = numbers ?? readFacts(line, texts, settings);
  return read ?? (isDocumentKind(kind) ? readDelivery(line, texts, settings) : null);
}

type Draft = { -readonly [Name in keyof ImportLine]: ImportLine[Name] };

const lengths: Readonly<Partial<Record<Field, number>>> = {
  number: limits.documentNumberLengthMax,
  order: limits.documentNumberLengthMax,
  serials: limits.importLineLengthMax,
  site: limits.codeLengthMax,
  location: limits.codeLengthMax,
  parts: limits.importLineLengthMax,
  warranty: limits.importLineLengthMax,
  cost: limits.importLineLengthMax,
};

/** Their length is looked at where they are read. */
const ownLimits: ReadonlySet<string> = new Set(['unit', 'serial', 'gtin']);

function wrongText(texts: Texts): LineProblem | null {
  for (const [field, text] of Object.entries(texts)) {
    const forbidden = freeText.has(field as Field) ? text.includes('\0') : /\p{Cc}/u.test(text);
    if (forbidden) return lineProblem('forbidden_character', { field });
    const limit = lengths[field as Field] ?? limits.nameLengthMax;
    if (!ownLimits.has(field) && text.length > limit)
      return lineProblem('too_long', { field, limit: String(limit) });
  }
  return null;
}

/** What stays the text that it is. */
function readNames(line: Draft, texts: Texts): LineProblem | null {
  const { sku, number, site, location, lot, supplier, channel, customer, order } = texts;
  if (sku !== undefined && !/^[!-~]+$/.test(sku))
    return lineProblem('bad_sku', { value: sku, limit: String(limits.skuLengthMax) });
  if (sku !== undefined && sku.length > limits.skuLengthMax)
    return lineProblem('bad_sku', { value: sku, limit: String(limits.skuLengthMax) });
  if (customer !== undefined && isPersonalData(customer)) return lineProblem('personal_data');
  Object.assign(line, gapless({ sku, number, site, location, lot, supplier, channel, customer, order }));
  return null;
}

/** Of a unit that is there already a line may say any number that it has, as any scan may: the ledger knows them. */
function readKnown(line: Draft, { unit, serial, gtin, imei, imei2 }: Texts): LineProblem | null {
  if (unit !== undefined) {
    const id = /^(?:UNIT:)?([1-9][0-9]{0,15})$/i.exec(unit)?.[1];
    if (id === undefined || !Number.isSafeInteger(Number(id)))
      return lineProblem('bad_unit', { value: unit });
    line.unit = Number(id);
  }
  const longest = Math.max(...[serial, gtin, imei, imei2].map((text) => text?.length ?? 0));
  if (longest > limits.scanTextLengthMax)
    return lineProblem('serial_too_long', { limit: String(limits.scanTextLengthMax) });
  const imeis = [imei, imei2].filter((text) => text !== undefined);
  Object.assign(line, gapless({ serial, gtin, imeis: imeis.length > 0 ? imeis : undefined }));
  return null;
}

/** The numbers that say which thing is meant, with their check digits. */
function readNumbers(line: Draft, texts: Texts, { acceptJunk }: ImportSettings): LineProblem | null {
  const { gtin, serial, imei, imei2 } = texts;
  if (gtin !== undefined) {
    const read = toGtin14(gtin);
    if (read === null) return lineProblem('bad_gtin', { value: gtin });
    line.gtin = read;
  }
  const imeis: string[] = [];
  for (const text of [imei, imei2]) {
    if (text === undefined) continue;
    const read = toImei(text);
    if (read === null) return lineProblem('bad_imei', { value: text });
    imeis.push(read);
  }
  if (imeis.length > 0) line.imeis = imeis;
  if (serial === undefined) return null;
  if (Array.from(serial).length > limits.serialLengthMax)
    return lineProblem('serial_too_long', { limit: String(limits.serialLengthMax) });
  const junk = acceptJunk ? null : junkSerial(serial);
  if (junk) return lineProblem('junk_serial', { serial, why: junkWords[junk] });
  line.serial = serial;
  return null;
}

const junkWords: Readonly<Record<Junk, string>> = {
  placeholder: 'it says that nobody has written one',
  same_character: 'it is one character over and over',
  counting: 'its digits only count up or down',
  spreadsheet_number: 'a spreadsheet has rounded or lost it',
};

function readFacts(line: Draft, texts: Texts, settings: ImportSettings): LineProblem | null {
  const { quantity, condition, at } = texts;
  if (quantity !== undefined) {
    const pieces = readQuantity(quantity);
    if (pieces === null || pieces > limits.quantityMax)
      return lineProblem('bad_quantity', { value: quantity });
    if (line.serial !== undefined && pieces !== 1) return lineProblem('one_unit', { value: quantity });
    line.quantity = pieces;
  }
  if (condition !== undefined) {
    const word = condition.toLowerCase();
    if (!(conditions as readonly string[]).includes(word))
      return lineProblem('bad_choice', {
        field: 'condition',
        value: condition,
        choices: conditions.join(', '),
      });
    line.condition = word;
  }
  if (at !== undefined) {
    const time = readTime(at, settings.dateOrder);
    if ('problem' in time) return lineProblem(time.problem, { value: at });
    line.time = time;
  }
  return readDocumentLine(line, texts) ?? readPaid(line, texts);
}

function readDocumentLine(line: Draft, { line: text }: Texts): LineProblem | null {
  if (text === undefined) return null;
  if (!isDigits(text) || text.length > 9) return lineProblem('bad_line', { value: text });
  line.line = Number(text);
  return null;
}

/** What only deliveries and what was ordered of them say. */
function readDelivery(line: Draft, texts: Texts, settings: ImportSettings): LineProblem | null {
  const { expectedOn, orderLine } = texts;
  if (expectedOn !== undefined) {
    const day = readTime(expectedOn, settings.dateOrder);
    if ('problem' in day) return lineProblem(day.problem, { value: expectedOn });
    line.expectedOn = ('instant' in day ? day.instant : day.local).slice(0, 10);
  }
  if (orderLine !== undefined) {
    if (!isDigits(orderLine) || orderLine.length > 9) return lineProblem('bad_line', { value: orderLine });
    line.orderLine = Number(orderLine);
  }
  return readCartons(line, texts) ?? readSerials(line, texts, settings);
}

function readCartons(line: Draft, texts: Texts): LineProblem | null {
  for (const field of ['sscc', 'pallet'] as const) {
    const text = texts[field];
    if (text === undefined) continue;
    const digits = text.replace(/^(?:\(00\)|00(?=[0-9]{18}$))/, '');
    if (!/^[0-9]{18}$/.test(digits) || !isGs1Valid(digits)) return lineProblem('bad_sscc', { value: text });
    line[field] = digits;
  }
  return line.pallet !== undefined && line.sscc === undefined
    ? lineProblem('missing_field', { field: 'sscc' })
    : null;
}

/** One serial, several, or ranges, as a delivery note has them. */
function readSerials(line: Draft, { serials }: Texts, { acceptJunk }: ImportSettings): LineProblem | null {
  if (serials === undefined) return null;
  const read = readSerialList(serials);
  if ('error' in read) return lineProblem('bad_serials', { why: read.error.sentence });
  for (const part of read.parts) {
    const junk = acceptJunk || !('serial' in part) ? null : junkSerial(part.serial);
    if (junk) return lineProblem('junk_serial', { serial: serials, why: junkWords[junk] });
  }
  line.serials = serials;
  return null;
}

function readPaid(line: Draft, { paid, currency }: Texts): LineProblem | null {
  if (currency !== undefined) {
    if (!/^[A-Z]{3}$/i.test(currency)) return lineProblem('bad_currency', { value: currency });
    line.currency = currency.toUpperCase();
  }
  if (paid === undefined) return null;
  if (line.currency === undefined) return lineProblem('missing_field', { field: 'currency' });
  const minor = readAmount(paid, decimalsOf(line.currency));
  if (minor === null) return lineProblem('bad_amount', { value: paid, currency: line.currency });
  line.paid = minor;
  return null;
}

/** What lines of a kind must say. */
function missing(kind: ImportKind, line: Draft): LineProblem | null {
  const lacks = (field: string) => lineProblem('missing_field', { field });
  if (kind === 'products') return line.sku === undefined ? lacks('sku') : null;
  const isNamed = line.serial !== undefined || line.imeis !== undefined;
  if (kind === 'moves') {
    if (line.unit === undefined && !isNamed) return lacks('serial');
    return line.site === undefined ? lacks('site') : null;
  }
  if (line.sku === undefined && line.gtin === undefined) return lacks('sku');
  if (kind === 'orders') return line.number === undefined ? lacks('number') : null;
  if (line.site === undefined) return lacks('site');
  if (isDocumentKind(kind)) return missingOfDocument(kind, line);
  if (kind === 'opening_stock') return isNamed || line.quantity !== undefined ? null : lacks('serial');
  if (!isNamed) return lacks('serial');
  return kind === 'sales' && line.number === undefined ? lacks('number') : null;
}

function missingOfDocument(kind: DocumentImportKind, line: Draft): LineProblem | null {
  const lacks = (field: string) => lineProblem('missing_field', { field });
  if (line.number === undefined) return lacks('number');
  if (kind === 'purchase_orders' && line.supplier === undefined) return lacks('supplier');
  if (kind === 'receipts' && line.serials !== undefined) return null;
  if (line.quantity === undefined) return lacks('quantity');
  return line.quantity === 0 ? lineProblem('bad_quantity', { value: '0' }) : null;
}

function gapless(given: object): object {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
