/** By what an amount is shared out over units. */
export const sharings = ['value', 'quantity', 'weight'] as const;
export type Sharing = (typeof sharings)[number];

/**
 * Shares an amount out by weights, to the last minor unit: the shares' sum is the amount, always. Each gets what is its part
 * rounded down; what is left goes, one each, to those who lost most by it, the first of equals first. Amounts below zero
 * (a credit note) are shared like their opposite. Null where no weight is above zero, or one is below it.
 */
export function shareOut(amount: number, weights: readonly number[]): number[] | null {
  if (amount < 0) return shareOut(-amount, weights)?.map((share) => 0 - share) ?? null;
  if (weights.some((weight) => weight < 0)) return null;
  const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (total === 0n) return null;
  // Exact: a product of two amounts is more than JavaScript's numbers hold.
  const parts = weights.map((weight, at) => {
    const product = BigInt(amount) * BigInt(weight);
    return { at, share: Number(product / total), lost: product % total };
  });
  const shared = parts.reduce((sum, { share }) => sum + share, 0);
  const byLoss = parts.filter(({ lost }) => lost > 0n).sort(mostLostFirst);
  const shares = parts.map(({ share }) => share);
  for (const { at } of byLoss.slice(0, amount - shared)) shares[at] = shares[at]! + 1;
  return shares;
}

interface Part {
  readonly at: number;
  readonly lost: bigint;
}

function mostLostFirst(a: Part, b: Part): number {
  if (a.lost !== b.lost) return a.lost > b.lost ? -1 : 1;
  return a.at - b.at;
}
