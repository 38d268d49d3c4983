import type { Status } from '../facts.ts';
import { heldByUs } from '../lifecycle.ts';

/**
 * How a unit stands in its owner's stock. here: in our hands. under_way: between our sites, of the one it left. elsewhere:
 * with a vendor or on loan, and still its owner's.
 */
export const standings = ['here', 'under_way', 'elsewhere'] as const;
export type Standing = (typeof standings)[number];

/**
 * Null for what is nobody's stock: not yet here, sold, missing, retired, or a part of another unit. What is missing is a loss
 * until it is found: then it counts again.
 */
export function standingOf(status: Status): Standing | null {
  if (heldByUs.includes(status)) return 'here';
  if (status === 'in_transit') return 'under_way';
  return status === 'with_vendor' || status === 'on_loan' ? 'elsewhere' : null;
}
