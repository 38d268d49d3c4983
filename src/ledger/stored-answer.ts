import type { Status } from '../domain/facts.ts';
import type { Move } from '../domain/lifecycle.ts';
import type { Refusal } from '../domain/refusals.ts';
import type { Answer, OpenedException, UnitName } from './acts.ts';
import { outcomeCodes, statusCodes } from './codes.ts';
import type { KnownScanRow } from './queries.ts';

/** What a scan's row keeps of its answer besides its columns; null where the columns say it all. */
export interface StoredAnswer {
  readonly move?: Move;
  readonly refusal?: Refusal;
  readonly candidates?: readonly UnitName[];
  readonly exceptions?: readonly OpenedException[];
  readonly quantity?: number;
  readonly unit?: UnitName;
  readonly effect?: 'history';
  readonly hold?: string;
}

/** A plain recorded scan of a unit is told by its event; everything else keeps its own words, for ever. */
export function storedAnswer(answer: Answer): StoredAnswer | null {
  const { move, refusal, candidates, exceptions, quantity, unit, seq, effect } = answer;
  const plain = seq !== null && exceptions.length === 0 && effect === undefined;
  if (plain) return null;
  return {
    move,
    ...(refusal ? { refusal } : {}),
    ...(candidates.length > 0 ? { candidates } : {}),
    ...(exceptions.length > 0 ? { exceptions } : {}),
    ...(quantity === null ? {} : { quantity }),
    ...(unit && seq === null ? { unit } : {}),
    ...(effect ? { effect } : {}),
  };
}

/** What the event of a recorded scan adds: which move it was, and what the unit was called when it was recorded,
 * and where it was put. */
export interface RecordedAs {
  readonly move: Move;
  readonly unit: UnitName;
  /** Where it put the unit. */
  readonly place: string | null;
}

/** The answer as it was given, from the scan's row and, where there is one, its event. */
export function answerOf(row: KnownScanRow, event: RecordedAs | undefined): Answer {
  const stored = (row.answer ?? {}) as StoredAnswer;
  const status: Status | null = row.status === null ? null : statusCodes.toWord(row.status);
  return {
    id: row.id,
    outcome: outcomeCodes.toWord(row.outcome),
    unit: event?.unit ?? stored.unit ?? null,
    status,
    seq: row.seq,
    place: event?.place ?? null,
    refusal: stored.refusal ?? null,
    candidates: stored.candidates ?? [],
    exceptions: stored.exceptions ?? [],
    quantity: stored.quantity ?? null,
    move: event?.move ?? stored.move!,
    ...(stored.effect ? { effect: stored.effect } : {}),
    ...(stored.hold ? { hold: stored.hold } : {}),
  };
}
