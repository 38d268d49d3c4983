/** A line of a purchase order. */
export interface OrderLine {
  readonly line: number;
  readonly product: number;
  readonly quantity: number;
}

/** A line of a receipt that answers an order, and what came of it. */
export interface Delivery {
  readonly receipt: number;
  /** The order's line; null: it names only the order. */
  readonly line: number | null;
  readonly product: number;
  readonly announced: number;
  readonly received: number;
  /** Of its product, came on this receipt although nobody had announced it; said on one of its lines. */
  readonly extra: number;
  readonly closed: boolean;
}

export type OrderState = 'open' | 'partly' | 'received' | 'closed';

export interface Standing {
  readonly announced: number;
  readonly received: number;
  readonly open: number;
  readonly over: number;
  readonly state: OrderState;
}

/**
 * Where a line of an order stands, over all its receipts. What was ordered and not received is waited for, until the
 * supplier's rule says that a short delivery closes it and every receipt that answers the line is closed.
 */
export function standingOf(line: OrderLine, deliveries: readonly Delivery[], shortCloses: boolean): Standing {
  const of = deliveries.filter(
    (one) => one.line === line.line || (one.line === null && one.product === line.product),
  );
  const sum = (what: (one: Delivery) => number) => of.reduce((all, one) => all + what(one), 0);
  const announced = sum((one) => one.announced);
  const received = sum((one) => one.received + one.extra);
  const short = Math.max(0, line.quantity - received);
  const isGivenUp = shortCloses && short > 0 && of.length > 0 && of.every(({ closed }) => closed);
  const state = short === 0 ? 'received' : isGivenUp ? 'closed' : received > 0 ? 'partly' : 'open';
  return {
    announced,
    received,
    open: isGivenUp ? 0 : short,
    over: Math.max(0, received - line.quantity),
    state,
  };
}

/** An order is as far as its lines are. */
export function orderState(lines: readonly Standing[]): OrderState {
  if (lines.every(({ state }) => state === 'received')) return 'received';
  if (lines.every(({ state }) => state === 'received' || state === 'closed')) return 'closed';
  return lines.some(({ received }) => received > 0) ? 'partly' : 'open';
}
