import type { CostKind } from '../../domain/valuation/cost-kinds.ts';
import { numberColumn, textColumn, timeColumn } from '../../platform/columns.ts';
import type { Queryable } from '../../platform/database.ts';
import { type EntryRow, insertEntries } from './queries.ts';

/** A line of the book of costs as it is written. */
export interface NewEntry {
  readonly unit: number;
  readonly company: number;
  readonly kind: CostKind;
  readonly minor: number;
  readonly currency: string;
  readonly at: string;
  readonly knownAt: string;
  readonly source: 'order' | 'transfer' | 'invoice' | 'hand' | 'inherited';
  readonly actor: number;
  readonly document?: number | null;
  readonly line?: number | null;
  readonly seq?: number | null;
  readonly invoice?: number | null;
  readonly reason?: string | null;
  readonly request?: string | null;
  readonly reverses?: number | null;
  readonly carries?: number | null;
}

/** Entries written; how many were not there before. */
export async function writeEntries(db: Queryable, entries: readonly NewEntry[]): Promise<number> {
  if (entries.length === 0) return 0;
  const numbers = (cellOf: (entry: NewEntry) => number | null | undefined) =>
    numberColumn(entries.map((entry) => cellOf(entry) ?? null));
  const texts = (cellOf: (entry: NewEntry) => string | null | undefined) =>
    textColumn(entries.map((entry) => cellOf(entry) ?? null));
  const { rowCount } = await db.query(insertEntries, [
    numbers(({ unit }) => unit),
    numbers(({ company }) => company),
    texts(({ kind }) => kind),
    numbers(({ minor }) => minor),
    texts(({ currency }) => currency),
    timeColumn(entries.map(({ at }) => at)),
    timeColumn(entries.map(({ knownAt }) => knownAt)),
    texts(({ source }) => source),
    numbers(({ document }) => document),
    numbers(({ line }) => line),
    numbers(({ seq }) => seq),
    numbers(({ invoice }) => invoice),
    texts(({ reason }) => reason),
    numbers(({ actor }) => actor),
    texts(({ request }) => request),
    numbers(({ reverses }) => reverses),
    numbers(({ carries }) => carries),
  ]);
  return rowCount;
}

interface TakenBack {
  readonly knownAt: string;
  readonly actor: number;
  readonly reason: string | null;
  readonly request?: string | null;
}

/** The entry that takes one back: the opposite amount, at the same time, known from now on. */
export function opposite(row: EntryRow, { knownAt, actor, reason, request = null }: TakenBack): NewEntry {
  return {
    ...copied(row),
    ...{ minor: 0 - row.minor, knownAt, actor, reason, request, reverses: row.id },
    ...{ seq: row.seq, source: row.source as NewEntry['source'] },
  };
}

/** The same line in the book of the unit that took over a wrongly named one's life. */
export function carriedOn(row: EntryRow, unit: number, { knownAt, actor, reason }: TakenBack): NewEntry {
  return { ...copied(row), unit, knownAt, actor, reason, source: 'inherited', carries: row.id };
}

function copied(row: EntryRow) {
  return {
    unit: row.unit_id,
    company: row.company_id,
    kind: row.kind as CostKind,
    minor: row.minor,
    currency: row.currency,
    at: row.at.toISOString(),
    document: row.document_id,
    line: row.line,
    invoice: row.invoice_id,
  };
}
