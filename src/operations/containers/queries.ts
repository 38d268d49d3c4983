import type { ContainerKind, ContainerStep } from '../../domain/containers.ts';
import type { Statement } from '../../platform/database.ts';

const statement = (name: string, text: string): Statement => ({ name: `containers_${name}`, text });

export interface ContainerRow {
  readonly document_id: number;
  readonly number: string;
  readonly kind: ContainerKind;
  readonly site_id: number;
  readonly site: string;
  readonly place_id: number;
  readonly location: string;
  readonly parent_id: number | null;
  readonly parent: string | null;
  readonly made_at: Date;
  readonly made_by: string;
  readonly broken_at: Date | null;
  /** Packed straight into it; with what stands in it; containers that stand straight in it. */
  readonly units: number;
  readonly all_units: number;
  readonly containers: number;
}

const containers = `select c.document_id, d.number, c.kind, c.site_id, s.code as site, c.place_id, l.code as location,
    c.parent_id, e.number as parent, c.made_at, a.name as made_by, c.broken_at,
    (select count(*)::int from container_stay t where t.document_id = c.document_id and t.out_seq is null) as units,
    (select count(*)::int from container k where k.parent_id = c.document_id) as containers,
    (with recursive inner_ones(id) as (select c.document_id union all
        select k.document_id from container k join inner_ones i on k.parent_id = i.id)
      select count(*)::int from inner_ones i join container_stay t on t.document_id = i.id and t.out_seq is null)
      as all_units
  from container c join document d on d.id = c.document_id join site s on s.id = c.site_id
    join location l on l.id = c.place_id join actor a on a.id = c.made_by
    left join document e on e.id = c.parent_id`;

export const selectContainer = statement(
  'container',
  `${containers} where d.kind = 'container' and d.number = $1`,
);
export const selectById = statement('by_id', `${containers} where c.document_id = $1`);
export const selectRequested = statement('requested', `${containers} where c.request = $1`);

/** The newest first. `$1`: sites; `$4`: a part of the number; `$5`: open, broken or any; `$6`: at this spot, 0: at any. */
export const selectContainers = statement(
  'list',
  `${containers}
   where c.site_id = any($1::int[]) and c.document_id < $2
     and ($4::text is null or position(lower($4) in lower(d.number)) > 0)
     and ($5::text is null or ($5 = 'broken') = (c.broken_at is not null)) and ($6 = 0 or c.place_id = $6)
   order by c.document_id desc limit $3`,
);

/** A container, what it stands in outwards, and all that stands in it with the depth. */
export const selectTree = statement(
  'tree',
  `with recursive outward(id, level) as (
       select c.parent_id, 1 from container c where c.document_id = $1 and c.parent_id is not null
       union all select c.parent_id, o.level + 1 from outward o join container c on c.document_id = o.id
         where c.parent_id is not null),
     inward(id, level) as (
       select k.document_id, 1 from container k where k.parent_id = $1
       union all select k.document_id, i.level + 1 from inward i join container k on k.parent_id = i.id)
   select 'outside' as side, o.level, o.id, d.number from outward o join document d on d.id = o.id
   union all select 'inside', i.level, i.id, d.number from inward i join document d on d.id = i.id order by 1, 2, 3`,
);

export interface TreeRow {
  readonly side: 'outside' | 'inside';
  readonly level: number;
  readonly id: number;
  readonly number: string;
}

export interface ContentRow {
  readonly unit_id: number;
  readonly sku: string;
  readonly name: string;
  readonly serial: string;
  readonly status: number;
  readonly condition: number;
  readonly container: string;
  readonly place_id: number;
  readonly since: Date;
  readonly packed_by: string;
}

/** Units in some containers. `$2`: after this unit. */
export const selectContent = statement(
  'content',
  `select t.unit_id, p.sku, p.name, u.serial, u.status, u.condition, d.number as container, u.place as place_id,
     v.recorded_at as since, a.name as packed_by
   from container_stay t join unit u on u.id = t.unit_id and u.bucket = t.unit_id & 255
   join product p on p.id = u.product_id join document d on d.id = t.document_id
   join event v on v.bucket = u.bucket and v.unit_id = t.unit_id and v.seq = t.in_seq
   join actor a on a.id = v.actor
   where t.document_id = any($1::bigint[]) and t.out_seq is null and t.unit_id > $2
   order by t.unit_id limit $3`,
);

export interface HistoryRow {
  readonly at: Date;
  readonly what: ContainerStep | 'in' | 'out';
  readonly by: string;
  readonly unit_id: number | null;
  readonly sku: string | null;
  readonly serial: string | null;
  readonly move: number | null;
  readonly place: string | null;
  readonly other: string | null;
  readonly units: number;
  /** Microseconds, and a number that grows: where it stands in the list. */
  readonly point: number;
  readonly nth: number;
}

/** What became of a container, the newest first: what people did with it, and each unit's coming and going. */
export const selectHistory = statement(
  'history',
  `select (extract(epoch from h.at) * 1000000)::bigint as point, h.* from (
     select h.at, h.step as what, a.name as by, null::bigint as unit_id, null::text as sku, null::text as serial,
       null::smallint as move, l.code as place, o.number as other, h.units, h.id as nth
     from container_step h join actor a on a.id = h.actor_id left join location l on l.id = h.place_id
     left join document o on o.id = h.other_id where h.document_id = $1
     union all
     select v.recorded_at, w.way, a.name, t.unit_id, p.sku, u.serial, v.move, null, null, 1, v.id
     from container_stay t cross join lateral (values ('in', t.in_seq), ('out', t.out_seq)) as w(way, seq)
     join unit u on u.id = t.unit_id and u.bucket = t.unit_id & 255 join product p on p.id = u.product_id
     join event v on v.bucket = u.bucket and v.unit_id = t.unit_id and v.seq = w.seq join actor a on a.id = v.actor
     where t.document_id = $1 and w.seq is not null) h
   where (h.at, h.nth) < (to_timestamp(0) + $2::bigint * interval '1 microsecond', $3::bigint)
   order by h.at desc, h.nth desc limit $4`,
);

export interface StayRow {
  readonly number: string;
  readonly kind: ContainerKind;
  readonly in_seq: number;
  readonly out_seq: number | null;
}

/** The containers that a unit is or was in, the latest first. */
export const selectStays = statement(
  'stays',
  `select d.number, c.kind, t.in_seq, t.out_seq from container_stay t join document d on d.id = t.document_id
   join container c on c.document_id = t.document_id where t.unit_id = $1 order by t.in_seq desc limit 100`,
);

export const nextNumber = statement('next_number', "select nextval('container_number')::int as nth");

export const selectNamed = statement(
  'named',
  "select id from document where kind = 'container' and number = $1",
);

/** Nothing where the number, or the request, is there already. */
export const insertContainer = statement(
  'insert',
  `insert into container (document_id, kind, site_id, place_id, parent_id, request, made_at, made_by)
   values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
);

export const insertStep = statement(
  'step',
  `insert into container_step (document_id, step, at, actor_id, place_id, other_id, units, request)
   values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
);

export const selectStep = statement(
  'step_of',
  'select units from container_step where request = $1 and document_id = $2',
);

/** How containers stand in each other at a site is changed by one at a time; packing does not wait for it. */
export const holdNesting = statement('hold_nesting', 'select pg_advisory_xact_lock(7320, $1)');

/** Waits for the groups that pack into them or take out of them. */
export const holdContainers = statement(
  'hold',
  'select document_id from container where document_id = any($1::bigint[]) order by document_id for update',
);

export const setPlaces = statement(
  'set_places',
  'update container set site_id = $2, place_id = $3 where document_id = any($1::bigint[])',
);

export const setParent = statement(
  'set_parent',
  'update container set parent_id = $2 where document_id = $1',
);

/** It is no more: what stands in it stands by itself. */
export const leaveParent = statement(
  'leave_parent',
  'update container set parent_id = null where parent_id = $1',
);
export const setBroken = statement(
  'set_broken',
  'update container set broken_at = $2, parent_id = null where document_id = $1 and broken_at is null',
);

export interface CartonRow {
  readonly sscc: string;
  readonly inside: string | null;
  readonly unit_id: number | null;
  readonly place_id: number | null;
}

/** A carton of a receipt and all that stand in it, with the units announced in them that are ours to pack now. */
export const selectCarton = statement(
  'carton',
  `with recursive inner_ones(sscc, inside) as (
       select k.sscc, null::text collate "C" from receipt_carton k where k.document_id = $1 and k.sscc = $2
       union all select k.sscc, k.inside from receipt_carton k join inner_ones i on k.inside = i.sscc
         where k.document_id = $1),
     units as materialized (select u.id, u.product_id, u.serial, u.place
       from document_unit m join unit u on u.bucket = m.bucket and u.id = m.unit_id
       where m.document_id = $1 and u.status = any($3::smallint[])
         and not exists (select from container_stay t where t.unit_id = u.id and t.out_seq is null))
   select i.sscc, i.inside, u.id as unit_id, u.place as place_id from inner_ones i
   left join receipt_carton_unit n on n.document_id = $1 and n.sscc = i.sscc
   left join units u on u.product_id = n.product_id and u.serial = n.serial
   order by i.sscc, u.id`,
);

export const selectReceipt = statement(
  'receipt',
  `select r.document_id, r.site_id from receipt r join document d on d.id = r.document_id
   where d.kind = 'receipt' and d.number = $1`,
);
