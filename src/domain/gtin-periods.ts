/** A stretch of days, written `YYYY-MM-DD`, first and last included; null: from ever, for ever. */
export interface Days {
  readonly from: string | null;
  readonly to: string | null;
}

/** A product that a GTIN stands for, and when. A GTIN may pass from one product to another; the day decides. */
export interface GtinHolder extends Days {
  readonly product: number;
}

/** Those whose GTIN it is on that day: one, unless the data is older than the rule that says so. */
export function holdersOn<Holder extends Days>(holders: readonly Holder[], day: string): readonly Holder[] {
  return holders.filter(({ from, to }) => (from === null || from <= day) && (to === null || day <= to));
}

/** Whether the two stretches share a day. */
export function overlap(a: Days, b: Days): boolean {
  const begins = (one: Days, other: Days) => one.from === null || other.to === null || one.from <= other.to;
  return begins(a, b) && begins(b, a);
}

/** A day that exists in the calendar, written `YYYY-MM-DD`, years 1 to 9999. */
export function isDay(text: string): boolean {
  const [, year, month, day] = (/^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? []).map(Number);
  if (!year || !month || !day) return false;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const longest = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return longest !== undefined && day <= longest;
}
