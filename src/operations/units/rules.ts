import type { Condition, Status } from '../../domain/facts.ts';
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
