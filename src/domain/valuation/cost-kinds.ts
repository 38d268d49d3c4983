/** What a unit can have cost for, in the order in which a book lists it. */
export const costKinds = [
  'purchase',
  'freight_in',
  'duty',
  'insurance',
  'repair',
  'refurbish',
  'fee',
  'freight_out',
  'return_freight',
  'disposal',
] as const;
export type CostKind = (typeof costKinds)[number];

/**
 * What brought a unit to where and how it is sold is a part of its value in stock (IAS 2.10–15); what selling it costs is not, and
 * counts against its margin alone.
 */
export const valueKinds: readonly CostKind[] = [
  'purchase',
  'freight_in',
  'duty',
  'insurance',
  'repair',
  'refurbish',
];

/** What an invoice over receipts can be for: what came on top of the price until the goods were here. */
export const landedKinds = ['freight_in', 'duty', 'insurance'] as const satisfies readonly CostKind[];
export type LandedKind = (typeof landedKinds)[number];
