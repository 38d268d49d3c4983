// The words of a unit's facts. Their order is not a code: the numbers stored for them are in ledger/codes.ts.

/**
 * Where a unit is in its life. `none`: a known number without a life (announcement cancelled, first event
 * annulled).
 */
export const statuses = [
  'none',
  'commissioned',
  'expected',
  'in_stock',
  'picked',
  'packed',
  'staged',
  'in_transit',
  'shipped',
  'sold',
  'returned',
  'in_repair',
  'on_loan',
  'installed',
  'with_vendor',
  'missing',
  'retired',
] as const;
export type Status = (typeof statuses)[number];

export const conditions = ['new', 'opened', 'refurbished', 'damaged', 'defective'] as const;
export type Condition = (typeof conditions)[number];

export const uses = ['stock', 'display', 'demo', 'loaner', 'internal'] as const;
export type Use = (typeof uses)[number];

/**
 * What was proved about a unit since it last came into our hands; restock and pack ask for these.
 * `destroyed`: it was retired as destroyed, scrapped or recycled, so that seeing it again is a contradiction.
 */
export const checks = [
  'inspected',
  'test_passed',
  'test_failed',
  'lock_clear',
  'locked',
  'destroyed',
] as const;
export type Check = (typeof checks)[number];

/** Kinds of numbers that find a unit. */
export const identifierKinds = [
  'serial',
  'imei',
  'mac',
  'epc',
  'maker_serial',
  'box_serial',
  'own_label',
] as const;
export type IdentifierKind = (typeof identifierKinds)[number];
