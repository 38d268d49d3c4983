import { numberColumn } from '../platform/columns.ts';
import type { Queryable, Statement } from '../platform/database.ts';
import type { Answer } from './acts.ts';
import { moveCodes } from './codes.ts';
import type { KnownScanRow } from './queries.ts';
import { placeOf, type Reference } from './reference.ts';
import { asRepeated } from './replies.ts';
import { answerOf, type RecordedAs } from './stored-answer.ts';

/**
 * The answers of scans that were sent before, as they were given: also when the unit's number has moved to another
 * unit since, because a scan's row names its unit and event, not the number that was scanned.
 */
export async function loadReplies(
  db: Queryable,
  rows: readonly KnownScanRow[],
  reference: Reference,
): Promise<Map<string, Answer>> {
  const withEvents = rows.filter((row) => row.seq !== null);
  const events = withEvents.length === 0 ? new Map() : await recordedAs(db, withEvents, reference);
  return new Map(
    rows.map((row) => {
      const answer = asRepeated(answerOf(row, events.get(row.id)));
      return [row.id, answer];
    }),
  );
}

interface RecordedRow {
  readonly id: string;
  readonly move: number;
  readonly place: number | null;
  readonly product: number;
  readonly serial: string;
}

async function recordedAs(
  db: Queryable,
  rows: readonly KnownScanRow[],
  reference: Reference,
): Promise<Map<string, RecordedAs>> {
  const found = await db.query<RecordedRow>(selectRecordedAs, [
    `{${rows.map((row) => row.id).join(',')}}`,
    numberColumn(rows.map((row) => row.unit_bucket)),
    numberColumn(rows.map((row) => row.unit_id)),
    numberColumn(rows.map((row) => row.seq)),
  ]);
  const units = new Map(rows.map((row) => [row.id, row.unit_id!]));
  return new Map(
    found.rows.map(({ id, move, place, product, serial }) => {
      const sku = reference.products.get(product)?.sku ?? '';
      const named = { id: units.get(id)!, sku, serial };
      const where = place === null ? null : placeOf(reference, place);
      return [id, { move: moveCodes.toWord(move), unit: named, place: where }];
    }),
  );
}

/** The unit's name just before an event (a first event names it), as asserted last by an event that stood then. */
const selectRecordedAs: Statement = {
  name: 'ledger_recorded_as',
  text: `select k.id, e.move, e.place,
      (select (i.identity->>'product')::int ${namedBefore('product')}) as product,
      (select i.identity->>'serial' ${namedBefore('serial')}) as serial
    from unnest($1::uuid[], $2::smallint[], $3::bigint[], $4::int[]) as k(id, bucket, unit_id, seq)
    join event e on e.bucket = k.bucket and e.unit_id = k.unit_id and e.seq = k.seq`,
};

function namedBefore(field: string): string {
  return `from event i where i.bucket = k.bucket and i.unit_id = k.unit_id and i.seq < greatest(k.seq, 2)
        and i.identity ? '${field}' and not exists (select 1 from event a where a.bucket = k.bucket
          and a.unit_id = k.unit_id and a.annuls = i.seq and a.annuls <> 1 and a.seq < k.seq)
        order by i.seq desc limit 1`;
}
