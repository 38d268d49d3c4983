import type { Statement } from '../../../platform/database.ts';

export interface UnlabelledRow {
  readonly unit_id: number;
  readonly bucket: number;
  readonly sku: string;
  readonly name: string;
  readonly serial: string;
  readonly evidence: number;
  readonly unread: boolean;
  readonly ours: boolean;
  readonly job_id: number | null;
  readonly label_state: 'to_print' | 'sending' | 'unsure' | 'sent' | null;
}

/**
 * Units that came on a receipt and whose label nobody has read: not when they came, not since, and not at the label bench.
 * `$2`: the move of arriving; `$6`: ways of knowing that read a label; `$7`: that of typing; `$8`: only those without a
 * label on its way.
 */
export const selectUnlabelled: Statement = {
  name: 'receiving_unlabelled',
  text: `select m.unit_id, m.bucket, p.sku, p.name, u.serial, e.evidence, e.unread, e.ours, l.job_id, l.state as label_state
    from document_unit m
    join unit u on u.bucket = m.bucket and u.id = m.unit_id
    join product p on p.id = u.product_id
    join lateral (
      select e.seq, e.evidence, coalesce(e.details ? 'unread', false) as unread,
        exists (select from numbering n where n.product_id = u.product_id) as ours
      from event e
      where e.bucket = m.bucket and e.unit_id = m.unit_id and e.document_id = m.document_id and e.move = $2
        and not exists (select from event x where x.bucket = e.bucket and x.unit_id = e.unit_id and x.annuls = e.seq)
      order by e.seq desc limit 1) e on true
    left join lateral (select job_id, state from label where unit_id = m.unit_id and state <> 'void'
      order by id desc limit 1) l on true
    where m.document_id = $1 and (m.bucket, m.unit_id) > ($3, $4)
      and e.evidence <> all($6::smallint[]) and (e.evidence = $7 or e.unread or e.ours)
      and not exists (select from label a where a.unit_id = m.unit_id and a.state = 'applied')
      and not exists (select from event x where x.bucket = m.bucket and x.unit_id = m.unit_id and x.seq > e.seq
        and x.evidence = any($6::smallint[]))
      and (not $8::boolean or l.state is null)
    order by m.bucket, m.unit_id limit $5`,
};
