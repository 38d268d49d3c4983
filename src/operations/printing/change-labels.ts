import type { LabelFacts } from '../../domain/labels/design.ts';
import { startFault } from '../../domain/labels/sheets.ts';
import { type Sites, within } from '../../domain/sites.ts';
import type { Who } from '../../ledger/acts.ts';
import type { Reference } from '../../ledger/reference.ts';
import { unitsWithin } from '../../ledger/whereabouts.ts';
import { numberColumn } from '../../platform/columns.ts';
import { inTransaction } from '../../platform/transaction.ts';
import type { FileWish, ReprintBody, VoidBody } from './contract.ts';
import {
  designFor,
  factsOfUnits,
  insertJob,
  jobOf,
  printerOf,
  siteOf,
  type WantedLabel,
  wrongStock,
} from './make-job.ts';
import { askPrint } from './print-work.ts';
import { type Changed, type PrintingParts, problem, type UsedDesign } from './printing-parts.ts';
import * as sql from './queries.ts';
import { fitsStock, voidsOld } from './rules.ts';

/**
 * Prints a label once more, with a reason: that of a label, or of a unit whose label cannot be read, found by another of
 * its numbers. Never a new number. The old ones are void from now on, but for an extra one; both stay known. The same
 * request again is the same job.
 */
export async function printAgain(
  parts: PrintingParts,
  asked: ReprintBody,
  who: Who,
  sites: Sites,
): Promise<Changed<sql.JobRow>> {
  const names = await parts.reference();
  const site = siteOf(names, asked.site, sites);
  if ('problem' in site) return site;
  const known = await jobOf(parts, asked.id);
  if (known)
    return known.site_id === site.id
      ? known
      : problem('already_exists', 'id', 'This id was used before for something else, which stands.');
  if ((asked.label === undefined) === (asked.unit === undefined))
    return problem('invalid_request', '', 'Say `label` or `unit`: whose label is printed again.');
  const old = await oldLabels(parts, names, asked, sites);
  if ('problem' in old) return old;
  const printer = await printerOf(parts, asked.printer, site.id);
  if (printer !== null && 'problem' in printer) return printer;
  const wanted = await wantedAgain(parts, names, site, old, asked.unit);
  if (wanted === null) return problem('unit_not_found', 'unit', `There is no unit ${asked.unit}.`);
  const before = old[0] ?? null;
  const used = await designAgain(parts, asked.design ?? null, before, wanted, printer);
  if ('problem' in used) return used;
  const { id: request, copies = 1, reason, note = null } = asked;
  const head = {
    ...{ request, site: site.id, printer: printer?.id ?? null, copies, reason, note },
    becomes: before?.becomes ?? ('commission' as const),
    location: before?.location ?? null,
  };
  const made = await inTransaction(parts.database, async (tx) => {
    const ids = numberColumn(old.map(({ id }) => id));
    const locked = await tx.query<{ id: number; state: string }>(sql.lockLabels, [ids]);
    const gone = locked.rows.find(({ state }) => state === 'void');
    if (gone) return problem('wrong_state', 'label', `The label ${gone.id} was made void a moment ago.`);
    const isNew = await insertJob(tx, parts, head, used, [wanted], who.id);
    if (isNew && voidsOld(reason))
      await tx.query(sql.saveVoid, [ids, parts.clock.now().toISOString(), who.id, reason, note]);
    return { isNew };
  });
  if ('problem' in made) return (await jobOf(parts, request)) ?? made;
  if (made.isNew && printer) await askPrint(parts, printer.id);
  return (await jobOf(parts, request))!;
}

/** The design that is said, else that of the label before, else, where that has been ended, that of the product. */
async function designAgain(
  parts: PrintingParts,
  asked: number | null,
  before: sql.LabelRow | null,
  wanted: WantedLabel,
  printer: sql.PrinterRow | null,
): Promise<Changed<UsedDesign>> {
  const used = await designFor(parts, asked ?? before?.design_id ?? null, [wanted], printer);
  const isEnded = 'problem' in used && used.problem.code === 'unknown_design';
  return isEnded && asked === null ? designFor(parts, null, [wanted], printer) : used;
}

/** A label counts no more, without another in its place. */
export async function voidLabel(
  { database, clock }: Pick<PrintingParts, 'database' | 'clock'>,
  row: sql.LabelRow,
  { reason, note }: VoidBody,
  actor: number,
): Promise<Changed<sql.LabelRow>> {
  const now = clock.now().toISOString();
  const { rows } = await database.query(sql.saveVoid, [
    numberColumn([row.id]),
    now,
    actor,
    reason,
    note ?? null,
  ]);
  if (!rows[0]) return problem('wrong_state', 'params.id', `The label ${row.id} is void already.`);
  const after = await database.query<sql.LabelRow>(sql.selectLabel, [row.id]);
  return after.rows[0]!;
}

/** Labels that are owed, at one of the sites; what is not is named. */
export async function owedLabels(
  { database }: Pick<PrintingParts, 'database'>,
  ids: readonly number[],
  sites: Sites,
): Promise<Changed<readonly sql.LabelRow[]>> {
  const { rows } = await database.query<sql.LabelRow>(sql.selectLabelsById, [numberColumn(ids)]);
  const found = new Map(rows.filter(({ site_id }) => within(sites, site_id)).map((row) => [row.id, row]));
  const absent = ids.findIndex((id) => !found.has(id));
  if (absent >= 0)
    return problem('label_not_found', `labels[${absent}]`, `There is no label ${ids[absent]}.`);
  const done = ids.find((id) => !isOwed(found.get(id)!.state));
  if (done !== undefined) return notOwed(ids, done);
  const labels = ids.map((id) => found.get(id)!);
  const [first] = labels as [sql.LabelRow];
  const other = labels.findIndex(({ site_id }) => site_id !== first.site_id);
  if (other < 0) return labels;
  return problem('invalid_request', `labels[${other}]`, 'Labels of one site are printed together.');
}

function isOwed(state: string): boolean {
  return state === 'to_print' || state === 'unsure';
}

function notOwed(ids: readonly number[], id: number) {
  const sentence = `The label ${id} is not owed any more: print it again, with a reason.`;
  return problem('wrong_state', `labels[${ids.indexOf(id)}]`, sentence);
}

/** Labels that are owed go to a printer after all: one that failed before, or another one. */
export async function printOwedLabels(
  parts: PrintingParts,
  ids: readonly number[],
  printerId: number,
  sites: Sites,
): Promise<Changed<{ readonly labels: readonly sql.LabelRow[] }>> {
  const owed = await owedLabels(parts, ids, sites);
  if ('problem' in owed) return owed;
  const printer = await printerOf(parts, printerId, owed[0]!.site_id);
  if (printer === null || 'problem' in printer)
    return printer ?? problem('unknown_printer', 'printer', 'There is no such printer.');
  for (const row of firstOfEachDesign(owed)) {
    const stock = { widthMm: printer.width_mm, heightMm: printer.height_mm };
    if (!fitsStock(row.design, stock)) return wrongStock(row.design, printer);
  }
  await parts.database.query(sql.sendAgain, [numberColumn(ids), printer.id, parts.clock.now().toISOString()]);
  await askPrint(parts, printer.id);
  const { rows } = await parts.database.query<sql.LabelRow>(sql.selectLabelsById, [numberColumn(ids)]);
  return { labels: rows };
}

/** Labels that are owed, drawn into a file, for a printer of the office or one that is not in the network. */
export async function takeLabelFile(
  parts: PrintingParts,
  { labels: ids, kind, startAt = 1 }: FileWish,
  sites: Sites,
): Promise<Changed<{ readonly file: Buffer }>> {
  const owed = await owedLabels(parts, ids, sites);
  if ('problem' in owed) return owed;
  const designs = firstOfEachDesign(owed);
  const noPlace = startFault(kind === 'pdf' ? designs[0]!.design.sheet : null, startAt);
  if (noPlace !== null) return problem('invalid_request', 'startAt', noPlace);
  if (designs.length > 1 && kind === 'pdf')
    return problem('invalid_request', 'labels', 'One file holds labels of one design.');
  // Drawn first: labels of a file that could not be made are still owed.
  const pieces: Buffer[] = [];
  for (const row of designs) {
    const same = owed.filter((one) => keyOf(one) === keyOf(row));
    pieces.push(
      await parts.making.draw(row.design, same.map(factsOf), { kind, copies: row.copies, startAt }),
    );
  }
  return inTransaction(parts.database, async (tx) => {
    const locked = await tx.query<{ id: number; state: string }>(sql.lockLabels, [numberColumn(ids)]);
    const gone = locked.rows.find(({ state }) => !isOwed(state));
    // A printer that came back has begun with it: in the file it would lie there twice.
    if (gone) return notOwed(ids, gone.id);
    await tx.query(sql.saveTaken, [numberColumn(ids), parts.clock.now().toISOString()]);
    return { file: Buffer.concat(pieces) };
  });
}

async function oldLabels(
  parts: PrintingParts,
  names: Reference,
  { label, unit }: ReprintBody,
  sites: Sites,
): Promise<Changed<readonly sql.LabelRow[]>> {
  const { database } = parts;
  if (unit !== undefined) {
    const seen = await unitsWithin(parts.read, names, [unit], sites);
    if (seen.length === 0) return problem('unit_not_found', 'unit', `There is no unit ${unit}.`);
    const { rows } = await database.query<sql.LabelRow>(sql.selectUnitLabels, [unit, 0, 1_000, null]);
    return rows.filter(({ state }) => state !== 'void').reverse();
  }
  const { rows } = await database.query<sql.LabelRow>(sql.selectLabelsById, [numberColumn([label!])]);
  const [row] = rows;
  if (!row || !within(sites, row.site_id))
    return problem('label_not_found', 'label', `There is no label ${label}.`);
  if (row.state === 'void')
    return problem('wrong_state', 'label', `The label ${label} is void: print the one in its place again.`);
  return [row];
}

/** A unit's label says what is known of it now; a number without a unit what it said before. */
async function wantedAgain(
  parts: PrintingParts,
  names: Reference,
  site: Parameters<typeof factsOfUnits>[2],
  old: readonly sql.LabelRow[],
  asked: number | undefined,
): Promise<WantedLabel | null> {
  const before = old[0];
  const unit = asked ?? before?.unit_id ?? null;
  const replaces = before?.id ?? null;
  if (unit === null) return { product: before!.product_id, unit: null, facts: factsOf(before!), replaces };
  const [now] = await factsOfUnits(parts, names, site, [unit]);
  return now ? { ...now, replaces } : null;
}

function firstOfEachDesign(rows: readonly sql.LabelRow[]): sql.LabelRow[] {
  return [...new Map(rows.map((row) => [keyOf(row), row])).values()];
}

function keyOf({ design_id, design_version, copies }: sql.LabelRow): string {
  return `${design_id} ${design_version} ${copies}`;
}

function factsOf({ facts }: sql.LabelRow): LabelFacts {
  return facts as unknown as LabelFacts;
}
