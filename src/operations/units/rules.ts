import type { Condition, Status } from '../../domain/facts.ts';
import type { HoldKind } from '../../domain/holds.ts';
import { heldByUs } from '../../domain/lifecycle.ts';

/** Units of one product at one site that are alike. */
export interface UnitCount {
  readonly status: Status;
  readonly condition: Condition;
  readonly held: boolean;
  readonly isCustomers: boolean;
  readonly quantity: number;
}

export interface Figures {
  readonly onHand: number;
  readonly held: number;
  readonly sellable: number;
  readonly byStatus: readonly { readonly status: Status; readonly quantity: number }[];
}

/** What a shop asks of its counts: what is there, what of it is held, what could be sold now. */
export function figuresOf(counts: readonly UnitCount[]): Figures {
  const ours = counts.filter((count) => heldByUs.includes(count.status) && !count.isCustomers);
  const byStatus = new Map<Status, number>();
  for (const { status, quantity } of counts) byStatus.set(status, (byStatus.get(status) ?? 0) + quantity);
  return {
    onHand: sum(ours),
    held: sum(ours.filter(({ held }) => held)),
    sellable: sum(ours.filter(isSellable)),
    byStatus: [...byStatus].map(([status, quantity]) => ({ status, quantity })),
  };
}

function isSellable({ status, condition, held }: UnitCount): boolean {
  return status === 'in_stock' && !held && condition !== 'damaged' && condition !== 'defective';
}

function sum(counts: readonly UnitCount[]): number {
  return counts.reduce((total, { quantity }) => total + quantity, 0);
}

// ---- The list of units

/** What a list of units is narrowed to; null: not by this. */
export interface UnitFilters {
  readonly status: Status | null;
  /** Only what is in our hands. Without a status it is asked for or not; a status says it by itself. */
  readonly ours: boolean;
  readonly product: number | null;
  readonly location: number | null;
  readonly condition: Condition | null;
  readonly held: boolean | null;
  readonly hold: HoldKind | null;
  readonly lot: string | null;
  readonly supplier: string | null;
  /** Units of which a number holds the fragment that was asked for. */
  readonly ids: readonly number[] | null;
}

/**
 * Along which index a list is read: the one whose part holds the least besides what is wanted.
 *
 * - `numbers`: units that the search index named
 * - `lot`: those of a lot
 * - `held`, `condition`: those on hold; those that are not new
 * - `busy`: those in our hands that do not just lie there (picked, packed, returned …)
 * - `stock`: those in our hands, by site, spot and product
 * - `products`: any, by product and serial
 */
export type Walk = 'numbers' | 'lot' | 'held' | 'condition' | 'busy' | 'stock' | 'products';

export function walkFor(filters: UnitFilters): Walk {
  const { status, ours, condition, held, hold } = filters;
  if (filters.ids !== null) return 'numbers';
  if (filters.lot !== null) return 'lot';
  if (held === true || hold !== null) return 'held';
  if (condition !== null && condition !== 'new') return 'condition';
  const isOurs = status === null ? ours : heldByUs.includes(status);
  if (!isOurs) return 'products';
  return status === null || status === 'in_stock' ? 'stock' : 'busy';
}

/** Whether the counts, which know site, product, status, condition and held, can say how long a list is. */
export function isCounted({ hold, lot, supplier, ids, location }: UnitFilters): boolean {
  return [hold, lot, supplier, ids, location].every((one) => one === null);
}
