import { verify } from '../src/ledger/verify.ts';
import type { Target } from './cluster.ts';

/**
 * After the load the ledger must still agree with itself, whoever wrote: that the variants did the same work is proved by
 * the product's own verify. Units above `border` were the bare variant's, which keeps neither lists nor answers.
 */
export async function checkLedger(
  target: Target,
  border: number,
  say: (sentence: string) => void,
): Promise<void> {
  const { listed, events } = await verify({ url: target.ownerUrl, listedMax: 10_000_000 });
  const findings = listed.filter(({ unit }) => unit === null || unit < (border + 1) * 256);
  if (findings.length > 0)
    throw new Error(`The ledger does not agree with itself: ${JSON.stringify(findings[0])}`);
  say(`  ${events} events, their hashes, rows, lists, counts and answers agree.`);
}
