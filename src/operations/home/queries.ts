import type { ExceptionKind } from '../../domain/exceptions.ts';
import type { KnownScanRow } from '../../ledger/queries.ts';
import type { Statement } from '../../platform/database.ts';
import type { Age, SetUpStep } from './rules.ts';

const statement = (name: string, text: string): Statement => ({ name: `home_${name}`, text });

/** The oldest open ones of a site, by the index of those, up to $2. */
const open = `select * from exception where site_id = $1 and settled_at is null order by id limit $2`;

export interface QuestionRow {
  readonly kind: ExceptionKind;
  readonly age: Age;
  readonly has_product: boolean;
  readonly currency: string | null;
  readonly minor: number | null;
  readonly count: number;
  readonly oldest_at: Date;
}

/** $3: when today began; $4: a week before that; $5: today, for the cost that holds. */
export const selectQuestions = statement(
  'questions',
  `select x.kind, case when x.opened_at >= $3 then 'today' when x.opened_at >= $4 then 'week' else 'older' end as age,
     coalesce(x.product_id, u.product_id) is not null as has_product, c.currency, sum(c.minor)::bigint as minor,
     count(*)::int as count, min(x.opened_at) as oldest_at
   from (${open}) x
   left join unit u on u.bucket = x.unit_bucket and u.id = x.unit_id
   left join lateral (select minor, currency from product_cost
     where product_id = coalesce(x.product_id, u.product_id) and from_day <= $5::date
     order by from_day desc, id desc limit 1) c on true
   group by 1, 2, 3, 4`,
);

export interface OwnQuestionRow {
  readonly id: number;
  readonly kind: ExceptionKind;
  readonly recorded: string;
  readonly observed: string;
  readonly opened_at: Date;
  readonly unit_id: number | null;
  readonly serial: string | null;
  readonly sku: string | null;
}

/** Of these, those that scans of actor $3 opened; the first $4. */
export const selectOwnQuestions = statement(
  'own_questions',
  `select x.id, x.kind, x.recorded, x.observed, x.opened_at, x.unit_id, u.serial, p.sku
   from (${open}) x
   left join event e on e.bucket = x.unit_bucket and e.unit_id = x.unit_id and e.seq = x.seq
   left join scan s on s.id = x.scan_id
   left join unit u on u.bucket = x.unit_bucket and u.id = x.unit_id
   left join product p on p.id = u.product_id
   where coalesce(e.actor, s.actor) = $3 order by x.id limit $4`,
);

/**
 * Events since an instant at some spots, by the block ranges of their time; counting stops at $4. `evidence`: how
 * people's scans are known.
 */
export const countEvents = statement(
  'events',
  `select count(*)::int as count from (select from event
     where recorded_at >= $1 and spot = any($2::int[]) and evidence = any($3::smallint[]) limit $4) e`,
);

/** The newest scans that no event tells of, in every site; positions are given in the order of time. */
const newest = `select * from scan where tx is not null order by tx desc, feed desc limit $3`;

export interface OutcomeRow {
  readonly outcome: number;
  readonly count: number;
}

export const countOutcomes = statement(
  'outcomes',
  `select outcome, count(*)::int as count from (${newest}) s
   where recorded_at >= $1 and spot = any($2::int[]) group by outcome`,
);

export interface RefusedRow extends KnownScanRow {
  readonly tx: number;
  readonly feed: number;
  readonly recorded_at: Date;
  readonly actor: number;
  readonly spot: number;
}

/** Those behind a position ($4, $5), the newest first; nothing that was recorded. */
export const selectRefused = statement(
  'refused',
  `select id, content, outcome, unit_id, unit_bucket, seq, status, answer, tx, feed, recorded_at, actor, spot from (
     select * from scan where tx is not null and (tx, feed) < ($4, $5) order by tx desc, feed desc limit $3) s
   where recorded_at >= $1 and spot = any($2::int[]) and outcome = any($6::smallint[])
   order by tx desc, feed desc limit $7`,
);

export interface ReceiptRow {
  readonly number: string;
  readonly supplier: string | null;
  readonly expected: number;
  readonly received: number;
  readonly opened_at: Date;
  /** Of all that are open. */
  readonly open: number;
}

export const selectReceipts = statement(
  'receipts',
  `select d.number, r.supplier, case when r.blind then r.received + r.extra else r.expected end as expected,
     r.received, r.opened_at, r.open from (
     select *, count(*) over ()::int as open from receipt where site_id = $1 and closed_at is null
     order by opened_at, document_id limit $2) r
   join document d on d.id = r.document_id order by r.opened_at, r.document_id`,
);

export interface ImportsRow {
  readonly working: number;
  readonly paused: number;
}

/** Of imports that touch one of some sites (null: all). */
export const countImports = statement(
  'imports',
  `select count(*) filter (where state = 'working')::int as working, count(*) filter (where state = 'paused')::int as paused
   from import where state in ('working', 'paused') and ($1::int[] is null or sites && $1)`,
);

const upTo = (what: string) => `(select count(*)::int from (select from ${what} limit $1) n)`;

/** How much there is of what a new retailer needs; counting stops at $1. */
export const countSetUp = statement(
  'set_up',
  `select ${upTo("site where kind <> 'outside'")} as sites,
     ${upTo("location l join site s on s.id = l.site_id where s.kind <> 'outside' and l.code <> 'FLOOR'")} as spots,
     ${upTo('product')} as products,
     ${upTo('person where disabled_at is null')} as people,
     ${upTo('device where revoked_at is null')} as devices,
     ${upTo('unit')} as units`,
);

export type SetUpRow = Readonly<Record<SetUpStep, number>>;
