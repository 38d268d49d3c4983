import { ensureDocuments } from '../../../ledger/ensure-documents.ts';
import { numberColumn, textColumn } from '../../../platform/columns.ts';
import type { Connection } from '../../../platform/database.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import * as sql from './queries.ts';
import { type AnnounceParts, type AnnounceProblem, no, type Wanted } from './wanted.ts';

/** Keeps lines and cartons of an announcement in place of those before; answers why not, and then keeps nothing. */
export async function keepAnnouncement(
  { database, clock }: AnnounceParts,
  wanted: Wanted,
): Promise<AnnounceProblem | null> {
  return inTransaction(database, async (tx) => {
    const id = (await ensureDocuments(tx, 'receipt', [wanted.number])).get(wanted.number)!;
    const now = clock.now().toISOString();
    await tx.query(sql.insertReceipt, [id, wanted.site.id, wanted.supplier, now]);
    const { rows } = await tx.query<sql.AnnouncedRow>(sql.holdAnnounced, [id]);
    const held = rows[0]!;
    if (held.revision !== wanted.revision - 1 || held.closed || held.site_id !== wanted.site.id)
      return no('already_exists', 'number', `There is a receipt ${wanted.number} already.`).problem;
    const filled = (await tx.query<sql.FilledRow>(sql.selectFilled, [id])).rows;
    const lines = linesOf(wanted, filled);
    if ('problem' in lines) return lines.problem;
    const before = filled.reduce((sum, { quantity }) => sum + quantity, 0);
    const { announcement, supplier, expectedOn, blind, digest, revision } = wanted;
    await replaceLines(tx, id, wanted, lines.lines);
    await replaceCartons(tx, id, wanted);
    const { unnamed, pieces } = announcement;
    await tx.query(sql.saveAnnounced, [
      id,
      supplier,
      expectedOn,
      blind,
      unnamed - before,
      pieces,
      digest,
      revision,
    ]);
    return null;
  });
}

interface Line {
  readonly line: number;
  readonly product: number;
  readonly quantity: number;
  readonly filled: number;
}

/** What came against a line stays: a line may not become shorter than that, or another product's. */
function linesOf({ announcement }: Wanted, filled: readonly sql.FilledRow[]) {
  const wanted = announcement.lines.filter(({ unnamed }) => unnamed > 0);
  for (const was of filled.filter((row) => row.filled > 0)) {
    const at = announcement.lines.findIndex(({ line }) => line === was.line);
    const now = announcement.lines[at];
    if (!now || now.product !== was.product_id || now.unnamed < was.filled)
      return no(
        'already_came',
        at < 0 ? 'lines' : `lines[${at}]`,
        `${was.filled} of line ${was.line} have come already.`,
      );
  }
  const cameOf = (line: number) => filled.find((row) => row.line === line)?.filled ?? 0;
  const lines = wanted.map(
    ({ line, product, unnamed }): Line => ({ line, product, quantity: unnamed, filled: cameOf(line) }),
  );
  return { lines };
}

async function replaceLines(tx: Connection, id: number, { announcement }: Wanted, lines: readonly Line[]) {
  await tx.query(sql.dropLines, [id]);
  await tx.query(sql.dropAnnounced, [id]);
  await tx.query(sql.insertLines, [
    id,
    numberColumn(lines.map(({ line }) => line)),
    numberColumn(lines.map(({ product }) => product)),
    numberColumn(lines.map(({ quantity }) => quantity)),
    numberColumn(lines.map(({ filled }) => filled)),
  ]);
  await tx.query(sql.insertAnnounced, [
    id,
    numberColumn(announcement.lines.map(({ line }) => line)),
    numberColumn(announcement.lines.map(({ product }) => product)),
    numberColumn(announcement.lines.map(({ quantity }) => quantity)),
    textColumn(announcement.lines.map(({ lot }) => lot)),
    textColumn(announcement.lines.map(({ order }) => order)),
    numberColumn(announcement.lines.map(({ orderLine }) => orderLine)),
  ]);
}

async function replaceCartons(tx: Connection, id: number, { announcement }: Wanted) {
  const { cartons, cartonPieces } = announcement;
  const packed = announcement.units.filter(({ sscc }) => sscc !== null);
  await tx.query(sql.dropCartonUnits, [id]);
  await tx.query(sql.dropCartonPieces, [id]);
  await tx.query(sql.dropCartons, [id, textColumn(cartons.map(({ sscc }) => sscc))]);
  if (cartons.length === 0) return;
  await tx.query(sql.saveCartons, [
    id,
    textColumn(cartons.map(({ sscc }) => sscc)),
    textColumn(cartons.map(({ inside }) => inside)),
  ]);
  await tx.query(sql.insertCartonUnits, [
    id,
    numberColumn(packed.map(({ product }) => product)),
    textColumn(packed.map(({ serial }) => serial)),
    textColumn(packed.map(({ sscc }) => sscc)),
    numberColumn(packed.map(({ line }) => line)),
  ]);
  await tx.query(sql.insertCartonPieces, [
    id,
    textColumn(cartonPieces.map(({ sscc }) => sscc)),
    numberColumn(cartonPieces.map(({ line }) => line)),
    numberColumn(cartonPieces.map(({ product }) => product)),
    numberColumn(cartonPieces.map(({ quantity }) => quantity)),
  ]);
}
