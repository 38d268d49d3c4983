import type { Statement } from '../platform/database.ts';
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

export const selectHistory = statement(
  'read_history',
  `select ${eventColumns}, ${documentOf('e.document_id')} as document
   from event e where e.bucket = $1 and e.unit_id = $2 order by e.seq`,
);

export interface UnitViewRow extends UnitRow {
  readonly sale_document: string | null;
  readonly sale_line: string | null;
  /** What the unit's events said about who it is, oldest first. */
  readonly identities: readonly Record<string, unknown>[] | null;
}

export const selectUnitViews = statement(
  'read_units',
  `select ${unitColumns}, s.document as sale_document, s.line as sale_line,
     (select jsonb_agg(e.identity order by e.seq) from event e
       where e.bucket = u.bucket and e.unit_id = u.id and e.identity is not null) as identities
   from unnest($1::smallint[], $2::bigint[]) as k(bucket, id)
   join unit u on u.bucket = k.bucket and u.id = k.id
   left join lateral (select ${documentOf('sale.document_id')} as document, sale.line
     from sale where sale.id = u.sale limit 1) s on true`,
);

export interface NumberRow {
  readonly value: string;
  readonly product_id: number;
  readonly ended: number;
  readonly unit_id: number;
  readonly kind: number;
  readonly since_seq: number;
  readonly until_seq: number | null;
}

/** All that a number names or ever named. */
export const selectNumbers = statement(
  'read_numbers',
  `select i.value, i.product_id, i.ended, i.unit_id, i.kind, i.since_seq, i.until_seq
   from unnest($1::smallint[], $2::text[]) as k(bucket, value)
   join identifier i on i.bucket = k.bucket and i.value = k.value collate "C"
   order by i.value, i.product_id, i.ended`,
);
