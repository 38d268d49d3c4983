import type { ByDocument } from '../domain/attempt.ts';
import type { Status } from '../domain/facts.ts';
import type { Move } from '../domain/lifecycle.ts';
import type { Refusal } from '../domain/refusals.ts';
import { numberColumn } from '../platform/columns.ts';
import type { Queryable } from '../platform/database.ts';
import type { MemberState } from './codes.ts';

/** What a document says of one unit. */
export interface Member<State extends MemberState = MemberState> {
  readonly state: State;
  readonly line: number | null;
}

/** One scan as a document's rule sees it. */
export interface DocumentScan<State extends MemberState = MemberState> {
  readonly move: Move;
  readonly site: number;
  /** The site that `details.to` names, where it names one. */
  readonly to: number | undefined;
  readonly unit: number;
  /** The unit's product. */
  readonly product: number;
  /** Whose it is before the scan. */
  readonly owner: number;
  readonly serial: string;
  /** Who delivered it, where its receipt says so. */
  readonly supplier: string | null;
  readonly status: Status;
  /** What holds the unit, recalls of its whole lot included. */
  readonly holds: readonly string[];
  /** What the record says of the unit last, in words. */
  readonly last: string;
  readonly isLead: boolean;
  readonly now: string;
  readonly line: number | null;
  readonly details: Readonly<Record<string, unknown>>;
  /** What the document says of the unit so far; undefined when it does not know it. */
  readonly member: Member<State> | undefined;
  /** The number that the event of this scan would have in the unit's life, and where it is scanned. */
  readonly seq: number;
  readonly spot: number;
  /** The number of the document of this kind that the unit is under already, where the kind follows its units. */
  readonly under: string | undefined;
}

/** Of which unit a document is asked what it knows. */
export interface ToldOf {
  readonly move: Move;
  readonly product: number;
  readonly member: Member | undefined;
}

/** Pieces of a plain product as a document's rule sees them. */
export interface PiecesScan {
  readonly move: Move;
  readonly site: number;
}

export type DocumentJudgement<Doc, State extends MemberState = MemberState> =
  | {
      readonly document: Doc;
      /** Null: the document no longer knows the unit. */
      readonly member: Member<State> | null;
      /** What the document settles of the unit beside the move's own rule. */
      readonly settles?: ByDocument;
    }
  | { readonly refused: Refusal };

/**
 * How a slice's documents take part in the write path. The ledger locks the documents of a group before its units,
 * asks `judge` scan by scan on in-memory copies, and saves what changed in the same transaction. `judge`, `open` and
 * `undo` are pure and come from the slice's rules.ts.
 */
export interface DocumentRule<Doc, State extends MemberState = MemberState> {
  readonly kind: string;
  /**
   * Keeps the documents from being closed or changed by hand, in id order, and loads them; other groups may count on
   * them meanwhile (FOR KEY SHARE). One statement.
   */
  lock(tx: Queryable, ids: readonly number[]): Promise<ReadonlyMap<number, Doc>>;
  /** The document as it begins, or why this scan cannot begin it. */
  open(scan: DocumentScan<State>, number: string): { readonly document: Doc } | { readonly refused: Refusal };
  judge(document: Doc, scan: DocumentScan<State>, number: string): DocumentJudgement<Doc, State>;
  /** What the document knows of a unit that the scan does not say: its lot, its supplier. Kept in the event. */
  tells?(document: Doc, scan: ToldOf): Readonly<Record<string, unknown>>;
  /** Why pieces of a plain product cannot be recorded on it, if they cannot; null: there is no such document yet. */
  refusePieces?(document: Doc | null, scan: PiecesScan, number: string): Refusal | null;
  /**
   * What the document is to the unit, and its state, after one of the unit's moves on it was annulled; `left`: its moves
   * on the document that stand, in seq order.
   */
  undo(
    document: Doc,
    member: Member<State>,
    left: readonly Move[],
    unit: number,
    now: string,
    annulment: UndoneBy,
  ): { readonly document: Doc; readonly member: Member<State> | null };
  /**
   * What the document is to a unit that one of its moves had taken off it, now that this move was annulled; `left` as for
   * `undo`. Null: it stays off it.
   */
  rejoin?(
    document: Doc,
    left: readonly Move[],
    unit: { readonly id: number; readonly product: number },
    now: string,
  ): { readonly document: Doc; readonly member: Member<State> } | null;
  /** A unit was recorded under a wrong number: the right one takes its place on the document, beside its own. */
  pass(
    document: Doc,
    wrong: Member<State>,
    right: Member<State> | undefined,
    units: PassedUnits,
    now: string,
  ): { readonly document: Doc; readonly member: Member<State> };
  /** Writes the difference that the group made: another group may have counted on the same document since `lock`. */
  save(tx: Queryable, documents: readonly ChangedDocument<Doc>[]): Promise<void>;
  /** For documents that units are on their way under, whoever names them or not. */
  readonly underWay?: UnderWayRule<Doc, State>;
}

export interface UndoneBy {
  /** The event that was annulled, and the one that annuls it. */
  readonly annulled: number;
  readonly by: number;
  /** It was sent to a site since, and not on this document. */
  readonly hasLeft: boolean;
}

/** A unit that is in transit, or was lost there, and its document. */
export interface UnderWay {
  readonly unit: number;
  readonly document: number;
  readonly number: string;
}

/** The seqs are of the events by which the one gives its life up, and the other takes it over. */
export interface PassedUnits {
  readonly wrong: number;
  readonly right: number;
  readonly wrongSeq: number;
  readonly rightSeq: number;
}

/** What ends a journey ends it on its document, also where the scan names none or another one. */
export interface UnderWayRule<Doc, State extends MemberState = MemberState> {
  /** Which units it is asked about: those in transit or missing, or any that a group has locked. */
  readonly of: 'away' | 'any';
  /** Of some units those that are under way. They are locked already. One statement. */
  read(tx: Queryable, units: readonly number[]): Promise<readonly UnderWay[]>;
  /** As `lock`, but for what only units that are not under way are judged by. */
  lock(tx: Queryable, ids: readonly number[]): Promise<ReadonlyMap<number, Doc>>;
  /** Whether a unit that it says this of is under way on it. */
  holds(member: Member<State>): boolean;
  /** Moves that are the document's even where a scan names none. */
  readonly moves: readonly Move[];
  /** What has become of the unit makes this of it on the document; null: nothing. A null member: it is under it no more. */
  follow(
    document: Doc,
    member: Member<State>,
    unit: FollowedUnit,
  ): { readonly document: Doc; readonly member: Member<State> | null } | null;
}

export interface FollowedUnit {
  readonly id: number;
  readonly status: Status;
  readonly before: readonly Status[];
  /** Where the scan was made. */
  readonly site: number;
  readonly now: string;
  readonly move: Move;
  readonly was: Status;
  readonly place: number;
  /** The number of the event. */
  readonly seq: number;
  /** The scan named this very document, which has judged it. */
  readonly isNamed: boolean;
  /** It went with what it is in, and not by itself. */
  readonly isInside: boolean;
}

export interface ChangedDocument<Doc> {
  readonly id: number;
  /** As it was loaded; null when the group began it. */
  readonly before: Doc | null;
  readonly document: Doc;
}

/** Of documents with lines those that the group filled further, as columns: which document, which line, how far. */
export function filledLines(
  documents: readonly ChangedDocument<{ readonly lines: readonly { line: number; filled: number }[] }>[],
): readonly [string, string, string] | null {
  const filled = documents.flatMap(({ id, before, document }) =>
    document.lines
      .filter((line, nth) => line.filled !== before?.lines[nth]?.filled)
      .map(({ line, filled }) => ({ id, line, filled })),
  );
  if (filled.length === 0) return null;
  return [
    numberColumn(filled.map(({ id }) => id)),
    numberColumn(filled.map(({ line }) => line)),
    numberColumn(filled.map((one) => one.filled)),
  ];
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

/** A document that a group begins to work with; `id` 0: not there yet. */
export function holdDocument(
  kind: string,
  number: string,
  id: number,
  rules: ReadonlyMap<string, DocumentRule<unknown>>,
): HeldDocument {
  const rule = rules.get(kind) ?? null;
  return {
    kind,
    number,
    id,
    rule,
    loaded: null,
    state: null,
    dirty: false,
    members: new Map(),
    changed: new Map(),
  };
}

export function documentKey(kind: string, number: string): string {
  return `${kind}:${number}`;
}
