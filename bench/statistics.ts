export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Four figures are more than a shared machine can give. */
export function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

/** The median of each member of a list of like reports. */
export function medians<Key extends string>(
  reports: readonly Readonly<Record<Key, number>>[],
): Record<Key, number> {
  const keys = Object.keys(reports[0]!) as Key[];
  return Object.fromEntries(
    keys.map((key) => [key, rounded(median(reports.map((report) => report[key])))]),
  ) as Record<Key, number>;
}
