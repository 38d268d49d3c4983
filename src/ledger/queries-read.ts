import { numberColumn, textColumn } from '../platform/columns.ts';
import type { Statement } from '../platform/database.ts';
import type { KeyedRead } from '../platform/shared-reads.ts';
import { bucketOf, bucketOfUnit } from './bucket.ts';
import { type EventRow, eventColumns } from './queries.ts';
import { type UnitRow, unitColumns } from './rows.ts';

// What readers ask: one unit's life, the units behind a number. Every statement starts from keys and walks indexes;
// lookups beside the main table are sub-selects, so that no plan ever reads a dictionary whole.

const statement = (name: string, text: string): Statement => ({ name, text });

export interface HistoryRow extends EventRow {
  /** `kind:number` of the document. */
  readonly document: string | null;
}

/** `kind:number` of an event's document; kinds hold no colon. */
const documentOf = (id: string) => `(select d.kind || ':' || d.number from document d where d.id = ${id})`;

/** The events of units, by their ids. */
export const histories: KeyedRead<number, HistoryRow> = {
  statement: statement(
    'read_histories',
    `select ${eventColumns}, ${documentOf('e.document_id')} as document
     from unnest($1::smallint[], $2::bigint[]) as k(bucket, id)
     join event e on e.bucket = k.bucket and e.unit_id = k.id
     order by e.unit_id, e.seq`,
  ),
  values: unitKeys,
  keyOf: (row) => row.unit_id,
};

function unitKeys(ids: readonly number[]): unknown[] {
  return [numberColumn(ids.map(bucketOfUnit)), numberColumn(ids)];
}

export interface UnitViewRow extends UnitRow {
  readonly sale_document: string | null;
  readonly sale_line: string | null;
  /** What the unit's events said about who it is, oldest first. */
  readonly identities: readonly Record<string, unknown>[] | null;
}

/** Units as they are, by their ids. */
export const unitRows: KeyedRead<number, UnitViewRow> = {
  statement: statement(
    'read_units',
    `select ${unitColumns}, s.document as sale_document, s.line as sale_line,
       (select jsonb_agg(e.identity order by e.seq) from event e
         where e.bucket = u.bucket and e.unit_id = u.id and e.identity is not null) as identities
     from unnest($1::smallint[], $2::bigint[]) as k(bucket, id)
     join unit u on u.bucket = k.bucket and u.id = k.id
     left join lateral (select ${documentOf('sale.document_id')} as document, sale.line
       from sale where sale.id = u.sale limit 1) s on true`,
  ),
  values: unitKeys,
  keyOf: (row) => row.id,
};

export interface WhereaboutsRow {
  readonly id: number;
  readonly status: number;
  readonly place: number;
  readonly last_spot: number;
  readonly inside: number | null;
  readonly left_at: number | null;
  readonly sent_to: string | null;
}

const standing = (event: string) => `not exists (select from event a where a.bucket = ${event}.bucket
      and a.unit_id = ${event}.unit_id and a.annuls = ${event}.seq)`;

/**
 * Where units are, and for those that are outside (the first three locations) where they were last inside and by which
 * scan they left. Events that were annulled do not count.
 */
export const whereabouts: KeyedRead<number, WhereaboutsRow> = {
  statement: statement(
    'read_whereabouts',
    `select u.id, u.status, u.place, u.last_spot, w.inside, w.left_at, w.sent_to
   from unnest($1::smallint[], $2::bigint[]) as k(bucket, id)
   join unit u on u.bucket = k.bucket and u.id = k.id
   left join lateral (
     select i.place as inside, l.spot as left_at, l.sent_to
     from (select 1 where u.place between 1 and 3) one
     left join lateral (select e.seq, e.place from event e where e.bucket = u.bucket and e.unit_id = u.id
       and e.place > 3 and ${standing('e')} order by e.seq desc limit 1) i on true
     left join lateral (select e.spot, e.details->>'to' as sent_to from event e where e.bucket = u.bucket
       and e.unit_id = u.id and e.place <= 3 and e.seq > coalesce(i.seq, 0) and ${standing('e')}
       order by e.seq limit 1) l on true) w on true`,
  ),
  values: unitKeys,
  keyOf: (row) => row.id,
};

export interface NumberRow {
  readonly value: string;
  readonly product_id: number;
  readonly ended: number;
  readonly unit_id: number;
  readonly kind: number;
  readonly since_seq: number;
  readonly until_seq: number | null;
}

/** All that numbers name or ever named, by their values. */
export const numberRows: KeyedRead<string, NumberRow> = {
  statement: statement(
    'read_numbers',
    `select i.value, i.product_id, i.ended, i.unit_id, i.kind, i.since_seq, i.until_seq
     from unnest($1::smallint[], $2::text[]) as k(bucket, value)
     join identifier i on i.bucket = k.bucket and i.value = k.value collate "C"
     order by i.value, i.product_id, i.ended`,
  ),
  values: (values) => [numberColumn(values.map(bucketOf)), textColumn(values)],
  keyOf: (row) => row.value,
};
