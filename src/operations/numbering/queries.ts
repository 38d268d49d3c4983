import type { NumberingSettings } from '../../domain/numbering/read-form.ts';
import type { Statement } from '../../platform/database.ts';

const statement = (name: string, text: string): Statement => ({ name: `numbering_${name}`, text });

// ---- How numbers come about

export interface NumberingRow {
  readonly id: number;
  /** Null: own labels. */
  readonly product_id: number | null;
  readonly kind: NumberingSettings['kind'];
  readonly settings: Omit<NumberingSettings, 'kind'>;
  readonly key: Buffer | null;
  readonly next: number;
  readonly size: number;
  /** A pool's numbers that came back. */
  readonly free: number;
  readonly made_at: Date;
  readonly made_by: string;
  readonly ended_at: Date | null;
}

const columns = `n.id, n.product_id, n.kind, n.settings, n.key, n.next, n.size, n.made_at, n.ended_at,
  (select a.code from actor a where a.id = n.made_by) as made_by,
  (select coalesce(sum(f.count), 0)::bigint from numbering_free f where f.numbering_id = n.id) as free`;

/** Those in force: all, or one product's, or those of own labels. */
export const selectNumberings = statement(
  'list',
  `select ${columns} from numbering n where n.id > $1 and n.ended_at is null
     and ($2::boolean or n.product_id is not distinct from $3) order by n.id limit $4`,
);
export const selectNumberingsOf = statement(
  'of',
  `select ${columns} from numbering n where n.product_id is not distinct from $1 order by n.id desc`,
);
/** Whose number something may be: one product's rows and those of own labels, or all. */
export const selectCandidates = statement(
  'candidates',
  `select ${columns} from numbering n where $1::int is null or n.product_id = $1 or n.product_id is null order by n.id desc`,
);
export const selectNumbering = statement('one', `select ${columns} from numbering n where n.id = $1`);

/** What a new number must not be: what any other row of the product, or of own labels, has given out or may give out. */
export const selectRivals = statement(
  'rivals',
  `select ${columns} from numbering n where (n.product_id is not distinct from $1 or n.product_id is null) and n.id <> $2`,
);

/** Changes of one product's numbers come one after another: whoever changes them holds this until the commit. */
export const lockProductNumbers = statement(
  'lock',
  `select pg_advisory_xact_lock(hashtext('unitrail numbering'), $1)`,
);

export const endNumbering = statement(
  'end',
  `update numbering set ended_at = $3, ended_by = $4
   where product_id is not distinct from $1 and (kind = 'pool') = $2 and ended_at is null`,
);
export const endNumberingById = statement(
  'end_one',
  'update numbering set ended_at = $2, ended_by = $3 where id = $1 and ended_at is null returning id',
);
/** A form that was in force before goes on where it stood. */
export const resumeNumbering = statement(
  'resume',
  `update numbering set ended_at = null, ended_by = null, made_at = $3, made_by = $4
   where id = (select id from numbering where product_id is not distinct from $1 and kind <> 'pool' and ended_at is not null
     and settings = $2::jsonb and kind = $5 order by id desc limit 1) returning id`,
);
/** A product has one pool at most, whatever becomes of it; the one in force is found too. */
export const resumePool = statement(
  'resume_pool',
  `update numbering set ended_at = null, ended_by = null,
     made_at = case when ended_at is null then made_at else $2 end,
     made_by = case when ended_at is null then made_by else $3 end
   where product_id is not distinct from $1 and kind = 'pool' returning id`,
);
/** Nothing where one is in force already. */
export const insertNumbering = statement(
  'insert',
  `insert into numbering (product_id, kind, settings, key, size, made_at, made_by)
   values ($1, $2, $3::jsonb, $4, $5, $6, $7) on conflict do nothing returning id`,
);

/** The product as far as its numbers go. */
export interface NumberedProduct {
  readonly id: number;
  readonly sku: string;
  readonly serialized: boolean;
  readonly serial_pattern: string | null;
  readonly has_gtin: boolean;
}
export const selectProduct = statement(
  'product',
  `select p.id, p.sku, p.serialized, p.serial_pattern,
     exists (select 1 from product_gtin g where g.product_id = p.id) as has_gtin
   from product p where p.sku = $1`,
);
export const selectSkus = statement('skus', 'select id, sku from product where id = any($1::int[])');

// ---- Pools

export interface RangeRow {
  readonly first: number;
  readonly prefix: string;
  readonly low: string;
  readonly high: string;
  readonly suffix: string;
}
export const selectRanges = statement(
  'ranges',
  `select first, prefix, low, high, suffix from numbering_range where numbering_id = $1 order by first`,
);
export const insertRanges = statement(
  'insert_ranges',
  `insert into numbering_range (numbering_id, first, prefix, low, high, suffix)
   select $1, r.* from unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[]) as r`,
);
/** Single numbers that lie between two of the same length: whether a range already has them is for the domain to say. */
export const selectSerialsBetween = statement(
  'serials_between',
  `select value from numbering_serial where numbering_id = $1 and value between $2 and $3 and length(value) = length($2)`,
);
export const selectPooled = statement(
  'pooled',
  'select numbering_id, value, ordinal from numbering_serial where numbering_id = any($1::int[]) and value = any($2::text[])',
);
export const insertSerials = statement(
  'insert_serials',
  `insert into numbering_serial (numbering_id, ordinal, value)
   select $1, $2 + s.nth - 1, s.value from unnest($3::text[]) with ordinality as s(value, nth)`,
);
export const selectSerials = statement(
  'serials',
  `select ordinal, value from numbering_serial where numbering_id = $1 and ordinal between $2 and $3`,
);
export const growPool = statement('grow', 'update numbering set size = size + $2 where id = $1');
export const lockNumbering = statement(
  'lock_one',
  'select next, size from numbering where id = $1 and ended_at is null for update',
);

// ---- Blocks

export interface BlockRow {
  readonly id: number;
  readonly request: string;
  readonly numbering_id: number;
  readonly product_id: number | null;
  readonly kind: NumberingSettings['kind'];
  readonly wanted: number;
  readonly given: number;
  readonly state: 'working' | 'ready' | 'failed';
  readonly task: 'take' | 'count' | 'return' | null;
  readonly holder_kind: string;
  readonly holder: string | null;
  readonly note: string | null;
  readonly taken_at: Date;
  readonly actor: string;
  readonly used: number | null;
  readonly used_at: Date | null;
  readonly returned: number | null;
  readonly returned_at: Date | null;
  readonly returned_by: string | null;
  readonly returned_note: string | null;
}

const blockColumns = `b.id, b.request, b.numbering_id, n.product_id, n.kind, b.wanted, b.given, b.state, b.task,
  b.holder_kind, b.holder, b.note, b.taken_at, (select a.code from actor a where a.id = b.actor_id) as actor,
  b.used, b.used_at, b.returned, b.returned_at, (select a.code from actor a where a.id = b.returned_by) as returned_by,
  b.returned_note`;
const blocks = `select ${blockColumns} from number_block b join numbering n on n.id = b.numbering_id`;

export const selectBlock = statement('block', `${blocks} where b.id = $1`);
export const selectBlockByRequest = statement('block_by_request', `${blocks} where b.request = $1`);
/** The newest first. */
export const selectBlocks = statement(
  'blocks',
  `${blocks} where b.id < $1 and ($2::boolean or n.product_id is not distinct from $3) order by b.id desc limit $4`,
);
/** Nothing where the request was made before. */
export const insertBlock = statement(
  'insert_block',
  `insert into number_block (request, numbering_id, wanted, state, task, holder_kind, holder, note, taken_at, actor_id,
     progress_at)
   values ($1, $2, $3, 'working', 'take', $4, $5, $6, $7, $8, $7) on conflict (request) do nothing returning id`,
);
/** Nobody else works on it meanwhile; nothing where somebody does. */
export const lockBlock = statement(
  'lock_block',
  'select id, given, wanted, task from number_block where id = $1 for update skip locked',
);
export const selectTask = statement('task', 'select task from number_block where id = $1');

/** A block's next numbers, from $5 on, taken and noted in one statement; nothing where somebody else has taken them. */
export const takeSpan = statement(
  'take_span',
  `with taken as (
     update numbering set next = $3 where id = $1 and next = $2 and ended_at is null and size >= $3 returning id)
   insert into number_span (block_id, nth, first, count, skipped)
   select $4::int, (select coalesce(max(s.nth), 0) + 1 from number_span s where s.block_id = $4), $5::bigint,
     ($3::bigint - $5::bigint)::int, $6::bigint[]
   from taken returning nth`,
);
/** None of the next numbers can be given out. */
export const passOver = statement(
  'pass_over',
  'update numbering set next = $3 where id = $1 and next = $2 returning id',
);
export const skipInSpan = statement(
  'skip_in_span',
  'update number_span set skipped = $3::bigint[] where block_id = $1 and nth = $2',
);
/** The same of numbers that came back; what is not wanted of them goes on waiting. */
export const takeFreed = statement(
  'take_freed',
  `with freed as (
     delete from numbering_free where (numbering_id, first) = (select numbering_id, first from numbering_free
       where numbering_id = $1 order by first limit 1 for update skip locked) returning first, count),
   rest as (
     insert into numbering_free (numbering_id, first, count)
     select $1::int, first + $2::bigint, count - $2::bigint from freed where count > $2::bigint)
   insert into number_span (block_id, nth, first, count, skipped)
   select $3::int, (select coalesce(max(s.nth), 0) + 1 from number_span s where s.block_id = $3), first,
     least(count, $2::bigint)::int, '{}'::bigint[]
   from freed returning nth, first, count`,
);
export const insertFreed = statement(
  'insert_freed',
  `insert into numbering_free (numbering_id, first, count)
   select $1, f.first, f.count from unnest($2::bigint[], $3::bigint[]) as f(first, count)`,
);

export interface SpanRow {
  readonly first: number;
  readonly count: number;
  readonly skipped: readonly number[];
}
export const selectSpans = statement(
  'spans',
  'select first, count, skipped from number_span where block_id = $1 order by nth',
);
/** Which blocks have an ordinal: the newest first. */
export const selectBlocksWith = statement(
  'blocks_with',
  `${blocks} join number_span s on s.block_id = b.id
   where b.numbering_id = $1 and $2 >= s.first and $2 < s.first + s.count and not ($2 = any(s.skipped)) order by b.id desc`,
);

/** Of a row's ordinals, those that somebody was given. */
export const selectGiven = statement(
  'given_ordinals',
  `select o.ordinal from unnest($2::bigint[]) as o(ordinal) where exists (
     select 1 from number_span s join number_block b on b.id = s.block_id
     where b.numbering_id = $1 and o.ordinal >= s.first and o.ordinal < s.first + s.count
       and not (o.ordinal = any(s.skipped)))`,
);

export const saveGiven = statement(
  'given',
  `update number_block set given = given + $2, progress_at = $3,
     state = case when given + $2 >= wanted then 'ready' else state end,
     task = case when given + $2 >= wanted then null else task end
   where id = $1 returning given`,
);
/** It has fewer numbers than were wanted: there are no more. */
export const failBlock = statement(
  'fail_block',
  `update number_block set state = 'failed', task = null, progress_at = $2 where id = $1`,
);
export const askTask = statement(
  'ask_task',
  'update number_block set task = $2, progress_at = $3 where id = $1 and task is null returning id',
);
export const saveUsed = statement(
  'used',
  'update number_block set used = $2, used_at = $3, task = null, progress_at = $3 where id = $1',
);
export const wantReturn = statement(
  'want_return',
  `update number_block set task = 'return', returned_at = $2, returned_by = $3, returned_note = $4, progress_at = $2
   where id = $1 and task is null and returned_at is null and state <> 'working' returning id`,
);
export const saveReturn = statement(
  'returned',
  `update number_block set used = $2, used_at = $3, returned = given - $2, task = null, progress_at = $3
   where id = $1 and task = 'return' returning id`,
);
/** Work that nobody has been at for a while. */
export const selectLeft = statement(
  'left',
  'select id from number_block where task is not null and progress_at < $1 order by id limit 100',
);

/** Of these numbers, those that any unit has or had: of the product, or unique by themselves; of own labels, any at all. */
export const selectHad = statement(
  'had',
  `select distinct k.value from unnest($1::smallint[], $2::text[]) as k(bucket, value)
   join identifier i on i.bucket = k.bucket and i.value = k.value collate "C"
   where $3::int is null or i.product_id = $3 or i.product_id = 0`,
);

/** Whether any number lies between two, in the order of the index: the first that is found. */
export const selectAnyBetween = statement(
  'any_between',
  `select 1 as one from generate_series(0, 255) as b(bucket) cross join lateral (
     select from identifier i where i.bucket = b.bucket::smallint
       and i.value >= ($1::text collate "C") and i.value <= ($2::text collate "C") limit 1) i limit 1`,
);
