import { unitColumns } from '../src/ledger/rows.ts';

// What the other ways of writing send to PostgreSQL. Named, so that each is parsed and planned once a connection.

const statement = (name: string, text: string) => ({ name, text });

export const begin = statement('begin', 'begin');
export const commit = statement('commit', 'commit');
export const rollback = statement('rollback', 'rollback');

export const lockUnit = statement(
  'lock_unit',
  `select ${unitColumns} from identifier i join unit u on u.bucket = i.unit_bucket and u.id = i.unit_id
   where i.bucket = $1 and i.value = $2 collate "C" and i.ended = 0 for update of u`,
);

export const insertEvent = statement(
  'insert_event',
  `insert into event (tx, recorded_at, bucket, unit_id, seq, scan_id, actor, spot, place, move, evidence, status, memory,
     hash)
   values ((pg_current_xact_id()::text)::bigint, $1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10, $11, $12)`,
);

export const updateUnit = statement(
  'update_unit',
  `update unit set place = $3, last_spot = $10, seq = $4::int, last_at = $5, last_move = $6, status = $7, head = $8,
     before = $9
   where bucket = $1 and id = $2 and seq = $4::int - 1`,
);

export const insertScan = statement(
  'insert_scan',
  `insert into scan (id, bucket, content, outcome, unit_id, unit_bucket, seq, status, answer, recorded_at, actor, spot,
     tx, feed)
   values ($1, $2, $3, $4::smallint, $5, $6, $7, $8, $9, $10, $11, $12,
     case when $4::smallint = 1 then (pg_current_xact_id()::text)::bigint end,
     case when $4::smallint = 1 then nextval('feed_number') end)
   on conflict do nothing`,
);

export const updateStock = statement(
  'update_stock',
  `update stock_unit set location_id = $7, status = $8
   where site_id = $1 and location_id = $2 and product_id = $3 and status = $4 and bucket = $5 and unit_id = $6`,
);

/** Two rows, in key order: the lower status first. */
export const addCounts = statement(
  'add_counts',
  `insert into unit_count as c (site_id, product_id, owner, condition, status, held, quantity)
   values ($1::int, $2::int, $3::int, $4::smallint, $5::smallint, $6::boolean, $7::bigint),
     ($1::int, $2::int, $3::int, $4::smallint, $8::smallint, $6::boolean, $9::bigint)
   on conflict (site_id, product_id, owner, condition, status, held)
     do update set quantity = c.quantity + excluded.quantity`,
);

/**
 * All of it in one statement, as far as SQL alone can judge: the moves pick (10), undo_pick (11) and move_spot (8), by
 * status and holds. The event's hash is of the same canonical form as the ledger's.
 * $1 scan, $2 its bucket, $3 content, $4 bucket of the number, $5 number, $6 move, $7 its code, $8 location, $9 its name,
 * $10 actor, $11 its code, $12 now.
 */
export const oneStatement = statement(
  'one_statement',
  `with asked(move) as (values ($7::smallint)),
   found as materialized (
     select u.bucket, u.id, u.product_id, u.serial, u.place, u.owner, u.seq, u.status, u.condition, u.head, u.last_at,
       u.last_move, u.holds
     from identifier i join unit u on u.bucket = i.unit_bucket and u.id = i.unit_id
     where i.bucket = $4 and i.value = $5 collate "C" and i.ended = 0 for update of u),
   judged as materialized (
     select f.*, a.move, l.site_id, p.sku,
       case a.move when 10 then 4 when 11 then 3 else f.status end::smallint as to_status,
       case when a.move = 10 and f.status = 4 or a.move = 11 and f.status = 3 then 'already_there'
         when a.move = 10 and f.status <> 3 or a.move = 11 and f.status <> 4 or f.status not in (3, 4, 5, 6, 10, 11)
           then 'wrong_status'
         when a.move = 10 and f.holds is not null then 'on_hold' end as refusal
     from asked a, found f join location l on l.id = f.place join product p on p.id = f.product_id),
   linked as materialized (
     select j.*, sha256(convert_to('[1,' || to_json(encode(j.head, 'hex')) || ',' || to_json(j.sku) || ',' ||
       to_json(j.serial) || ',' || j.seq + 1 || ',' || to_json($6::text) || ',null,' || to_json($12::text) || ',' ||
       to_json($9::text) || ',' || case j.move when 10 then '"picked","push"' when 11 then '"in_stock","pop"' else 'null,null' end || ',null,' ||
       to_json($9::text) || ',null,null,null,[],[],[],"scanned",' || to_json($11::text) || ',null,null,null,' ||
       to_json($1::text) || ',null]', 'UTF8')) as hash
     from judged j where j.refusal is null),
   claimed as (
     insert into scan (id, bucket, content, outcome, unit_id, unit_bucket, seq, status, answer, tx, feed,
       recorded_at, actor, spot)
     select $1::uuid, $2::smallint, $3::bigint, (j.refusal is not null)::int, j.id, j.bucket,
       case when j.refusal is null then j.seq + 1 end, case when j.refusal is null then j.to_status end,
       case when j.refusal is not null then jsonb_build_object('move', $6::text,
         'refusal', jsonb_build_object('code', j.refusal, 'facts', jsonb_build_object('last', j.last_at)),
         'unit', jsonb_build_object('id', j.id, 'sku', j.sku, 'serial', j.serial)) end,
       case when j.refusal is not null then (pg_current_xact_id()::text)::bigint end,
       case when j.refusal is not null then nextval('feed_number') end,
       case when j.refusal is not null then $12::timestamptz end,
       case when j.refusal is not null then $10::int end, case when j.refusal is not null then $8::int end
     from judged j on conflict do nothing returning id),
   changed as (
     update unit u set place = $8::int, last_spot = $8::int, seq = l.seq + 1, last_at = $12::timestamptz,
       last_move = l.move, status = l.to_status, head = l.hash,
       before = case l.move when 10 then 'in_stock' when 11 then null else u.before end
     from linked l, claimed where u.bucket = l.bucket and u.id = l.id and u.seq = l.seq returning u.id),
   added as (
     insert into event (tx, recorded_at, bucket, unit_id, seq, scan_id, actor, spot, place, move, evidence, status,
       memory, hash)
     select (pg_current_xact_id()::text)::bigint, $12::timestamptz, l.bucket, l.id, l.seq + 1, $1::uuid, $10::int,
       $8::int, $8::int, l.move, 0, case when l.move <> 8 then l.to_status end, case l.move when 10 then 0 when 11 then 1 end, l.hash
     from linked l, claimed),
   listed as (
     update stock_unit s set location_id = $8::int, status = l.to_status from linked l, claimed
     where s.site_id = l.site_id and s.location_id = l.place and s.product_id = l.product_id and s.status = l.status
       and s.bucket = l.bucket and s.unit_id = l.id and (l.place <> $8::int or l.status <> l.to_status)),
   counted as (
     insert into unit_count as c (site_id, product_id, owner, condition, status, held, quantity)
     select l.site_id, l.product_id, l.owner, l.condition, b.status, l.holds is not null, b.quantity
     from linked l cross join claimed
       cross join lateral (values (l.status, -1), (l.to_status, 1)) as b(status, quantity)
     where l.status <> l.to_status order by b.status
     on conflict (site_id, product_id, owner, condition, status, held)
       do update set quantity = c.quantity + excluded.quantity)
   select j.id, j.sku, j.serial, j.seq, j.status, j.to_status, j.refusal, (select count(*)::int from claimed) as claimed,
     (select count(*)::int from changed) as changed from judged j`,
);
