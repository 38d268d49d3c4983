/** Limits of costs, valuation and inventory. */
export const valueLimits = {
  /** Receipts that one invoice is shared out over, and units on them. */
  invoiceReceiptsMax: 100,
  invoiceUnitsMax: 50_000,
  /** Entries of one unit's book that are read. */
  unitCostsMax: 1_000,
  /** Events followed at a time by who keeps holdings, and milliseconds between two looks; after a fault. */
  holdingBatch: 500,
  holdingPollMs: 500,
  holdingRetryMs: 5_000,
} as const;
