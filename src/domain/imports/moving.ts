import type { Evidence } from '../events.ts';
import { isMove, type Move, moveNames, moves } from '../lifecycle.ts';

/** What is done with the unit of every line of a bulk move. */
export interface Moving {
  readonly move: Move;
  readonly document?: { readonly kind: string; readonly number: string };
  readonly details?: Readonly<Record<string, unknown>>;
  /** All lines or none. */
  readonly together?: true;
  /** How the units are known: from a file, typed or pasted, or because they were found where one looked. */
  readonly evidence: Evidence;
}

/** Each unit would need words of its own: another number, the event that is meant, the unit that takes over. */
const onePerUnit: ReadonlySet<Move> = new Set<Move>(['annul', 'reidentify', 'misidentified', 'inherit']);

/** The moves that many units can do together. What takes two scans for one act is none of them. */
export const bulkMoves: readonly Move[] = moveNames.filter(
  (move) => moves[move].pairedWith === undefined && !onePerUnit.has(move),
);

export function isBulkMove(name: string): name is Move {
  return isMove(name) && bulkMoves.includes(name);
}

/** Details that the move needs and that are not said. */
export function lacksDetails({ move, details = {} }: Moving): readonly string[] {
  return (moves[move].needs ?? []).filter((field) => details[field] === undefined);
}
