import type { Statement } from '../../../platform/database.ts';
import { countsStill } from '../scans/queries.ts';

export interface HeardRow {
  readonly unit_id: number;
  readonly serial: string;
  readonly product_id: number;
  readonly status: number;
  readonly place: number;
  readonly seq: number;
  readonly is_expected: boolean;
  readonly is_counted: boolean;
}

/** Units by their keys, with what the count $1 knows of them. */
export const selectHeard: Statement = {
  name: 'counting_heard',
  text: `select u.id as unit_id, u.serial, u.product_id, u.status, u.place, u.seq, e.unit_id is not null as is_expected,
      exists (select from count_scan s where s.document_id = $1 and s.bucket = u.bucket and s.unit_id = u.id
        and ${countsStill('s')}) as is_counted
    from unnest($2::smallint[], $3::bigint[]) as k(bucket, id)
    join unit u on u.bucket = k.bucket and u.id = k.id
    left join count_expected e on e.document_id = $1 and e.bucket = u.bucket and e.unit_id = u.id
    order by u.id`,
};

/** How often something was asked for again: what was heard before may be heard anew then. */
export const selectRound: Statement = {
  name: 'counting_round',
  text: `select count(*)::int as round from count_step where document_id = $1 and step = 'recount'`,
};
