import type { Statement } from '../../platform/database.ts';

const statement = (name: string, text: string): Statement => ({ name: `kits_${name}`, text });

export interface KitRow {
  readonly document_id: number;
  readonly number: string;
  readonly product_id: number;
  readonly sku: string;
  readonly name: string;
  readonly serial: string;
  readonly site_id: number;
  readonly site: string;
  readonly location: string;
  readonly begun_at: Date;
  readonly begun_by: string;
  readonly built_at: Date | null;
  readonly broken_at: Date | null;
  readonly broken_by: string | null;
  readonly undone_at: Date | null;
  readonly undone_by: string | null;
  /** The kit itself; null until it is built. Site and location are its own, and where it was built once it has left us. */
  readonly unit_id: number | null;
  readonly status: number | null;
}

const kits = `select k.document_id, d.number, k.product_id, p.sku, p.name, k.serial, s.id as site_id, s.code as site,
    l.code as location, k.begun_at, a.name as begun_by, k.built_at, k.broken_at, b.name as broken_by, k.undone_at,
    c.name as undone_by, u.id as unit_id, u.status
  from kit k join document d on d.id = k.document_id join product p on p.id = k.product_id
    join actor a on a.id = k.begun_by
    left join actor b on b.id = k.broken_by left join actor c on c.id = k.undone_by
    left join lateral (select u.id, u.status, u.place from document_unit m
      join unit u on u.bucket = m.bucket and u.id = m.unit_id
      where m.document_id = k.document_id and u.product_id = k.product_id
      order by (u.serial = k.serial) desc, u.id limit 1) u on true
    left join (location h join site o on o.id = h.site_id and o.kind <> 'outside') on h.id = u.place
    join location l on l.id = coalesce(h.id, k.location_id) join site s on s.id = l.site_id`;

export const selectKit = statement('kit', `${kits} where d.kind = 'kit' and d.number = $1`);
export const selectRequested = statement('requested', `${kits} where k.request = $1`);

/** The newest first, of what was built. `$1`: sites; `$4`: the product, 0: any; `$5`: built, broken, undone or any. */
export const selectKits = statement(
  'list',
  `${kits}
   where s.id = any($1::int[]) and k.document_id < $2 and k.built_at is not null and ($4 = 0 or k.product_id = $4)
     and ($5::text is null or $5 = case when k.undone_at is not null then 'undone'
       when k.broken_at is not null then 'broken' else 'built' end)
   order by k.document_id desc limit $3`,
);

export interface PartRow {
  readonly unit_id: number;
  readonly sku: string;
  readonly name: string;
  readonly serial: string;
  readonly status: number;
  /** The event by which it went in, and by which it came out; none where that was taken back. */
  readonly in_seq: number | null;
  readonly out_seq: number | null;
}

/** The parts of a kit with serials. `$2`, `$3`: the numbers of the moves in and out. */
export const selectParts = statement(
  'parts',
  `select u.id as unit_id, p.sku, p.name, u.serial, u.status, i.seq as in_seq, o.seq as out_seq
   from kit k join document_unit m on m.document_id = k.document_id
   join unit u on u.bucket = m.bucket and u.id = m.unit_id and u.product_id <> k.product_id
   join product p on p.id = u.product_id
   left join lateral (select v.seq from event v where v.bucket = u.bucket and v.unit_id = u.id and v.move = $2
     and v.document_id = k.document_id and not exists (select from event x
       where x.bucket = v.bucket and x.unit_id = v.unit_id and x.annuls = v.seq) order by v.seq desc limit 1) i on true
   left join lateral (select v.seq from event v where v.bucket = u.bucket and v.unit_id = u.id and v.move = $3
     and v.document_id = k.document_id and not exists (select from event x
       where x.bucket = v.bucket and x.unit_id = v.unit_id and x.annuls = v.seq) order by v.seq desc limit 1) o on true
   where k.document_id = $1 order by p.sku, u.id`,
);

/** The kit's own event of a move on its document. */
export const selectOwnEvent = statement(
  'own_event',
  `select v.seq from event v where v.bucket = $2::bigint & 255 and v.unit_id = $2 and v.document_id = $1 and v.move = $3
   and not exists (select from event x where x.bucket = v.bucket and x.unit_id = v.unit_id and x.annuls = v.seq)
   order by v.seq desc limit 1`,
);

export interface PiecesRow {
  readonly product_id: number;
  readonly sku: string;
  readonly name: string;
  readonly pieces: number;
}

export const selectPieces = statement(
  'pieces',
  `select k.product_id, p.sku, p.name, k.pieces from kit_pieces k join product p on p.id = k.product_id
   where k.document_id = $1 order by p.sku`,
);

/** Changes of pieces by a move on a kit's document that stand, where they were made. */
export const selectPiecesEvents = statement(
  'pieces_events',
  `select p.sku, s.code as site, l.code as location, e.seq from quantity_event e
   join product p on p.id = e.product_id join location l on l.id = e.place join site s on s.id = l.site_id
   where e.document_id = $1 and e.move = $2 and not exists (select from quantity_event x
     where x.product_id = e.product_id and x.place = e.place and x.details->>'seq' = e.seq::text and x.move = $3)`,
);

export interface PiecesEventRow {
  readonly sku: string;
  readonly site: string;
  readonly location: string;
  readonly seq: number;
}

export interface ListRow {
  readonly product_id: number;
  readonly sku: string;
  readonly name: string;
  readonly serialized: boolean;
  readonly quantity: number;
}

export const selectList = statement(
  'parts_list',
  `select p.id as product_id, p.sku, p.name, p.serialized, t.quantity from product_part t
   join product p on p.id = t.part_id where t.kit_id = $1 order by p.serialized desc, p.sku`,
);

export const nextNumber = statement('next_number', "select nextval('kit_number')::int as nth");

export const insertKit = statement(
  'insert',
  `insert into kit (document_id, request, product_id, serial, site_id, location_id, begun_at, begun_by)
   values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
);

export const insertPieces = statement(
  'insert_pieces',
  `insert into kit_pieces (document_id, product_id, pieces) select $1, * from unnest($2::int[], $3::int[])`,
);

export const setBuilt = statement(
  'built',
  'update kit set built_at = $2 where document_id = $1 and built_at is null',
);
export const setBroken = statement(
  'broken',
  'update kit set broken_at = $2, broken_by = $3 where document_id = $1 and broken_at is null',
);
export const setUndone = statement(
  'undone',
  'update kit set undone_at = $2, undone_by = $3 where document_id = $1 and undone_at is null',
);
export const setWhole = statement(
  'whole',
  'update kit set broken_at = null, broken_by = null where document_id = $1',
);
/** What was refused leaves no kit. */
export const deletePieces = statement('delete_pieces', 'delete from kit_pieces where document_id = $1');
export const deleteKit = statement('delete', 'delete from kit where document_id = $1 and built_at is null');
