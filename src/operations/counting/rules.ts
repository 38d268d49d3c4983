import {
  type CountedStand,
  type CountScope,
  judgeUnit,
  type Stand,
  type UnitResult,
} from '../../domain/counting/judge-unit.ts';
import { statusWords } from '../../domain/wording.ts';

export type CountState = 'counting' | 'paused' | 'counted' | 'closed' | 'cancelled';
export type CountStep = 'pause' | 'resume' | 'hand_over' | 'finish' | 'recount' | 'close' | 'cancel';

/** From which states a step is possible, and where it leads; null: the state stays. */
const steps: Readonly<
  Record<CountStep, { readonly from: readonly CountState[]; readonly to: CountState | null }>
> = {
  pause: { from: ['counting'], to: 'paused' },
  resume: { from: ['paused', 'counted'], to: 'counting' },
  hand_over: { from: ['counting', 'paused'], to: null },
  finish: { from: ['counting', 'paused'], to: 'counted' },
  recount: { from: ['counting', 'paused', 'counted'], to: 'counting' },
  close: { from: ['counted'], to: 'closed' },
  cancel: { from: ['counting', 'paused', 'counted'], to: 'cancelled' },
};

/** The state that a count is in after a step; null: it cannot be done now. */
export function stateAfter(state: CountState, step: CountStep): CountState | null {
  const { from, to } = steps[step];
  if (!from.includes(state)) return null;
  return to ?? state;
}

/** Scans come late where a device had no connection; only after the end they change nothing any more. */
export function takesScans(state: CountState): boolean {
  return state !== 'closed' && state !== 'cancelled';
}

/** Hours that a count has stood still, against the limit; one that waits for a lead is nobody's to go on with. */
export function isAbandoned(state: CountState, stillHours: number, limit: number): boolean {
  return (state === 'counting' || state === 'paused') && stillHours >= limit;
}

/** One scan of a unit, as a count looks at it. */
export interface ScannedUnit {
  readonly isExpected: boolean;
  readonly stand: Stand;
  readonly spot: number | null;
  readonly isAgain: boolean;
  readonly isBlind: boolean;
}

export type UnitOutcome = Exclude<UnitResult, 'missing' | 'explained'> | 'already_counted' | 'counted';

/** What a scan of a unit means to the count at that moment. A rescan counts once, whoever makes it. */
export function outcomeOf(
  { isExpected, stand, spot, isAgain, isBlind }: ScannedUnit,
  scope: CountScope,
): UnitOutcome {
  if (isAgain) return 'already_counted';
  if (isBlind) return 'counted';
  const counted: CountedStand = { ...stand, spot };
  const expected = isExpected ? stand : null;
  const { result } = judgeUnit({ expected, counted, now: stand, later: [] }, scope);
  return result as UnitOutcome;
}

/** What the person with the scanner is told of it. */
export function sentenceOfUnit(
  outcome: UnitOutcome,
  {
    should,
    status,
    before,
  }: {
    readonly should: string | null;
    readonly status: Stand['status'];
    readonly before: { readonly by: string } | null;
  },
): string {
  const elsewhere =
    should === null ? `It is recorded as ${statusWords[status]}.` : `It should be at ${should}.`;
  switch (outcome) {
    case 'found':
      return 'Found.';
    case 'counted':
      return 'Counted.';
    case 'arrived':
      return 'Found. It came after the count began.';
    case 'already_counted':
      return `Already counted${before ? ` by ${before.by}` : ''}. It counts once.`;
    case 'misplaced':
      return `At the wrong spot. ${elsewhere}`;
    case 'unexpected':
      return `Not expected here. ${elsewhere}`;
    case 'beside':
      return 'In its right place, and none of what is counted now.';
  }
}
