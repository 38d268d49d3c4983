import type { Move } from './lifecycle.ts';
import { type Refusal, refuse } from './refusals.ts';

/** One change of the pieces of a plain product at one place, as it is recorded. */
export interface QuantityFact {
  readonly seq: number;
  readonly move: Move;
  readonly delta: number;
  /** Pieces behind it; of a count, those that were counted. */
  readonly after: number;
  /** The change that this one takes back. */
  readonly annuls: number | null;
}

/**
 * The pieces that a place's changes leave, without those that were taken back. A count says how many there are, whatever
 * was before it.
 */
export function piecesOf(life: readonly QuantityFact[]): number {
  const annulled = new Set(life.map(({ annuls }) => annuls));
  return life
    .filter(({ seq, annuls }) => annuls === null && !annulled.has(seq))
    .reduce((pieces, { move, delta, after }) => (move === 'count' ? after : pieces + delta), 0);
}

/**
 * By how many pieces a place changes when one of its changes is taken back: by nothing where it was counted since, for
 * the count still holds.
 */
export function annulledBy(
  life: readonly QuantityFact[],
  seq: number,
): { readonly delta: number } | { readonly refused: Refusal } {
  const facts = { seq: String(seq) };
  const wanted = life.find((fact) => fact.seq === seq);
  if (!wanted) return { refused: refuse('event_not_found', facts) };
  if (wanted.annuls !== null) return { refused: refuse('cannot_be_annulled', facts) };
  if (life.some(({ annuls }) => annuls === seq)) return { refused: refuse('already_annulled', facts) };
  const annulment: QuantityFact = { seq: Infinity, move: 'annul', delta: 0, after: 0, annuls: seq };
  return { delta: piecesOf([...life, annulment]) - piecesOf(life) };
}
