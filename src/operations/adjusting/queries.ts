import { moveCodes } from '../../ledger/codes.ts';
import type { Statement } from '../../platform/database.ts';

const statement = (name: string, text: string): Statement => ({ name: `adjusting_${name}`, text });

export interface ReasonRow {
  readonly code: string;
  readonly name: string;
  readonly acts: readonly string[];
  readonly needs_proof: boolean;
  readonly active: boolean;
}

const reasonColumns = 'code, name, acts, needs_proof, active';

export const selectReasons = statement(
  'reasons',
  `select ${reasonColumns} from adjustment_reason where code > $1 order by code limit $2`,
);
export const selectReason = statement(
  'reason',
  `select ${reasonColumns} from adjustment_reason where code = $1`,
);
export const insertReason = statement(
  'insert_reason',
  `insert into adjustment_reason (code, name, acts, needs_proof) values ($1, $2, $3::text[], $4)
   on conflict (code) do nothing returning ${reasonColumns}`,
);
export const updateReason = statement(
  'update_reason',
  `update adjustment_reason set name = coalesce($2, name), acts = coalesce($3::text[], acts),
     needs_proof = coalesce($4, needs_proof), active = coalesce($5, active)
   where code = $1 returning ${reasonColumns}`,
);

export interface AdjustmentRow {
  readonly id: number;
  readonly recorded_at: Date;
  readonly move: number;
  readonly product_id: number;
  /** Null: pieces of a plain product. */
  readonly unit_id: number | null;
  readonly serial: string | null;
  readonly pieces: number | null;
  readonly spot: number;
  readonly actor: string;
  readonly device: number | null;
  readonly evidence: number;
  readonly scan_id: string;
  readonly details: Readonly<Record<string, unknown>> | null;
  readonly reason_name: string | null;
  readonly minor: number | null;
  readonly currency: string | null;
  readonly taken_back: boolean;
  readonly before_move: number | null;
  readonly before_at: Date | null;
  readonly before_actor: string | null;
  readonly before_device: number | null;
  readonly before_spot: number | null;
}

const code = moveCodes.toCode;

/** As the two partial indexes have it, word for word: the lists are read along them. */
const byHand = `move in (49, 56, 57, 58, 59, 60, 61) or (move = 29 and details ? 'adjustment')`;
const piecesByHand = 'move in (56, 58, 59, 60)';

/** $3: sites, null: all · $4: moves · $5: reason, '' where none was given · $6: who · $7, $8: from and to. */
const wanted = (
  spot: string,
) => `($3::int[] is null or (select site_id from location where id = ${spot}) = any($3))
  and ($4::smallint[] is null or e.move = any($4))
  and ($5::text is null or coalesce(e.details ->> 'adjustment', '') = $5)
  and ($6::int is null or e.actor = $6)
  and ($7::timestamptz is null or e.recorded_at >= $7) and ($8::timestamptz is null or e.recorded_at <= $8)`;

const columns = 'id, recorded_at, move, actor, evidence, scan_id, details';

/** The newest first, before $1: units and pieces in the one order in which all was recorded. */
export const selectAdjustments = statement(
  'list',
  `with found as (
     (select ${columns}, spot, device, null::int as product_id, unit_id, bucket, seq, null::bigint as pieces
      from event e where (${byHand}) and id < $1 and ${wanted('e.spot')} order by id desc limit $2)
     union all
     (select ${columns}, place, null, product_id, null, null, seq, delta
      from quantity_event e where ${piecesByHand} and id < $1 and ${wanted('e.place')} order by id desc limit $2)
     order by id desc limit $2)
   select f.id, f.recorded_at, f.move, coalesce(f.product_id, u.product_id) as product_id, f.unit_id, u.serial, f.pieces, f.spot,
     (select name from actor where id = f.actor) as actor, f.device, f.evidence, f.scan_id, f.details,
     (select name from adjustment_reason where code = f.details ->> 'adjustment') as reason_name, c.minor, c.currency,
     case when f.unit_id is null
       then exists (select from quantity_event a where a.product_id = f.product_id and a.place = f.spot
         and a.move = ${code('annul')} and a.details ->> 'seq' = f.seq::text)
       else exists (select from event a where a.bucket = f.bucket and a.unit_id = f.unit_id and a.annuls = f.seq)
     end as taken_back,
     p.move as before_move, coalesce(p.at, p.recorded_at) as before_at,
     (select name from actor where id = p.actor) as before_actor, p.device as before_device, p.spot as before_spot
   from found f
   left join unit u on u.bucket = f.bucket and u.id = f.unit_id
   left join event p on p.bucket = f.bucket and p.unit_id = f.unit_id and p.seq = f.seq - 1
   left join lateral (select minor, currency from product_cost
     where product_id = coalesce(f.product_id, u.product_id) and from_day <= f.recorded_at::date
     order by from_day desc, id desc limit 1) c on true
   order by f.id desc`,
);

export const selectActor = statement('actor', 'select id from actor where code = $1');
