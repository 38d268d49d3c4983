import { toGtin14 } from '../../domain/identifiers/check-digits.ts';
import { symbolContent } from '../../domain/labels/content.ts';
import type { LabelDesign, LabelFacts } from '../../domain/labels/design.ts';
import { limits } from '../../domain/limits.ts';
import { isOwnNumber } from '../../domain/own-number.ts';
import { type Sites, siteWithin } from '../../domain/sites.ts';
import type { Who } from '../../ledger/acts.ts';
import type { Reference, Site } from '../../ledger/reference.ts';
import { unitsWithin } from '../../ledger/whereabouts.ts';
import { dayIn } from '../../platform/clock.ts';
import { jsonColumn, numberColumn, textColumn } from '../../platform/columns.ts';
import type { Connection } from '../../platform/database.ts';
import { inTransaction } from '../../platform/transaction.ts';
import type { NewPrintJob } from './contract.ts';
import { askPrint } from './print-work.ts';
import { type Changed, type PrintingParts, problem, type UsedDesign, type WhyNot } from './printing-parts.ts';
import * as sql from './queries.ts';
import { type Becomes, contentKey, fitsStock, type ReprintReason } from './rules.ts';

/** A label to be made. */
export interface WantedLabel {
  readonly product: number;
  readonly unit: number | null;
  readonly facts: LabelFacts;
  readonly replaces: number | null;
}

/** What a job is besides its labels. */
export interface JobHead {
  readonly request: string;
  readonly site: number;
  readonly printer: number | null;
  readonly copies: number;
  readonly becomes: Becomes;
  readonly location: string | null;
  readonly reason: ReprintReason | null;
  readonly note: string | null;
}

/**
 * Asks for labels: of new numbers of a product, of units, or of a receipt's units. All of them can be drawn and the
 * printer holds labels of the design's size, or nothing is done. The same request again is the same job, and its numbers the same.
 */
export async function makeJob(
  parts: PrintingParts,
  asked: NewPrintJob,
  who: Who,
  sites: Sites,
): Promise<Changed<sql.JobRow>> {
  const names = await parts.reference();
  const site = siteOf(names, asked.site, sites);
  if ('problem' in site) return site;
  const known = await jobOf(parts, asked.id);
  if (known) return known.site_id === site.id ? known : otherRequest();
  const printer = await printerOf(parts, asked.printer, site.id);
  if (printer !== null && 'problem' in printer) return printer;
  const location = asked.location ?? null;
  if (location !== null && !names.locationsByCode.has(`${site.id}/${location}`))
    return problem('unknown_location', 'location', `There is no location "${location}" at ${site.code}.`);
  const wanted = await wantedOf(parts, names, site, asked, who, sites);
  if ('problem' in wanted) return wanted;
  const used = await designFor(parts, asked.design ?? null, wanted, printer);
  if ('problem' in used) return used;
  const { id: request, copies = 1, becomes = 'commission', note = null } = asked;
  const head = {
    request,
    site: site.id,
    printer: printer?.id ?? null,
    copies,
    becomes,
    location,
    reason: null,
    note,
  };
  const made = await inTransaction(parts.database, (tx) => insertJob(tx, parts, head, used, wanted, who.id));
  if (made && printer) await askPrint(parts, printer.id);
  return (await jobOf(parts, request))!;
}

/** Writes a job with its labels; false where the request was made before. */
export async function insertJob(
  tx: Connection,
  { clock }: Pick<PrintingParts, 'clock'>,
  head: JobHead,
  used: UsedDesign,
  wanted: readonly WantedLabel[],
  actor: number,
): Promise<boolean> {
  const now = clock.now().toISOString();
  const products = new Set(wanted.map(({ product }) => product));
  const product = products.size === 1 ? wanted[0]!.product : null;
  const { request, site, printer, copies, becomes, location, reason, note } = head;
  const values = [copies, becomes, location, reason, note, now, actor];
  const made = await tx.query<{ id: number }>(sql.insertJob, [
    ...[request, site, product, used.id, used.version, used.name, JSON.stringify(used.design)],
    ...values,
  ]);
  if (!made.rows[0]) return false;
  const contents = wanted.map(({ facts }) => contentOf(used, facts));
  const columns = [
    numberColumn(wanted.map((one) => one.product)),
    numberColumn(wanted.map(({ unit }) => unit)),
    textColumn(wanted.map(({ facts }) => facts.serial)),
    textColumn(contents),
    textColumn(contents.map(contentKey)),
    jsonColumn(wanted.map(({ facts }) => facts)),
    numberColumn(wanted.map(({ replaces }) => replaces)),
  ];
  await tx.query(sql.insertLabels, [made.rows[0].id, site, printer, now, ...columns]);
  return true;
}

export async function jobOf(
  { database }: Pick<PrintingParts, 'database'>,
  request: string,
): Promise<sql.JobRow | undefined> {
  const { rows } = await database.query<sql.JobRow>(sql.selectJobByRequest, [request]);
  return rows[0];
}

/** A site out of reach answers as one that does not exist. */
export function siteOf(names: Reference, code: string, sites: Sites): Changed<Site> {
  return siteWithin(names, code, sites) ?? problem('unknown_site', 'site', `There is no site "${code}".`);
}

/** A printer of the site that is in use; null: none is wanted. */
export async function printerOf(
  { database }: Pick<PrintingParts, 'database'>,
  id: number | null,
  site: number,
): Promise<Changed<sql.PrinterRow> | null> {
  if (id === null) return null;
  const { rows } = await database.query<sql.PrinterRow>(sql.selectPrinter, [id]);
  const [printer] = rows;
  if (printer?.site_id === site && printer.active) return printer;
  return problem('unknown_printer', 'printer', `There is no printer ${id} at this site.`);
}

/** The design that is wanted, in its newest version, by which all labels can be drawn for this printer. */
export async function designFor(
  parts: Pick<PrintingParts, 'making'>,
  wish: number | null,
  wanted: readonly WantedLabel[],
  printer: sql.PrinterRow | null,
): Promise<Changed<UsedDesign>> {
  const used = await parts.making.find({
    id: wish,
    product: wanted[0]!.product,
    hasGtin: wanted[0]!.facts.gtin !== null,
  });
  if (used === null)
    return problem(
      'unknown_design',
      'design',
      wish === null ? 'There is no label design yet.' : `There is no label design ${wish}.`,
    );
  if (printer !== null) {
    const stock = { widthMm: printer.width_mm, heightMm: printer.height_mm };
    if (!fitsStock(used.design, stock)) return wrongStock(used.design, printer);
  }
  const fault = await parts.making.fault(
    used.design,
    wanted.map(({ facts }) => facts),
  );
  return fault === null ? used : problem('not_drawable', 'design', fault);
}

export function wrongStock(design: LabelDesign, printer: sql.PrinterRow): WhyNot {
  const size = (width: number, height: number) => `${width} × ${height} mm`;
  return problem(
    'wrong_stock',
    'printer',
    `The label is ${size(design.widthMm, design.heightMm)}; in the printer ${printer.name} are labels of ` +
      `${size(printer.width_mm, printer.height_mm)}.`,
  );
}

/** Of units what is known of them now. */
export async function factsOfUnits(
  parts: Pick<PrintingParts, 'database' | 'clock' | 'linkOf'>,
  names: Reference,
  site: Site,
  ids: readonly number[],
): Promise<WantedLabel[]> {
  const { rows } = await parts.database.query<sql.UnitFactsRow>(sql.selectUnits, [numberColumn(ids)]);
  const gtins = await gtinsOf(
    parts,
    site,
    rows.map(({ product_id }) => product_id),
  );
  const bySerial = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = bySerial.get(id);
    const product = row && names.products.get(row.product_id);
    if (!row || !product) return [];
    const { sku, name } = product;
    // An own number stands for the thing until its true serial is known: no GTIN goes with it.
    const gtin = isOwnNumber(row.serial) ? null : (gtins.get(product.id) ?? null);
    const facts = withLink(parts, { name, sku, gtin, serial: row.serial, lot: row.lot });
    return [{ product: product.id, unit: id, facts, replaces: null }];
  });
}

async function wantedOf(
  parts: PrintingParts,
  names: Reference,
  site: Site,
  asked: NewPrintJob,
  who: Who,
  sites: Sites,
): Promise<Changed<readonly WantedLabel[]>> {
  const said = [asked.sku, asked.units, asked.receipt].filter((one) => one !== undefined).length;
  if (said !== 1)
    return problem(
      'invalid_request',
      '',
      'Say one of `sku`, `units` and `receipt`: what labels are wanted of.',
    );
  if (asked.sku !== undefined) return newNumbers(parts, names, site, { ...asked, sku: asked.sku }, who);
  const ids = asked.units ?? (await unitsOfReceipt(parts, asked.receipt!));
  if (ids.length > limits.labelsPerJobMax)
    return problem('too_many_items', 'receipt', `At most ${limits.labelsPerJobMax} labels at a time.`);
  const seen = await unitsWithin(parts.read, names, ids, sites);
  const wanted = await factsOfUnits(parts, names, site, seen);
  const have = new Set(wanted.map(({ unit }) => unit));
  const absent = asked.units?.find((id) => !have.has(id));
  if (absent !== undefined) return problem('unit_not_found', 'units', `There is no unit ${absent}.`);
  if (wanted.length === 0)
    return problem('nothing_to_print', 'receipt', `The receipt ${asked.receipt} has no units here.`);
  return wanted;
}

/** One more than may be is enough to know that there are too many. */
async function unitsOfReceipt({ database }: PrintingParts, number: string): Promise<number[]> {
  const { rows } = await database.query<{ id: number }>(sql.selectReceiptUnits, [
    number,
    limits.labelsPerJobMax + 1,
  ]);
  return rows.map(({ id }) => id);
}

async function newNumbers(
  parts: PrintingParts,
  names: Reference,
  site: Site,
  { id, sku, count = 1 }: NewPrintJob & { readonly sku: string },
  who: Who,
): Promise<Changed<readonly WantedLabel[]>> {
  const product = names.productsBySku.get(sku);
  if (!product?.serialized) {
    const why = product ? 'is kept by quantity: its pieces have no numbers.' : 'is not in the catalog.';
    return problem('unknown_product', 'sku', `The product "${sku}" ${why}`);
  }
  const taken = await parts.takeNumbers(id, sku, count, who.id);
  if ('problem' in taken) return taken;
  const gtin = (await gtinsOf(parts, site, [product.id])).get(product.id) ?? null;
  return taken.numbers.map((serial) => ({
    product: product.id,
    unit: null,
    facts: withLink(parts, { name: product.name, sku, gtin, serial, lot: null }),
    replaces: null,
  }));
}

async function gtinsOf(
  { database, clock }: Pick<PrintingParts, 'database' | 'clock'>,
  site: Site,
  products: readonly number[],
): Promise<Map<number, string>> {
  const today = dayIn(site.timeZone, clock.now().toISOString());
  const ids = numberColumn([...new Set(products)]);
  const { rows } = await database.query<{ product_id: number; gtin: string }>(sql.selectGtins, [ids, today]);
  return new Map(rows.map(({ product_id, gtin }) => [product_id, gtin]));
}

/** Labels of a GTIN lead to us, where it is known where that is. */
function withLink(parts: Pick<PrintingParts, 'linkOf'>, facts: LabelFacts): LabelFacts {
  const gtin = facts.gtin === null ? null : toGtin14(facts.gtin);
  return gtin === null ? facts : { ...facts, link: parts.linkOf({ gtin, serial: facts.serial }) };
}

/** What a design that was looked at says of a unit. */
function contentOf({ design, name }: UsedDesign, facts: LabelFacts): string {
  const content = symbolContent(design, facts);
  if ('fault' in content)
    throw new Error(`the design ${name} was looked at before: ${content.fault.sentence}`);
  return content.text;
}

function otherRequest() {
  return problem('already_exists', 'id', 'This id was used before for something else, which stands.');
}
