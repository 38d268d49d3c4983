import type { Evidence } from '../domain/events.ts';
import type { Move } from '../domain/lifecycle.ts';
import type { QuantityFact } from '../domain/quantity-life.ts';
import type { Actor } from './acts.ts';
import type { HeldDocument } from './documents.ts';

/** The pieces of a plain product at one place, locked by a group. */
export interface HeldQuantity {
  readonly product: number;
  readonly place: number;
  /** As it was locked; 0 for a place that never held the product. */
  readonly lockedSeq: number;
  seq: number;
  quantity: number;
  head: string;
  events: NewQuantityEvent[];
  /** All that was recorded before, where one of it is to be taken back; else empty. */
  past: readonly PastQuantity[];
}

/** A change as it is stored. */
export interface PastQuantity extends QuantityFact {
  readonly scan: string;
}

export interface NewQuantityEvent {
  readonly seq: number;
  readonly delta: number;
  readonly after: number;
  readonly move: Move;
  readonly at: string | null;
  readonly actor: Actor;
  readonly evidence: Evidence;
  readonly document: HeldDocument | null;
  readonly scan: string;
  readonly details: Readonly<Record<string, unknown>> | null;
}

export function quantityKey(product: number, place: number): string {
  return `${product}@${place}`;
}
