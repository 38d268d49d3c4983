/** Every limit of the product in one place. Over a limit the answer names the limit. */
export const limits = {
  /**
   * Longest serial kept, in Unicode characters (code points). GS1 allows 20; makers' own numbers are longer.
   */
  serialLengthMax: 64,
  /** Longest text taken from one scan, in UTF-16 units: a Digital Link with its query fits. */
  scanTextLengthMax: 512,
  /**
   * Most ranges, and most prefixes, in one set of serials: n ranges can cross n²/4 times. Single serials are
   * not bounded.
   */
  serialSetRangesMax: 1_000,
  /** Longest written set of serials, in UTF-16 units: some 60,000 serials. */
  serialSetTextLengthMax: 1_000_000,
} as const;
