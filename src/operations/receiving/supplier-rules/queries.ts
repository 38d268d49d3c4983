import type { Statement } from '../../../platform/database.ts';

const statement = (name: string, text: string): Statement => ({ name: `supplier_rules_${name}`, text });

export interface RulesRow {
  readonly supplier_id: number;
  readonly over_percent: number | null;
  readonly over_pieces: number | null;
  readonly short_closes: boolean;
  readonly partial: boolean;
  readonly blind: boolean;
  readonly serials_required: boolean;
  readonly stop_recalled: boolean;
  readonly serials_in: readonly string[];
}

/** A supplier without rules has those that everybody has. */
export const selectRules = statement(
  'select',
  `select s.id as supplier_id, t.over_percent, t.over_pieces, coalesce(t.short_closes, false) as short_closes,
     coalesce(t.partial, true) as partial, coalesce(t.blind, false) as blind,
     coalesce(t.serials_required, false) as serials_required, coalesce(t.stop_recalled, false) as stop_recalled,
     coalesce(t.serials_in, '{REF,MAN,SLN,LIN}') as serials_in
   from supplier s left join supplier_rule t on t.supplier_id = s.id where s.code = $1`,
);

export const saveRules = statement(
  'save',
  `insert into supplier_rule (supplier_id, over_percent, over_pieces, short_closes, partial, blind, serials_required,
     stop_recalled, serials_in) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
   on conflict (supplier_id) do update set over_percent = excluded.over_percent, over_pieces = excluded.over_pieces,
     short_closes = excluded.short_closes, partial = excluded.partial, blind = excluded.blind,
     serials_required = excluded.serials_required, stop_recalled = excluded.stop_recalled,
     serials_in = excluded.serials_in`,
);

export interface SerialsRow {
  readonly sku: string;
  readonly ranges: string;
}

export const selectSerials = statement(
  'serials',
  `select p.sku, a.ranges from supplier_serials a join product p on p.id = a.product_id
   where a.supplier_id = $1 order by p.sku`,
);

export const dropSerials = statement('drop_serials', 'delete from supplier_serials where supplier_id = $1');

export const insertSerials = statement(
  'insert_serials',
  `insert into supplier_serials (supplier_id, product_id, ranges) select $1, * from unnest($2::int[], $3::text[])`,
);
