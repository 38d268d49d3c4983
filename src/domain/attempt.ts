import type { IdentifierKind, Status } from './facts.ts';
import { type Move, moves } from './lifecycle.ts';
import type { SerialPattern } from './serial-pattern.ts';
import type { Unit } from './unit.ts';

/** What a product's own policy asks of its units. */
export interface ProductRules {
  readonly name: string;
  /**
   * Which moves may make a unit of an unknown serial: none, arrivals, or any observation (warranty-only
   * shops).
   */
  readonly unknownSerials: 'refuse' | 'arrivals' | 'anywhere';
  /** Devices that remember their user: they come back `unwiped`. */
  readonly wipeRequired: boolean;
  /** What its serials look like, where somebody has said so. */
  readonly serialPattern?: SerialPattern;
  /** Which numbers its units have besides the serial. */
  readonly numbers?: readonly IdentifierKind[];
}

/** A place in the terms the rules need. */
export interface Spot {
  readonly place: number;
  readonly site: number;
  readonly kind: string;
  /** The owner that this site's stock belongs to. */
  readonly company: number;
  /** Where held arrivals go; 0 when the site has no such spot. */
  readonly quarantine: number;
  readonly name: string;
  /** Not in use any more: nothing is asked for there, what is observed there is kept. */
  readonly closed?: true;
}

/** The places and owners outside our sites. */
export interface Outside {
  readonly carrier: number;
  readonly customer: number;
  readonly vendor: number;
  readonly customerOwner: number;
  readonly vendorOwner: number;
}

/** What a document may settle of a unit: its own rule knows more than the move's. */
export interface ByDocument {
  /** The company that the unit passes to. */
  readonly owner?: number;
  /** It was picked for this very journey: it arrives as what it was before the pick. */
  readonly endsPick?: true;
}

/** One scan on one unit, with all a rule may ask about; nothing is looked up while judging. */
export interface Attempt {
  readonly move: Move;
  readonly unit: Unit;
  /** Nobody has recorded anything of this number before: a serial would be made of it. */
  readonly isNew?: boolean;
  /** Its own number cannot be read: the serial is that of a label which we print (own-number.ts). */
  readonly isProvisional?: true;
  /** Further numbers that were read with the serial and would be the unit's from here on, `kind:value`. */
  readonly newNumbers?: readonly string[];
  /** Only its box was read (`of` null), or the box of another unit, whose serial that is. */
  readonly box?: { readonly number: string; readonly of: string | null };
  /** Holds on the unit, with those of recall scopes and hold lists that match it. */
  readonly holds: readonly string[];
  /** Those among them that standing scopes and lists place. */
  readonly scoped?: readonly string[];
  readonly product: ProductRules;
  /** Where the unit is recorded now. */
  readonly recordedAt: Spot | null;
  readonly here: Spot;
  /** How many units lie at that spot besides this one, where it is said how many it takes. */
  readonly crowd?: { readonly units: number; readonly capacity: number };
  /** Whether the scan named a spot, not only the site. */
  readonly spotGiven: boolean;
  readonly outside: Outside;
  readonly details: Readonly<Record<string, unknown>>;
  readonly isLead: boolean;
  /** The number a sale gets if one opens. */
  readonly newSale: number;
  /** Whether the document of this scan is the sale that the unit is bound to. */
  readonly saleMatches: boolean;
  /** In words, for facts: the last event of the unit, and this very scan. */
  readonly last: string;
  readonly observed: string;
  /** What the scan's document settles beside the move's own rule. */
  readonly byDocument?: ByDocument;
  /** The other unit of a pair, as it was before the act. */
  readonly other?: Unit;
  /** Moves recorded since the unit was `seen` by the device; empty when the scan is not late. */
  readonly later: readonly Move[];
}

/** The status that a loss interrupted, or else the unit's own. */
export function statusBeneathLoss(unit: Unit): Status {
  return unit.status === 'missing' ? (unit.before.at(-1) ?? 'missing') : unit.status;
}

/**
 * The status that the unit falls back to. A late scan of something done before a loss falls back to what was interrupted
 * before the loss. Beneath an interruption there may be another one of the same status, whose end was annulled: both are
 * over at once.
 */
export function statusInterrupted({ unit, move }: Attempt): Status | undefined {
  const isAfterLoss = unit.status === 'missing' && !moves[move].from.includes('missing');
  const before = isAfterLoss ? unit.before.slice(0, -1) : unit.before;
  const leaves = isAfterLoss ? statusBeneathLoss(unit) : unit.status;
  return before.findLast((status) => status !== leaves);
}

/** Theirs although it may be in our hands: handed in for repair, or brought back and not yet taken over. */
export function isCustomers({ unit, outside }: Attempt): boolean {
  return unit.owner === outside.customerOwner;
}

export function textOf(details: Attempt['details'], field: string): string | undefined {
  const value = details[field];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
