import { moveCodes } from '../../../ledger/codes.ts';
import type { Statement } from '../../../platform/database.ts';

const code = moveCodes.toCode;

/**
 * Pieces of plain products that one transfer has sent, and what became of them, product by product: told by the changes of
 * pieces that name it, without those that were taken back. More than was sent is extra, so at every instant
 * sent = received + in transit + lost.
 */
const byProduct = (document: string) => `select r.product_id, r.sent, least(r.lost, r.sent) as lost,
    least(r.came, r.sent - least(r.lost, r.sent)) as received,
    greatest(r.came - (r.sent - least(r.lost, r.sent)), 0) as extra
  from (
    select e.product_id,
      coalesce(sum(e.delta) filter (where e.move = ${code('send_to_site')} and e.delta > 0), 0) as sent,
      coalesce(sum(e.delta) filter (where e.move = ${code('receive_at_site')} and e.delta > 0), 0) as came,
      coalesce(-sum(e.delta) filter (where e.move = ${code('lose')}), 0) as lost
    from quantity_event e
    where e.document_id = ${document} and e.move in (${(['send_to_site', 'receive_at_site', 'lose'] as const)
      .map(code)
      .join(', ')})
      and not exists (select from quantity_event a where a.product_id = e.product_id and a.place = e.place
        and a.seq > e.seq and a.move = ${code('annul')} and a.details ->> 'seq' = e.seq::text)
    group by e.product_id) r`;

/** All products together; `document`: where the number of the transfer stands. */
export const piecesTotals = (document: string) => `select coalesce(sum(p.sent), 0) as sent,
    coalesce(sum(p.received), 0) as received, coalesce(sum(p.lost), 0) as lost, coalesce(sum(p.extra), 0) as extra
  from (${byProduct(document)}) p`;

export interface PiecesRow {
  readonly sku: string;
  readonly name: string;
  readonly sent: number;
  readonly received: number;
  readonly lost: number;
  readonly extra: number;
}

export const selectPieces: Statement = {
  name: 'transfers_pieces',
  text: `select g.sku, g.name, p.sent::int, p.received::int, p.lost::int, p.extra::int
    from (${byProduct('$1')}) p join product g on g.id = p.product_id order by g.sku`,
};
