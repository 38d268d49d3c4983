import type { Move } from '../../domain/lifecycle.ts';

/** An event of a life that stands, as far as what it cost turns on it. */
export interface BookedEvent {
  readonly seq: number;
  readonly move: Move;
  /** The number of its document. */
  readonly document: number | null;
  /** Whose the unit is after it. */
  readonly owner: number;
}

export interface PriceAsked {
  readonly seq: number;
  readonly document: number;
  /** In whose book it goes. */
  readonly company: number;
}

/** Where orders are to be asked what a unit cost: by which receipts it came to its owner. */
export function receivedBy(life: readonly BookedEvent[]): PriceAsked[] {
  return life.flatMap(({ seq, move, document, owner }) =>
    move === 'receive' && document !== null ? [{ seq, document, company: owner }] : [],
  );
}

/** Where transfers are to be asked: at which events the unit passed from one owner to another by a document. */
export function passedBy(life: readonly BookedEvent[]): PriceAsked[] {
  return life.flatMap(({ seq, document, owner }, at) => {
    const before = life[at - 1]?.owner ?? 0;
    return document !== null && before !== 0 && before !== owner ? [{ seq, document, company: owner }] : [];
  });
}

/** An entry that came by an event. */
export interface EventEntry {
  readonly id: number;
  readonly seq: number;
  readonly company: number;
  readonly source: string;
}

export interface PricedEvent extends PriceAsked {
  readonly source: 'order' | 'transfer';
}

/**
 * What the book lacks, and what it has too much. An entry whose event was taken back is taken back. A unit was bought once by a
 * receipt: came it several times (it had been with the vendor), what is booked stays, and else the last price counts.
 */
export function bookChanges<Priced extends PricedEvent>(
  life: readonly BookedEvent[],
  kept: readonly EventEntry[],
  priced: readonly Priced[],
): { readonly takenBack: readonly number[]; readonly added: readonly Priced[] } {
  const stands = new Set(life.map(({ seq }) => seq));
  const staying = kept.filter(({ seq }) => stands.has(seq));
  const isBooked = (one: Priced) =>
    staying.some(({ company, seq, source }) =>
      one.source === 'order' ? source === 'order' && company === one.company : seq === one.seq,
    );
  const bought = priced.filter(({ source }) => source === 'order').at(-1);
  const passed = priced.filter(({ source }) => source === 'transfer');
  return {
    takenBack: kept.filter(({ seq }) => !stands.has(seq)).map(({ id }) => id),
    added: [...(bought ? [bought] : []), ...passed].filter((one) => !isBooked(one)),
  };
}
