import type { ExceptionKind } from '../../domain/exceptions.ts';
import type { Statement } from '../../platform/database.ts';

const statement = (name: string, text: string): Statement => ({ name: `exceptions_${name}`, text });

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
  readonly risk: number | null;
  readonly currency: string | null;
  readonly owner: string | null;
  readonly owner_name: string | null;
  readonly owned_since: Date | null;
  readonly settled_at: Date | null;
  readonly settled_by: string | null;
  readonly settlement: string | null;
}

/** What the unit of an exception costs on day $1: the term that begins latest, and of two of one day the later one. */
const cost = (product: string) => `left join lateral (select c.minor, c.currency from product_cost c
    where c.product_id = ${product} and c.from_day <= $1::date and x.unit_id is not null
    order by c.from_day desc, c.id desc limit 1) c on true`;

const owner = `left join lateral (select o.owner_id, o.at from exception_owner o where o.exception_id = x.id
    order by o.id desc limit 1) o on true`;

/** With the names, by their keys; $1: the day of the costs. */
const named = (
  from: string,
  order: string,
) => `select x.id, x.kind, x.recorded, x.observed, x.opened_at, x.site_id,
    x.unit_id, x.seq, x.scan_id, x.settled_at, x.settlement, s.code as site, p.sku, up.sku as unit_sku,
    u.serial as unit_serial, c.minor as risk, c.currency, oa.code as owner, oa.name as owner_name, o.at as owned_since,
    a.code as settled_by
  from (${from}) x
  left join site s on s.id = x.site_id
  left join product p on p.id = x.product_id
  left join unit u on u.bucket = x.unit_bucket and u.id = x.unit_id
  left join product up on up.id = u.product_id
  ${cost('u.product_id')} ${owner}
  left join actor oa on oa.id = o.owner_id
  left join actor a on a.id = x.settled_by
  order by ${order}`;

/**
 * $1: today; $2: sites; $3: behind which exception; $4: how many; $5: kind; $6: owner, 0 for nobody; $7: opened before;
 * null: any. Open ones are few: of each site they are read along the index of open ones.
 */
const wanted = `x.site_id = any($2::int[]) and ($5::text is null or x.kind = $5)
    and ($6::int is null or coalesce(o.owner_id, 0) = $6) and ($7::timestamptz is null or x.opened_at < $7)`;

export type Standing = 'open' | 'settled' | 'all';
const standings: Readonly<Record<Standing, string>> = {
  open: 'and x.settled_at is null',
  settled: 'and x.settled_at is not null',
  all: '',
};

/** A page in the order in which they were opened; `isDown`: the latest first. */
export function selectByAge(standing: Standing, isDown: boolean): Statement {
  const [than, direction] = isDown ? ['<', 'desc'] : ['>', 'asc'];
  return statement(
    `by_age_${standing}_${direction}`,
    named(
      `select x.* from exception x ${owner} where ${wanted} ${standings[standing]}
         and ($3::bigint is null or x.id ${than} $3) order by x.id ${direction} limit $4`,
      `x.id ${direction}`,
    ),
  );
}

/** A page by what stands behind them, `isDown`: the most first; $8: the money of $3, −1 where it is not known. */
export function selectByRisk(standing: Standing, isDown: boolean): Statement {
  const [than, direction] = isDown ? ['<', 'desc'] : ['>', 'asc'];
  const risk = 'coalesce(c.minor, -1)';
  return statement(
    `by_risk_${standing}_${direction}`,
    named(
      `select x.* from exception x left join unit u on u.bucket = x.unit_bucket and u.id = x.unit_id
         ${cost('u.product_id')} ${owner} where ${wanted} ${standings[standing]}
         and ($3::bigint is null or ${risk} ${than} $8::bigint or (${risk} = $8 and x.id > $3))
       order by ${risk} ${direction}, x.id limit $4`,
      `${risk} ${direction}, x.id`,
    ),
  );
}

/** How many fit; beyond $4 nobody counts. $1 and $3 are not looked at. */
export function countWanted(standing: Standing): Statement {
  return statement(
    `count_${standing}`,
    `select count(*) as exceptions from (select from exception x ${owner} where ${wanted} ${standings[standing]}
       and $1::date is not null and $3::bigint is null limit $4) found`,
  );
}

export const selectOne = statement('one', named('select * from exception where id = $2', 'x.id'));

export const countOpen = statement(
  'count_open',
  'select kind, count(*) as open from exception where settled_at is null group by kind order by kind',
);

// ---- Owners

export const selectOwners = statement(
  'owners',
  `select o.at, a.code as owner, b.code as by from exception_owner o left join actor a on a.id = o.owner_id
   join actor b on b.id = o.actor_id where o.exception_id = $1 order by o.id desc limit $2`,
);

/** Nothing where the exception is settled. */
export const insertOwner = statement(
  'insert_owner',
  `insert into exception_owner (exception_id, owner_id, actor_id, at)
   select id, $2, $3, $4 from exception where id = $1 and settled_at is null for update returning id`,
);

/** People who may settle something at site $1: those with one of the roles $2 there. */
export const selectPossibleOwners = statement(
  'possible_owners',
  `select distinct a.id, a.code as actor, p.name from person p join actor a on a.id = p.actor_id
   join access_grant g on g.person_id = p.id
   where p.disabled_at is null and (g.site_id is null or g.site_id = $1) and g.role = any($2::text[])
   order by p.name, a.code limit $3`,
);

export const selectActor = statement('actor', 'select id from actor where code = $1');
