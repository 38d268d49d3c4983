import { moveCodes, statusCodes } from '../../../ledger/codes.ts';
import type { Statement } from '../../../platform/database.ts';

export interface MissingRow {
  readonly event_id: number;
  readonly unit_id: number;
  readonly serial: string;
  readonly product_id: number;
  readonly place: number;
  readonly since: Date;
  readonly move: number;
  readonly by: string;
  readonly kind: string | null;
  readonly number: string | null;
  readonly reason: string | null;
  readonly reason_name: string | null;
  readonly last_move: number | null;
  readonly last_at: Date | null;
  readonly last_by: string | null;
  readonly last_device: string | null;
  readonly last_spot: number | null;
  readonly minor: number | null;
  readonly currency: string | null;
}

const gone = `move in (${(['lose', 'report_stolen'] as const).map(moveCodes.toCode).join(', ')})`;

/** As the partial index of such events has it, word for word: losses are rare, units are many. */
const byHand = `move in (49, 56, 57, 58, 59, 60, 61) or (move = 29 and details ? 'adjustment')`;

/**
 * Units that are missing now, by the event that said so, the newest first; before $1, $2 of them. $3: sites where they
 * should be, or where it was said that they are gone; null: all. $4: products, null: all.
 */
export const selectMissing: Statement = {
  name: 'counting_missing',
  text: `select x.event_id, x.unit_id, x.serial, x.product_id, x.place, x.since, x.move, x.by, d.kind, d.number,
      x.details ->> 'adjustment' as reason, r.name as reason_name, p.move as last_move, coalesce(p.at, p.recorded_at) as last_at, pa.name as last_by,
      pd.name as last_device, p.spot as last_spot, c.minor, c.currency
    from (
      select e.id as event_id, e.unit_id, u.serial, u.product_id, u.place, e.recorded_at as since, e.move, e.bucket, e.seq,
        e.document_id, e.details, a.name as by
      from event e
      join unit u on u.bucket = e.bucket and u.id = e.unit_id and u.status = ${statusCodes.toCode('missing')}
      join actor a on a.id = e.actor
      where (${byHand}) and e.${gone} and e.id < $1
        and ($3::int[] is null or exists (select from location l where l.id in (u.place, e.spot) and l.site_id = any($3)))
        and ($4::int[] is null or u.product_id = any($4))
        and not exists (select from event v where v.bucket = e.bucket and v.unit_id = e.unit_id and v.seq > e.seq
          and (v.${gone} or v.annuls = e.seq))
      order by e.id desc limit $2) x
    left join document d on d.id = x.document_id
    left join adjustment_reason r on r.code = x.details ->> 'adjustment'
    left join lateral (select * from event p where p.bucket = x.bucket and p.unit_id = x.unit_id
      and p.seq = x.seq - 1 limit 1) p on true
    left join actor pa on pa.id = p.actor
    left join device pd on pd.id = p.device
    left join lateral (select minor, currency from product_cost where product_id = x.product_id
      and from_day <= x.since::date order by from_day desc, id desc limit 1) c on true
    order by x.event_id desc`,
};
