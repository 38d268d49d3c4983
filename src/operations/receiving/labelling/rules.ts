import type { Evidence } from '../../../domain/events.ts';

/** Why a unit that came needs a label. */
export const labelNeeds = ['keyed', 'ours', 'unread'] as const;
export type LabelNeed = (typeof labelNeeds)[number];

/** Ways of knowing a number that show that there is a label, and that it can be read. */
export const readEvidences: readonly Evidence[] = ['scanned', 'camera', 'rfid'];

/** What is known of how a unit's number came to us. */
export interface NumberKnown {
  readonly evidence: Evidence;
  /** It came without a number that could be read, and has one of ours. */
  readonly isUnread: boolean;
  /** The product gets its numbers from us. */
  readonly isOurs: boolean;
}

/**
 * Why a unit that was taken in needs a label; null: it has one, or nothing says that it has none. Who types a number had
 * nothing to scan; a pasted list of the supplier's numbers, or a carton, says nothing against their labels.
 */
export function labelNeed({ evidence, isUnread, isOurs }: NumberKnown): LabelNeed | null {
  if (readEvidences.includes(evidence)) return null;
  if (isUnread) return 'unread';
  if (isOurs) return 'ours';
  return evidence === 'keyed' ? 'keyed' : null;
}
