import { moveCodes } from '../../ledger/codes.ts';
import { type UnitRow, unitColumns } from '../../ledger/rows.ts';
import type { Statement } from '../../platform/database.ts';

const statement = (name: string, text: string): Statement => ({ name: `resolver_${name}`, text });

// ---- Links of products

export interface LinkRow {
  readonly type: string;
  readonly address: string;
  readonly title: string | null;
  readonly language: string | null;
}

export const selectLinks = statement(
  'links',
  'select type, address, title, language from product_link where product_id = $1 order by nth',
);

/** Locked, so that two who write the same list come one after the other. */
export const lockProduct = statement('lock_product', 'select id from product where sku = $1 for update');

export const selectProduct = statement('product', 'select id from product where sku = $1');

export const deleteLinks = statement('delete_links', 'delete from product_link where product_id = $1');

export const insertLinks = statement(
  'insert_links',
  `insert into product_link (product_id, nth, type, address, title, language, set_at, actor_id)
   select $1, l.nth, l.type, l.address, l.title, l.language, $6, $7
   from unnest($2::text[], $3::text[], $4::text[], $5::text[]) with ordinality
     as l(type, address, title, language, nth)`,
);

/** Those that are here; they cannot go while the links are written. */
export const sharePhotos = statement(
  'share_photos',
  'select hash from photo where hash = any($1::text[]) and erased_at is null for key share',
);

/** The media type of a photograph that is the picture of some product. */
export const selectPicture = statement(
  'picture',
  `select p.type from photo p where p.hash = $1 and p.erased_at is null and exists (select from product_link l
     where l.type = 'relatedImage' and l.address = 'photo:' || p.hash)`,
);

/** Our companies, two at most: what we call ourselves where there is one. */
export const selectCompanies = statement(
  'companies',
  "select name from owner where kind = 'company' order by id limit 2",
);

// ---- One unit

/** The unit behind a serial, with the sale that stands. */
export interface ProvedRow extends UnitRow {
  /** The number in the address is not the unit's any more. */
  readonly renumbered: boolean;
  /** The number of the sale's document; null: there is no sale, or it was without a document. */
  readonly receipt: string | null;
  readonly sold_at: Date | null;
  readonly sold_spot: number | null;
  readonly sold_move: number | null;
  readonly delivered_at: Date | null;
}

const standing = `not exists (select from event a where a.bucket = e.bucket and a.unit_id = e.unit_id and a.annuls = e.seq)`;

/**
 * One statement, whether there is such a unit or not. A number in force goes before one that has ended; a unit that was
 * recorded under a wrong product or serial leads to the one that took over its life. $1: bucket of the serial, $2: the
 * serial, $3: products that had the GTIN.
 */
export const selectProved = statement(
  'proved',
  `with recursive named as (
     select i.unit_bucket as bucket, i.unit_id as id, i.ended <> 0 as renumbered, 0 as depth
     from (select * from identifier where bucket = $1 and value = $2 and product_id = any($3::int[])
       order by (ended = 0) desc, ended desc limit 1) i
     union all
     select (u.see % 256)::smallint, u.see, true, n.depth + 1 from named n
     join unit u on u.bucket = n.bucket and u.id = n.id where u.see is not null and n.depth < 16)
   select ${unitColumns}, n.renumbered, s.receipt, s.sold_at, s.sold_spot, s.sold_move, d.delivered_at
   from (select * from named order by depth desc limit 1) n
   join unit u on u.bucket = n.bucket and u.id = n.id
   left join lateral (
     select x.opened_seq, coalesce(e.at, e.recorded_at) as sold_at, e.spot as sold_spot, e.move as sold_move,
       (select c.number from document c where c.id = x.document_id) as receipt
     from sale x join event e on e.bucket = x.bucket and e.unit_id = x.unit_id and e.seq = x.opened_seq
     where x.id = u.sale and x.bound limit 1) s on true
   left join lateral (
     select coalesce(e.at, e.recorded_at) as delivered_at from event e where e.bucket = u.bucket and e.unit_id = u.id
       and e.move = ${moveCodes.toCode('deliver')} and e.seq > s.opened_seq and ${standing}
     order by e.seq limit 1) d on true`,
);
