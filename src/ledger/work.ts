import type { Asserted, Evidence } from '../domain/events.ts';
import type { ExceptionDraft } from '../domain/exceptions.ts';
import type { IdentifierKind } from '../domain/facts.ts';
import type { Move } from '../domain/lifecycle.ts';
import type { Unit } from '../domain/unit.ts';
import type { Act, Actor, Answer, OpenedException, Scan } from './acts.ts';
import type { Crowds } from './crowds.ts';
import { documentKey, type HeldDocument } from './documents.ts';
import type { HeldQuantity } from './quantity-work.ts';
import type { IdentifierRow, KnownScanRow } from './queries.ts';
import type { Reference } from './reference.ts';
import { lastMoveOf, type UnitRow, unitOfRow } from './rows.ts';

/** A unit that this group has locked, as the acts so far have left it. */
export interface HeldUnit {
  readonly id: number;
  readonly bucket: number;
  /** As it was locked; null for a unit that this group makes. */
  readonly row: UnitRow | null;
  /** The same in the rules' words. */
  readonly before: Unit | null;
  unit: Unit;
  seq: number;
  lastAt: string;
  lastMove: Move | null;
  lastSpot: number;
  events: NewEvent[];
  /** Moves already in the ledger with their seq, loaded where a scan is late or a correction needs them. */
  past: readonly PastEvent[];
}

/** The other unit of a pair, and what it was before the act: each side's rule sees the other as it was. */
export interface Paired {
  readonly held: HeldUnit;
  readonly unit: Unit;
}

export interface PastEvent extends Asserted {
  readonly seq: number;
  readonly move: Move;
  readonly annuls?: number;
  /** Where it was scanned. */
  readonly spot: number;
  readonly documentId: number | null;
  /** Set instead of the id while the event is of this very group. */
  readonly document?: HeldDocument | null;
}

/** An event to be written, before its hash is known. */
export interface NewEvent {
  readonly seq: number;
  readonly move: Move;
  readonly asserts: Asserted;
  readonly at: string | null;
  readonly actor: Actor;
  readonly device: number | null;
  readonly count: number | null;
  readonly scan: string;
  /** Where it was scanned. */
  readonly spot: number;
  readonly document: HeldDocument | null;
  readonly evidence: Evidence;
  readonly annuls: number | null;
  readonly details: Readonly<Record<string, unknown>> | null;
}

export interface NewSale {
  readonly id: number;
  readonly unit: HeldUnit;
  readonly seq: number;
  readonly document: HeldDocument | null;
  readonly line: string | null;
  readonly bound: boolean;
}

export interface NewIdentifier {
  readonly value: string;
  readonly kind: IdentifierKind;
  readonly product: number;
  readonly unit: HeldUnit;
  readonly since: number;
}

export interface EndedIdentifier {
  readonly value: string;
  readonly product: number;
  readonly unit: HeldUnit;
  readonly until: number;
}

export interface NewException extends OpenedException {
  readonly site: number;
  readonly product: number | null;
  readonly unit: HeldUnit | null;
  readonly seq: number | null;
  readonly scan: string;
}

/**
 * All that one group reads once, changes in memory act by act, and writes once. A refused act must leave no trace:
 * while an act of several scans runs, every change pushes its own undoing on the journal.
 */
export interface Work {
  readonly reference: Reference;
  readonly now: string;
  /** The day that `now` is on in the site's calendar. */
  day(site: number): string;
  /** Scans that were sent before, and what they were answered. */
  readonly known: ReadonlyMap<string, KnownScanRow>;
  readonly replies: ReadonlyMap<string, Answer>;
  readonly identifiers: Map<string, IdentifierRow[]>;
  readonly units: Map<number, HeldUnit>;
  /** Units that this group makes, by `product/serial`. */
  readonly made: Map<string, HeldUnit>;
  readonly documents: Map<string, HeldDocument>;
  /** Under which documents a unit is on its way or kept, one of a kind, by the unit. */
  readonly underWay: Map<number, readonly HeldDocument[]>;
  readonly quantities: Map<string, HeldQuantity>;
  readonly crowds: Crowds;
  /** The document each sale was made on, for the sales that a scan of this group asks about. */
  readonly saleDocuments: Map<number, number | null>;
  readonly sales: NewSale[];
  /** Events that reported a sale which was never bound, taken back by event `by`. */
  readonly annulledSales: { readonly unit: number; readonly seq: number; readonly by: number }[];
  /** `seq: null` opens a sale again. */
  readonly closedSales: { readonly id: number; readonly seq: number | null }[];
  readonly newIdentifiers: NewIdentifier[];
  readonly endedIdentifiers: EndedIdentifier[];
  readonly exceptions: NewException[];
  /** Answers by scan id, for a scan that comes twice in one group. */
  readonly answered: Map<string, Answered>;
  readonly ids: Ids;
  journal: (() => void)[] | null;
}

/** A scan of this group with its act and its answer. */
export interface Answered {
  readonly act: Act;
  readonly scan: Scan;
  readonly answer: Answer;
}

/** Numbers given out in this process from blocks reserved in the database. */
export interface Ids {
  unit(): number;
  sale(): number;
  exception(): number;
}

export function holdUnit(row: UnitRow): HeldUnit {
  const unit = unitOfRow(row);
  return {
    id: row.id,
    bucket: row.bucket,
    row,
    before: unit,
    unit,
    seq: row.seq,
    lastAt: row.last_at.toISOString(),
    lastMove: lastMoveOf(row),
    lastSpot: row.last_spot,
    events: [],
    past: [],
  };
}

/** The document that an act names, locked or begun with the group. */
export function documentOf(act: Act, work: Work): HeldDocument | null {
  return act.document ? work.documents.get(documentKey(act.document.kind, act.document.number))! : null;
}

/** Further numbers are attached where they are met on a unit that begins or arrives. */
export function attaches({ seq }: HeldUnit, { move }: Act): boolean {
  return seq === 0 || move === 'receive' || move === 'announce';
}

export function undoable(work: Work, undo: () => void): void {
  work.journal?.push(undo);
}

export function pushUndoable<T>(work: Work, list: T[], item: T): void {
  list.push(item);
  undoable(work, () => list.pop());
}

export function setUndoable<K, V>(work: Work, map: Map<K, V>, key: K, value: V): void {
  const before = map.get(key);
  map.set(key, value);
  undoable(work, () => (before === undefined ? map.delete(key) : map.set(key, before)));
}

/** Writes an event into a held unit's life. */
export function appendEvent(work: Work, held: HeldUnit, event: NewEvent, after: Unit): void {
  const { unit, seq, lastAt, lastMove, lastSpot } = held;
  undoable(work, () => {
    Object.assign(held, { unit, seq, lastAt, lastMove, lastSpot });
    held.events.pop();
  });
  held.events.push(event);
  held.unit = after;
  held.seq = event.seq;
  held.lastAt = work.now;
  held.lastMove = event.move;
  held.lastSpot = event.spot;
}

export function openException(
  work: Work,
  act: Act,
  scan: Scan,
  draft: ExceptionDraft,
  about: { unit?: HeldUnit; seq?: number; product: number | null },
): OpenedException {
  const { kind, recorded, observed } = draft;
  const opened = { id: work.ids.exception(), kind, recorded, observed };
  pushUndoable(work, work.exceptions, {
    ...opened,
    site: act.site,
    product: about.product,
    unit: about.unit ?? null,
    seq: about.seq ?? null,
    scan: scan.id,
  });
  return opened;
}
