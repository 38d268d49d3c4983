import type { Who } from '../../../ledger/acts.ts';
import type { Ledger } from '../../../ledger/ledger.ts';
import { derivedId } from '../../../platform/derived-id.ts';
import type { PiecesBody } from '../contract.ts';
import type { Together } from '../move-units.ts';

/** Pieces of plain products that all make the same move. Answers those that were recorded; asked again with its key, the same. */
export async function movePieces(
  ledger: Pick<Ledger, 'record'>,
  { number, move, site, key, details }: Together,
  pieces: readonly PiecesBody[],
  who: Who,
): Promise<readonly PiecesBody[]> {
  if (pieces.length === 0) return [];
  const scans = pieces.map(({ sku, quantity }) => ({
    id: derivedId(`transfer ${move} ${number} ${key} ${sku}`),
    codes: [sku],
    input: 'inferred' as const,
    quantity,
    details: { ...details, sku },
  }));
  const document = { kind: 'transfer', number };
  const answered = await ledger.record({ move, site, document, scans }, who, null);
  if ('problem' in answered) throw new Error(`${answered.problem.code}: ${answered.problem.sentence}`);
  const stands = answered.answers.map(({ outcome }) => outcome === 'recorded' || outcome === 'repeated');
  return pieces.filter((_, nth) => stands[nth]);
}
