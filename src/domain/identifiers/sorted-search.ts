/**
 * Index of the last element that comes before or at the sought place in a sorted list, -1 when none does;
 * `compare` gives the element's place against the sought one (negative: before). Takes log2(n) comparisons.
 */
export function lastAtMost<T>(sorted: readonly T[], compare: (element: T) => number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(sorted[middle]!) <= 0) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Order of two texts by UTF-16 units: no language's rules, the same on every machine. */
export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
