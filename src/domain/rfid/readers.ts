import type { Status } from '../facts.ts';
import { heldByUs } from '../lifecycle.ts';
import { isAtLeast, type Level } from './confidence.ts';

/**
 * What a reader is for. shelf: it watches a place. gate: whatever it sees is about to leave. dock: what it sees has come, or
 * goes on its way. handheld: somebody walks about with it.
 */
export const readerPurposes = ['shelf', 'gate', 'dock', 'handheld'] as const;
export type ReaderPurpose = (typeof readerPurposes)[number];

/**
 * Whether somebody has to look when a gate has seen a unit: by the record it is in our hands or lost, so nobody has sold,
 * shipped or sent it. A weak read is none: the shelf beside the gate is heard too.
 */
export function isGateQuestion(status: Status, level: Level): boolean {
  const isOurs = heldByUs.includes(status) || status === 'missing';
  return isOurs && isAtLeast(level, 'medium');
}

/** The move that a unit seen at a dock seems to wait for; null: none. A person confirms it, the read alone moves nothing. */
export function dockMove(status: Status): 'receive' | 'receive_at_site' | null {
  if (status === 'expected' || status === 'commissioned') return 'receive';
  return status === 'in_transit' ? 'receive_at_site' : null;
}
