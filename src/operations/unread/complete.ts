import type { Refusal } from '../../domain/refusals.ts';
import type { Answer, Who } from '../../ledger/acts.ts';
import type { RequestProblem } from '../../ledger/prepare.ts';
import { settleException } from '../../ledger/settle-exception.ts';
import type { CompletionBody } from './contract.ts';
import * as sql from './queries.ts';
import { serialRead } from './rules.ts';
import type { UnreadParts } from './take-in.ts';

export type Completed =
  | { readonly answer: Answer; readonly serial: string }
  | { readonly refused: Refusal }
  | { readonly problem: RequestProblem };

/**
 * Gives a thing its true serial: its label's number goes on answering, its life goes on. A serial that is another unit's
 * is refused, and a question opened: never are two made one. What was asked about it is settled. All of it may be sent
 * again.
 */
export async function completeUnread(
  { database, clock, ledger, reference }: UnreadParts,
  row: sql.UnreadRow,
  { id, codes, input, site, location, photos = [] }: CompletionBody,
  who: Who,
  device: number | null,
): Promise<Completed> {
  const names = await reference();
  const product = names.products.get(row.product_id)!;
  const productsOf = (gtin: string) => (names.productsByGtin.get(gtin) ?? []).map((holder) => holder.product);
  const read = serialRead(codes, row.number!, product, productsOf);
  if ('refused' in read) return read;
  const { serial } = read;
  const details = {
    identifier: `serial:${serial}`,
    reason: 'its number was read',
    ...(photos.length === 0 ? {} : { photos }),
  };
  const scan = { id, codes: [`UNIT:${row.unit_id}`], input, details };
  const where = location === undefined ? {} : { location };
  const answered = await ledger.record({ move: 'reidentify', site, ...where, scans: [scan] }, who, device);
  if ('problem' in answered) return answered;
  const [answer] = answered.answers as [Answer];
  if (answer.outcome === 'recorded' || answer.outcome === 'repeated') {
    const now = clock.now().toISOString();
    await database.query(sql.complete, [row.id, now, who.id]);
    const questions = await database.query<{ id: number }>(sql.selectQuestions, [row.site_id, row.unit_id]);
    const settlement = `Its number was read: ${serial}.`;
    for (const { id: exception } of questions.rows)
      await settleException(database, { exception, actor: who.id, settlement, now });
    // The ledger says what it was called when it was scanned.
    return { answer: { ...answer, unit: answer.unit && { ...answer.unit, serial } }, serial };
  }
  return { answer, serial };
}
