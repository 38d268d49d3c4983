/** Limits of what comes in: a part of `limits`, by which they are read. */
export const inboundLimits = {
  /** Cartons of one receipt, and units that one announcement names by their serials. */
  receiptCartonsMax: 2_000,
  announcedUnitsMax: 10_000,
  /** Lines of a file to import that make one receipt or one order. */
  importDocumentLinesMax: 20_000,
  /** Lines of a purchase order. */
  purchaseOrderLinesMax: 1_000,
  /** Characters of the list of serials that a supplier may deliver of a product, and of how many products. */
  supplierSerialsLengthMax: 2_000,
  supplierProductsMax: 200,
  /** Bytes of an X12 interchange, and transactions in it. */
  ediBytesMax: 2 * 1024 * 1024,
  ediTransactionsMax: 200,
} as const;
