/** A fact as the ledger words it, with its times (RFC 3339, UTC) as people here read them. */
export function withTimes(words: string, time: (iso: string) => string): string {
  return words.replace(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, time);
}
