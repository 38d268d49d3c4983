/** Documents that units may be on, as a shop speaks of them. */
export const documentKinds = [
  'order',
  'receipt',
  'transfer',
  'shipment',
  'sale',
  'return',
  'claim',
  'repair',
  'recall',
] as const;
