/** One counting of a plain product at a spot: so many pieces, and what the ledger had there at that moment. */
export interface PiecesScan {
  readonly quantity: number;
  /** Pieces on record, and the number of the last change of them. */
  readonly recorded: number;
  readonly seq: number;
}

export interface PiecesJudgement {
  /** Pieces counted in all. */
  readonly counted: number;
  /** Pieces on record when the last of them were counted. */
  readonly recorded: number;
  /** Counted less recorded. */
  readonly difference: number;
  /**
   * Pieces came or went between the first and the last counting. Pieces have no names: whether those were counted nobody
   * can say, so the spot has to be counted again.
   */
  readonly isUnsure: boolean;
}

/** Several people may count parts of one heap: their pieces add up. At least one scan, in their order. */
export function judgePieces(scans: readonly PiecesScan[]): PiecesJudgement {
  const counted = scans.reduce((sum, { quantity }) => sum + quantity, 0);
  const { recorded } = scans.at(-1)!;
  const isUnsure = scans.some(({ seq }) => seq !== scans[0]!.seq);
  return { counted, recorded, difference: counted - recorded, isUnsure };
}
