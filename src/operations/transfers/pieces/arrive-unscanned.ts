import { inTransit } from '../../../domain/transfers.ts';
import type { Who } from '../../../ledger/acts.ts';
import { type ChangeParts, unitsIn } from '../change-transfer.ts';
import { moveUnits } from '../move-units.ts';
import type { TransferRow } from '../queries.ts';
import { movePieces } from './move-pieces.ts';
import { type PiecesRow, selectPieces } from './queries.ts';

/**
 * Where nobody scans what arrives, whatever is on its way there counts as arrived: it is booked at that site, as inferred.
 * Answers how many units and pieces that are; of other transfers none.
 */
export async function arriveUnscanned(
  { database, ledger }: ChangeParts,
  { document_id: id, number, to_code: site, unscanned }: TransferRow,
  key: string,
  who: Who,
): Promise<number> {
  if (!unscanned) return 0;
  const details = { reason: 'nobody scans there' };
  const together = { number, move: 'receive_at_site', site, key, details } as const;
  // Whoever sends says for the other end what nobody will say there.
  const anywhere: Who = { ...who, sites: null };
  const units = await moveUnits(ledger, together, await unitsIn(database, id, 'sent'), anywhere);
  const { rows } = await database.query<PiecesRow>(selectPieces, [id]);
  const coming = rows.map((row) => ({ sku: row.sku, quantity: inTransit(row) }));
  const pieces = await movePieces(
    ledger,
    together,
    coming.filter(({ quantity }) => quantity > 0),
    anywhere,
  );
  return units.moved + pieces.reduce((sum, { quantity }) => sum + quantity, 0);
}
