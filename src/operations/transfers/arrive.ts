import type { Answer, Who } from '../../ledger/acts.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { derivedId } from '../../platform/derived-id.ts';
import type { TransferRow } from './queries.ts';

export interface Unsent {
  readonly id: string;
  readonly codes: readonly string[];
  readonly reason: string;
}

/**
 * A unit that stands on the receiver's dock although nobody scanned it out: it must have been sent, so that is recorded as
 * inferred, at the site that sends; then its arrival, as it was scanned. Answers the first that cannot be recorded.
 */
export async function takeUnsent(
  ledger: Pick<Ledger, 'record'>,
  transfer: TransferRow,
  { id, codes, reason }: Unsent,
  who: Who,
  device: number | null,
): Promise<Answer> {
  const { number, from_code: from, to_code: to } = transfer;
  const document = { kind: 'transfer', number };
  const sent = { id: derivedId(`transfer unsent ${id}`), codes, input: 'inferred' as const };
  const sending = { move: 'send_to_site', site: from, document };
  // His word is about what came to him; that it left there follows from it.
  const anywhere: Who = { ...who, sites: null };
  const left = await recordOne(
    ledger,
    { ...sending, scans: [{ ...sent, details: { to, reason } }] },
    anywhere,
    device,
  );
  if (left.outcome !== 'recorded' && left.outcome !== 'repeated') return left;
  const scans = [{ id: id.toLowerCase(), codes, input: 'scanned' as const, details: { reason } }];
  return recordOne(ledger, { move: 'receive_at_site', site: to, document, scans }, who, device);
}

async function recordOne(
  ledger: Pick<Ledger, 'record'>,
  request: Parameters<Ledger['record']>[0],
  who: Who,
  device: number | null,
): Promise<Answer> {
  const answered = await ledger.record(request, who, device);
  if ('problem' in answered) throw new Error(`${answered.problem.code}: ${answered.problem.sentence}`);
  return answered.answers[0]!;
}
