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
  /** Most scans, and most units that they resolve to, in one request. */
  scansPerRequestMax: 10_000,
  /** Most codes of one unit in one scan: what a camera sees on one box. */
  codesPerScanMax: 16,
  /** Requests with more scans than this go in the bulk lane. */
  smallRequestScansMax: 20,
  /** Scans in one group of the lane for single scans. */
  groupScansMax: 500,
  /** Scans in one group of the bulk lane: short locks; beyond 1,000 nothing is gained (measured). */
  bulkScansMax: 500,
  /** Scans that may wait in a lane before more are turned away with 503. */
  queueScansMax: 50_000,
  /** Tries of a group that lost to others, before it is turned away with 503. */
  groupRetriesMax: 5,
  /** Milliseconds that a group waits for a lost database before it is turned away with 503. */
  reconnectMsMax: 8_000,
  /** Units whose holds change in one batch, after a recall scope has frozen them all at once. */
  spreadBatchMax: 500,
} as const;
