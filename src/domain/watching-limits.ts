/** Limits of the watch over units that nobody sees any more, and of what goes back to suppliers. */
export const watchingLimits = {
  /**
   * Days that a unit may go unseen in each status before somebody is asked, where the retailer says nothing else. On loan:
   * days after the day on which it is due back.
   */
  unseenInStockDays: 90,
  unseenPickedDays: 1,
  unseenPackedDays: 2,
  unseenStagedDays: 7,
  unseenInTransitDays: 3,
  unseenShippedDays: 10,
  unseenReturnedDays: 2,
  unseenInRepairDays: 14,
  unseenOnLoanDays: 1,
  unseenWithVendorDays: 30,
  unseenDaysMax: 3_650,
  /** So many units in one status at one spot are one question; fewer are asked one by one. */
  unseenGroupFrom: 4,
  /** Units, and questions, of one site in one night: the longest unseen first, the rest is told and asked later. */
  unseenUnitsPerNight: 2_000,
  unseenQuestionsPerNight: 100,
  /** Days after which a unit that somebody has settled the question of, and nobody has seen since, is asked about again. */
  unseenAgainDays: 30,
  /** Units on one return to a supplier, and things listed on it, or answered, in one request. */
  vendorReturnUnitsMax: 2_000,
  vendorReturnThingsMax: 500,
  /** Pages of 8 KiB of the table of units that are read at once. */
  watchPagesAtOnce: 4_096,
  /** Milliseconds between two looks for a site's midnight and for what was seen again; and after which a look that ended is done by another process. */
  watchLookMs: 60_000,
  watchLeftMs: 15 * 60_000,
} as const;
