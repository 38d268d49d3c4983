import type { ExceptionKind } from '../../domain/exceptions.ts';
import type { Statement } from '../../platform/database.ts';

export interface ExceptionRow {
  readonly id: number;
  readonly kind: ExceptionKind;
  readonly recorded: string;
  readonly observed: string;
  readonly opened_at: Date;
  readonly site_id: number;
  readonly site: string | null;
  readonly sku: string | null;
  readonly unit_id: number | null;
  readonly unit_sku: string | null;
  readonly unit_serial: string | null;
  readonly seq: number | null;
  readonly scan_id: string;
  readonly settled_at: Date | null;
  readonly settled_by: string | null;
  readonly settlement: string | null;
}

/** With the names, by their keys. */
const named = (
  from: string,
) => `select x.id, x.kind, x.recorded, x.observed, x.opened_at, x.site_id, x.unit_id, x.seq, x.scan_id,
    x.settled_at, x.settlement, s.code as site, p.sku, up.sku as unit_sku, u.serial as unit_serial,
    a.code as settled_by
  from (${from}) x
  left join site s on s.id = x.site_id
  left join product p on p.id = x.product_id
  left join unit u on u.bucket = x.unit_bucket and u.id = x.unit_id
  left join product up on up.id = u.product_id
  left join actor a on a.id = x.settled_by
  order by x.id`;

/** Open ones of some sites: the first of each site, by the index of open ones, and the first of those. */
export const selectOpen: Statement = {
  name: 'exceptions_open',
  text: named(`select e.* from unnest($1::int[]) as k(site_id), lateral (
      select * from exception where site_id = k.site_id and settled_at is null and id > $2 order by id limit $3) e
    order by e.id limit $3`),
};

export const selectAll: Statement = {
  name: 'exceptions_all',
  text: named(`select * from exception where id > $2 and site_id = any($1::int[])
      and (not $4 or settled_at is not null) order by id limit $3`),
};

export const selectOne: Statement = {
  name: 'exceptions_one',
  text: named('select * from exception where id = $1'),
};

export const countOpen: Statement = {
  name: 'exceptions_count_open',
  text: 'select kind, count(*) as open from exception where settled_at is null group by kind order by kind',
};
