import { type FiguredUnit, type Figures, figuresBySpot, figuresOf } from '../../domain/counting/accuracy.ts';
import type { Who } from '../../ledger/acts.ts';
import { evidenceCodes } from '../../ledger/codes.ts';
import type { Reference } from '../../ledger/reference.ts';
import { numberColumn } from '../../platform/columns.ts';
import { derivedId } from '../../platform/derived-id.ts';
import { inTransaction } from '../../platform/transaction.ts';
import { type Changing, wrongState } from './change-count.ts';
import { countProblem, findCount, holdCount, type OrProblem } from './find-count.ts';
import { type FoundUnit, foundUnits, isOpen } from './found-units.ts';
import * as sql from './queries.ts';
import { stateAfter } from './rules.ts';
import * as scanSql from './scans/queries.ts';
import { countedPieces, recordActs, recordedIds, type SettlingAct } from './settle.ts';
import type { CountingParts } from './take-scans.ts';

/**
 * Closes a finished count: what was found where the record has it is recorded as counted (so that its last sighting is known),
 * the figures are kept, and nothing can be scanned or settled on it any more. Where differences are open it takes a note
 * that says why. Sent again after a crash it goes on.
 */
export async function closeCount(
  parts: CountingParts,
  changing: Changing,
  note: string | undefined,
  who: Who,
): Promise<OrProblem<sql.CountRow>> {
  const { database, clock, reference } = parts;
  const names = await reference();
  const before = await findCount(database, changing.number, changing.sites);
  if ('problem' in before) return before;
  if (stateAfter(before.state, 'close') === null) return wrongState(before);
  const found = await foundUnits(database, names, before);
  const open = found.filter(isOpen).length + (await openPieces(parts, before));
  if (open > 0 && note === undefined)
    return countProblem('reason_needed', 'body.note', `${open} differences are open: say why they stay so.`);
  await recordSightings(parts, before, names, found, who);
  const unknown = await database.query<scanSql.UnknownRow>(scanSql.selectUnknown, [before.document_id]);
  return inTransaction(database, async (tx) => {
    const row = await holdCount(tx, changing.number, changing.sites);
    if ('problem' in row) return row;
    if (stateAfter(row.state, 'close') === null) return wrongState(row);
    const now = clock.now().toISOString();
    const steps = [row.document_id, 'close', now, changing.actor, null, note ?? null, null, null];
    await tx.query(sql.insertStep, steps);
    await tx.query(sql.setState, [row.document_id, 'closed', null, now]);
    await tx.query(sql.insertFigures, [
      row.document_id,
      row.site_id,
      now,
      ...figureColumns(found, unknown.rows.length),
    ]);
    return row;
  });
}

async function openPieces({ database }: CountingParts, row: sql.CountRow): Promise<number> {
  const pieces = (await countedPieces(database, row)).filter(
    ({ difference, isUnsure }) => isUnsure || difference !== 0,
  );
  const settled = await recordedIds(
    database,
    pieces.map(({ id }) => id),
  );
  return pieces.filter(({ id }) => !settled.has(id)).length;
}

/** A unit that somebody has had in hand since is known by that better. */
async function recordSightings(
  parts: CountingParts,
  row: sql.CountRow,
  names: Reference,
  found: readonly FoundUnit[],
  who: Who,
): Promise<void> {
  const site = names.sites.get(row.site_id)!.code;
  const seen = found.filter(
    ({ result, row: { counted_seq, seq } }) => isSighting(result) && counted_seq === seq,
  );
  const acts = seen.map(({ row: facts, countedAt, now }): SettlingAct => {
    const { unit_id, serial, product_id, counted_by, counted_at, counted_evidence } = facts;
    const location = countedAt === null ? null : (names.locations.get(countedAt)?.code ?? null);
    return {
      move: 'count',
      location,
      unit: { id: unit_id, sku: names.products.get(product_id)?.sku ?? '', serial },
      sku: null,
      scan: {
        id: derivedId(`count|${row.document_id}|${unit_id}|${now.seq}|seen`),
        codes: [`UNIT:${unit_id}`],
        input: evidenceCodes.toWord(counted_evidence!),
        seen: now.seq,
        details: { countedBy: counted_by!, countedAt: counted_at!.toISOString() },
      },
    };
  });
  await recordActs(parts, { site, number: row.number }, acts, who);
}

function isSighting(result: FoundUnit['result']): boolean {
  return result === 'found' || result === 'arrived';
}

/** Of the whole count (location 0), and of each spot. */
function figureColumns(found: readonly FoundUnit[], unknown: number): string[] {
  const units: readonly FiguredUnit[] = found;
  const all: readonly (readonly [number, Figures])[] = [
    [0, figuresOf(units, unknown)],
    ...figuresBySpot(units),
  ];
  const column = (of: (figures: Figures) => number) => numberColumn(all.map(([, figures]) => of(figures)));
  return [
    numberColumn(all.map(([location]) => location)),
    column(({ matched }) => matched),
    column(({ missing }) => missing),
    column(({ unexpected }) => unexpected),
    column(({ moved }) => moved),
  ];
}
