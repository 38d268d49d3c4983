import type { Move } from '../domain/lifecycle.ts';
import type { Refusal } from '../domain/refusals.ts';
import type { Queryable } from '../platform/database.ts';
import type { MemberState } from './codes.ts';

/** What a document says of one unit. */
export interface Member {
  readonly state: MemberState;
  readonly line: number | null;
}

/** One scan as a document's rule sees it. */
export interface DocumentScan {
  readonly move: Move;
  readonly site: number;
  /** The unit's product. */
  readonly product: number;
  readonly now: string;
  readonly line: number | null;
  readonly details: Readonly<Record<string, unknown>>;
  /** What the document says of the unit so far; undefined when it does not know it. */
  readonly member: Member | undefined;
}

export type DocumentJudgement<Doc> =
  | { readonly document: Doc; readonly member: Member }
  | { readonly refused: Refusal };

/**
 * How a slice's documents take part in the write path. The ledger locks the documents of a group before its units,
 * asks `judge` scan by scan on in-memory copies, and saves what changed in the same transaction. `judge`, `open` and
 * `undo` are pure and come from the slice's rules.ts.
 */
export interface DocumentRule<Doc> {
  readonly kind: string;
  /**
   * Keeps the documents from being closed or changed by hand, in id order, and loads them; other groups may count on
   * them meanwhile (FOR KEY SHARE). One statement.
   */
  lock(tx: Queryable, ids: readonly number[]): Promise<ReadonlyMap<number, Doc>>;
  /** The document as it begins, or why this scan cannot begin it. */
  open(scan: DocumentScan, number: string): { readonly document: Doc } | { readonly refused: Refusal };
  judge(document: Doc, scan: DocumentScan, number: string): DocumentJudgement<Doc>;
  /**
   * What the document is to the unit, and its state, after one of the unit's moves on it was annulled; `left`: its moves
   * on the document that stand, in seq order.
   */
  undo(
    document: Doc,
    member: Member,
    left: readonly Move[],
  ): { readonly document: Doc; readonly member: Member | null };
  /** A unit was recorded under a wrong number: the right one takes its place on the document, beside its own. */
  pass(
    document: Doc,
    wrong: Member,
    right: Member | undefined,
  ): { readonly document: Doc; readonly member: Member };
  /** Writes the difference that the group made: another group may have counted on the same document since `lock`. */
  save(tx: Queryable, documents: readonly ChangedDocument<Doc>[]): Promise<void>;
}

export interface ChangedDocument<Doc> {
  readonly id: number;
  /** As it was loaded; null when the group began it. */
  readonly before: Doc | null;
  readonly document: Doc;
}

/** A document in a group's hands. Kinds without a rule are only named: which unit went on which order. */
export interface HeldDocument {
  readonly kind: string;
  readonly number: string;
  /** 0 until the group has written it. */
  id: number;
  readonly rule: DocumentRule<unknown> | null;
  /** As it was when the group took it; null: not there yet. */
  loaded: unknown;
  state: unknown;
  dirty: boolean;
  readonly members: Map<number, Member>;
  /** Members to be written, by unit id; null: no longer a member. */
  readonly changed: Map<number, Member | null>;
}

export function documentKey(kind: string, number: string): string {
  return `${kind}:${number}`;
}
