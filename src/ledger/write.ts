import type { Connection, Result, Statement } from '../platform/database.ts';
import { countChanges, stockChanges } from './differences.ts';
import { documentKey, type HeldDocument } from './documents.ts';
import { linkEvents } from './link.ts';
import { numberChanges } from './number-changes.ts';
import * as sql from './queries.ts';
import type { HeldUnit, Work } from './work.ts';
import * as columns from './write-columns.ts';

/** Somebody else wrote what this group was about to write; read again and judge anew. */
export class Overtaken extends Error {
  override name = 'Overtaken';
}

/**
 * Writes what the group changed, one set-based statement a table, pipelined. Every count is checked before the
 * caller may commit: a statement that changed another number of rows means that the group was overtaken.
 */
export async function writeWork(tx: Connection, work: Work): Promise<void> {
  await nameDocuments(tx, work);
  const writer = writerOn(tx);
  const touched = touchedUnits(work);
  writeUnits(tx, writer, touched, work);
  writeMembers(tx, writer, work);
  writeQuantities(writer, work);
  writer.write(sql.insertExceptions, work.exceptions, (rows) => columns.exceptions(rows, work));
  const scans = [...work.answered.values()].filter(({ scan }) => !work.known.has(scan.id));
  writer.write(sql.insertScans, scans, (rows) => columns.scans(rows, work));
  saveDocuments(tx, writer, work);
  writer.write(sql.addCounts, countChanges(touched, work.reference), columns.counts);
  await writer.settled();
}

interface Writer {
  /** Sends the statement if there are rows for it, and expects it to change exactly that many. */
  write<Row>(statement: Statement, rows: readonly Row[], values: (rows: readonly Row[]) => unknown[]): void;
  await(answer: Promise<unknown>): void;
  settled(): Promise<void>;
}

function writerOn(tx: Connection): Writer {
  const answers: Promise<unknown>[] = [];
  return {
    write(statement, rows, values) {
      if (rows.length > 0)
        answers.push(expectRows(tx.query(statement, values(rows)), rows.length, statement));
    },
    await: (answer) => answers.push(answer),
    /** Waits for all, so that nothing still runs when the caller rolls back, then throws the first error. */
    async settled() {
      for (const result of await Promise.allSettled(answers))
        if (result.status === 'rejected') throw result.reason;
    },
  };
}

async function expectRows(
  answer: Promise<Result<unknown>>,
  rows: number,
  { name }: Statement,
): Promise<void> {
  const { rowCount } = await answer;
  if (rowCount !== rows) throw new Overtaken(`${name} changed ${rowCount} rows, not ${rows}`);
}

function touchedUnits(work: Work): HeldUnit[] {
  const all = new Set([...work.units.values(), ...work.made.values()]);
  return [...all].filter((held) => held.events.length > 0);
}

function writeUnits(
  tx: Connection,
  { write, await: all }: Writer,
  touched: readonly HeldUnit[],
  work: Work,
): void {
  const links = linkEvents(touched, work);
  const made = touched.filter((held) => held.row === null);
  const moved = touched.filter((held) => held.row !== null);
  write(sql.insertUnits, made, (rows) => [work.now, ...columns.units(rows, links)]);
  write(sql.updateUnits, moved, (rows) => [
    work.now,
    ...columns.units(rows, links),
    columns.lockedSeqs(rows),
  ]);
  const numbers = numberChanges(work.newIdentifiers, work.endedIdentifiers);
  write(sql.endIdentifiers, numbers.ended, columns.endedIdentifiers);
  write(sql.insertIdentifiers, numbers.made, columns.identifiers);
  write(sql.giveIdentifiers, numbers.given, columns.identifiers);
  write(sql.passIdentifiers, numbers.passing, columns.passingIdentifiers);
  const events = touched.flatMap((held) =>
    held.events.map((event, index) => ({ held, event, hash: links.get(held)![index]! })),
  );
  write(sql.insertEvents, events, (rows) => columns.events(rows, work));
  write(sql.insertSales, work.sales, columns.sales);
  // One that is closed and opened again within the group is as the last of them leaves it.
  const sales = new Map(work.closedSales.map((sale) => [sale.id, sale]));
  write(sql.closeSales, [...sales.values()], columns.closedSales);
  if (work.annulledSales.length > 0)
    all(tx.query(sql.closeUnboundSales, columns.annulledSales(work.annulledSales)));
  const stock = stockChanges(touched, work.reference);
  write(sql.deleteStock, stock.gone, columns.stock);
  write(sql.insertStock, stock.come, columns.stock);
}

interface Named {
  readonly document: HeldDocument | null;
}

/** New documents get their ids first: events name them. */
async function nameDocuments(tx: Connection, work: Work): Promise<void> {
  const events = [...touchedUnits(work), ...work.quantities.values()].flatMap<Named>((held) => held.events);
  const named = new Set(events.flatMap((event) => event.document ?? []));
  const fresh = [...named].filter((document) => document.id === 0);
  if (fresh.length === 0) return;
  const inOrder = fresh.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const { rows } = await tx.query<{ id: number; kind: string; number: string }>(
    sql.insertDocuments,
    columns.documents(inOrder),
  );
  if (rows.length !== fresh.length) throw new Overtaken('another group made one of these documents');
  for (const { id, kind, number } of rows) work.documents.get(documentKey(kind, number))!.id = id;
}

function keyOf({ kind, number }: HeldDocument): string {
  return documentKey(kind, number);
}

/** Late, like the counts: the chunks of one large receipt wait for each other only here. */
function saveDocuments(tx: Connection, writer: Writer, work: Work): void {
  const dirty = [...work.documents.values()].filter((document) => document.dirty);
  for (const rule of new Set(dirty.flatMap((document) => document.rule ?? []))) {
    const documents = dirty.filter((document) => document.rule === rule);
    const changes = documents.map(({ id, loaded, state }) => ({ id, before: loaded, document: state }));
    writer.await(rule.save(tx, changes));
  }
}

function writeMembers(tx: Connection, writer: Writer, work: Work): void {
  const dirty = [...work.documents.values()].filter((document) => document.dirty);
  const changes = dirty.flatMap(({ id, changed }) =>
    [...changed].map(([unit, member]) => ({ document: id, unit, member })),
  );
  writer.write(
    sql.upsertMembers,
    changes.flatMap(({ document, unit, member }) => (member ? { document, unit, member } : [])),
    columns.members,
  );
  const gone = changes.filter(({ member }) => member === null);
  if (gone.length > 0) writer.await(tx.query(sql.deleteMembers, columns.goneMembers(gone)));
}

function writeQuantities({ write }: Writer, work: Work): void {
  const touched = [...work.quantities.values()]
    .filter((held) => held.events.length > 0)
    .sort((a, b) => a.product - b.product || a.place - b.place);
  const linked = columns.linkQuantities(touched, work);
  write(sql.insertQuantityEvents, linked, (rows) => columns.quantityEvents(rows, work));
  write(sql.upsertQuantities, touched, (rows) => columns.quantities(rows, linked));
}
