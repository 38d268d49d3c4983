import type { Check, Condition, Status, Use } from './facts.ts';
import type { Move } from './lifecycle.ts';

/**
 * How it was known. Only strong evidence may refuse anybody anything; our own weak evidence speaks for the
 * customer.
 */
export const evidences = [
  'scanned',
  'camera',
  'rfid',
  'keyed',
  'pasted',
  'inferred',
  'imported',
  'system',
] as const;
export type Evidence = (typeof evidences)[number];

/**
 * One hold placed or lifted; the key is `kind` or `kind:reference`. `release`: lifted from this unit alone
 * while the recall scope or hold list behind it still stands, which must not bring it back.
 */
export interface HoldChange {
  readonly key: string;
  readonly change: 'place' | 'lift' | 'release';
}

/** One proof gained or lost. `all` lost: what was proved before counts no more (a new return begins). */
export type CheckChange =
  | { readonly check: Check; readonly change: 'gain' | 'lose' }
  | { readonly check: 'all'; readonly change: 'lose' };

/**
 * What an event says about who the unit is; written where it first becomes known and where it is corrected.
 */
export interface Identity {
  readonly product?: number;
  readonly serial?: string;
  /** The serial that a new one takes the place of. */
  readonly was?: string;
  readonly lot?: string;
  readonly supplier?: string;
  readonly see?: number;
  /** The interrupted statuses of a life that is taken over, latest last: they replace the unit's own. */
  readonly before?: readonly Status[];
  /** Further numbers that find this unit from here on: `kind:value`. */
  readonly numbers?: readonly string[];
  /** Numbers that no longer name it; they still answer. */
  readonly endedNumbers?: readonly string[];
}

/**
 * The results an event asserts. Only what the move settles: a put-away says nothing of holds, so annulling a
 * hold that came before it leaves no trace. A unit's state is, fact by fact, the last one asserted by an
 * event that stands. Nothing asserted at all: the event is history (a late scan that something newer has
 * overtaken).
 */
export interface Asserted {
  readonly status?: Status;
  /**
   * `push`: the status interrupts the one before; `pop`: it ends the interruption, and all that came inside
   * it.
   */
  readonly memory?: 'push' | 'pop';
  readonly condition?: Condition;
  readonly place?: number;
  readonly owner?: number;
  readonly use?: Use;
  readonly sale?: number | null;
  readonly holds?: readonly HoldChange[];
  readonly checks?: readonly CheckChange[];
  readonly identity?: Identity;
}

/** What was recorded, as the rules see it. `annuls`: the seq of the event that this one takes back. */
export interface UnitEvent extends Asserted {
  readonly seq: number;
  readonly move: Move;
  readonly annuls?: number;
}
