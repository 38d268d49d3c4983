import type { ExceptionKind } from '../domain/exceptions.ts';
import { numberColumn, textColumn } from '../platform/columns.ts';
import type { Queryable, Statement } from '../platform/database.ts';
import { bucketOfUnit } from './bucket.ts';

/** A question that no scan opened: what was observed besides. */
export interface OpenedException {
  readonly kind: ExceptionKind;
  readonly site: number;
  /** Null: of several products, or of several units. */
  readonly product: number | null;
  readonly unit: number | null;
  /** Stands for the scan that there is none of; made by who observed it. */
  readonly observation: string;
  readonly recorded: string;
  readonly observed: string;
}

/**
 * Opens questions for a person, each in the feed like one that a scan opened, in the transaction of who asks; answers their
 * numbers, in order. The record of the units stays as it is.
 */
export async function openExceptionsBeside(
  tx: Queryable,
  drafts: readonly OpenedException[],
  now: string,
): Promise<readonly number[]> {
  if (drafts.length === 0) return [];
  const { rows } = await tx.query<{ id: number }>(open, [
    now,
    textColumn(drafts.map(({ kind }) => kind)),
    numberColumn(drafts.map(({ site }) => site)),
    numberColumn(drafts.map(({ product }) => product)),
    numberColumn(drafts.map(({ unit }) => unit)),
    numberColumn(drafts.map(({ unit }) => (unit === null ? null : bucketOfUnit(unit)))),
    textColumn(drafts.map(({ observation }) => observation)),
    textColumn(drafts.map(({ recorded }) => recorded)),
    textColumn(drafts.map(({ observed }) => observed)),
  ]);
  return rows.map(({ id }) => id);
}

/** Each takes a block of numbers for itself alone: these are rare, and blocks do not run out. */
const open: Statement = {
  name: 'ledger_open_beside',
  text: `insert into exception (tx, opened_at, id, kind, site_id, product_id, unit_id, unit_bucket, scan_id, recorded,
      observed)
    select (pg_current_xact_id()::text)::bigint + (select feed_offset from ledger_state), $1::timestamptz,
      nextval('exception_number'), n.*
    from unnest($2::text[], $3::int[], $4::int[], $5::bigint[], $6::smallint[], $7::uuid[], $8::text[], $9::text[]) as n
    returning id`,
};
