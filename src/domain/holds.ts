import type { Direction } from './lifecycle.ts';

export const holdKinds = [
  'recall',
  'quality',
  'fraud',
  'stolen',
  'legal',
  'unresolved',
  'clearance',
  'unwiped',
  'battery_damaged',
] as const;
export type HoldKind = (typeof holdKinds)[number];

/**
 * `proof`: only with `details.proof` · `cage`: only into a cage · `marked`: only with `details.marked` on
 * the carrier.
 */
export type HoldAnswer = 'yes' | 'no' | 'proof' | 'cage' | 'marked';
type Held = Exclude<Direction, 'free'>;

/** Whether a held unit may go a way. One hold that says no is enough. */
export const holdMatrix: Readonly<Record<HoldKind, Readonly<Record<Held, HoldAnswer>>>> = {
  //                to_customer        inside         to_vendor             destroy
  recall: { to_customer: 'no', inside: 'yes', to_vendor: 'yes', destroy: 'proof' },
  quality: { to_customer: 'no', inside: 'yes', to_vendor: 'yes', destroy: 'yes' },
  fraud: { to_customer: 'no', inside: 'yes', to_vendor: 'no', destroy: 'no' },
  stolen: { to_customer: 'no', inside: 'yes', to_vendor: 'no', destroy: 'no' },
  legal: { to_customer: 'no', inside: 'yes', to_vendor: 'no', destroy: 'no' },
  unresolved: { to_customer: 'no', inside: 'yes', to_vendor: 'no', destroy: 'proof' },
  clearance: { to_customer: 'no', inside: 'yes', to_vendor: 'no', destroy: 'proof' },
  unwiped: { to_customer: 'no', inside: 'yes', to_vendor: 'no', destroy: 'proof' },
  battery_damaged: { to_customer: 'no', inside: 'cage', to_vendor: 'marked', destroy: 'marked' },
};

/**
 * Holds that stop a unit for the sake of others than the shop: customers, the law, a case. Whoever is under pressure to
 * sell must not be the one who lifts them, nor may anybody freeze stock with them. Others anybody places who sees why.
 */
export const holdsOfLeads: readonly HoldKind[] = ['recall', 'fraud', 'legal'];

export function isHoldKind(text: string): text is HoldKind {
  return Object.hasOwn(holdMatrix, text);
}

/**
 * A reference is one word of printable ASCII, at most 64 characters: keys stand in lists parted by spaces.
 */
export function isHoldReference(reference: unknown): reference is string {
  return typeof reference === 'string' && /^[!-~]{1,64}$/.test(reference);
}

/** The key of one hold: several of a kind stand beside each other, told apart by what placed them. */
export function holdKey(kind: HoldKind, reference?: string): string {
  return reference === undefined || reference === '' ? kind : `${kind}:${reference}`;
}

export function kindOfHold(key: string): HoldKind {
  return key.split(':', 1)[0] as HoldKind;
}

export interface HoldTest {
  readonly direction: Held;
  readonly proof: boolean;
  readonly cage: boolean;
  readonly marked: boolean;
  /** Holds that this very move may pass: giving back what was never accepted. */
  readonly ignores?: readonly HoldKind[];
}

/** The first hold that stops the unit, or undefined when it may pass. */
export function holdInTheWay(holds: readonly string[], test: HoldTest): string | undefined {
  return holds.find((key) => {
    const kind = kindOfHold(key);
    if (test.ignores?.includes(kind)) return false;
    const answer = holdMatrix[kind][test.direction];
    return !(
      answer === 'yes' ||
      (answer === 'proof' && test.proof) ||
      (answer === 'cage' && test.cage) ||
      (answer === 'marked' && test.marked)
    );
  });
}
