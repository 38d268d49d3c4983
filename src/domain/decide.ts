import { type Attempt, statusBeneathLoss } from './attempt.ts';
import { contradictions } from './contradictions.ts';
import { detailRefusals } from './detail-refusals.ts';
import type { Asserted } from './events.ts';
import type { ExceptionDraft } from './exceptions.ts';
import type { Status } from './facts.ts';
import { isDoneAct, lateEffect } from './late.ts';
import { moves } from './lifecycle.ts';
import { firstOf, type Refusal } from './refusals.ts';
import { permissionRefusals, requestRefusals } from './request-refusals.ts';
import { resultOf } from './results.ts';

export type { Attempt, Outside, ProductRules, Spot } from './attempt.ts';
export { retireReasons } from './retirement.ts';

export interface Recorded {
  readonly asserts: Asserted;
  readonly exceptions: readonly ExceptionDraft[];
  /**
   * What became of the sale that the move reports: `repeat`: it is the sale that the unit is bound to
   * already.
   */
  readonly sale?: 'bound' | 'unbound' | 'repeat';
  /** Kept, but overtaken: the unit had moved on. */
  readonly isHistory?: true;
}

export type Decision = Recorded | { readonly refused: Refusal };

/**
 * Judges one scan. Pure: the same attempt always gives the same decision. A request is recorded or refused
 * with the first refusal of the table; an observation, and a late scan of a done act, is always recorded,
 * with an exception for each contradiction.
 */
export function decide(attempt: Attempt): Decision {
  const rule = moves[attempt.move];
  const isLate = attempt.later.length > 0;
  const malformed = [...permissionRefusals(attempt), ...detailRefusals(attempt, rule)];
  if (malformed.length > 0) return { refused: firstOf(malformed)! };
  const effect = isLate ? lateEffect(attempt.move, attempt.later) : 'apply';
  if (effect !== 'apply') return overtaken(attempt, effect);
  const isObserved = rule.kind === 'observation' || (isLate && isDoneAct(attempt.move));
  const refused = isObserved ? undefined : firstOf(requestRefusals(attempt, rule));
  if (refused) return { refused };
  if (attempt.unit.see !== null) return mistakenNumber(attempt);
  if (rule.sale === 'opens' && isBound(attempt)) return secondSale(attempt);
  if (attempt.move === 'deliver' && !hasLeft(attempt)) return deliveredBefore(attempt);
  const asserts = resultOf(attempt, rule);
  const exceptions = contradictions(attempt, rule, isObserved);
  return asserts.sale === attempt.newSale && rule.sale === 'opens'
    ? { asserts, exceptions, sale: 'bound' }
    : { asserts, exceptions };
}

/**
 * Overtaken scans are kept as history and change nothing, so a replay need not judge them again. Two things
 * hold all the same: a theft's hold, and a finished sale of a unit that came back unsold: it is what the
 * return belongs to.
 */
function overtaken(attempt: Attempt, effect: 'history' | 'exception'): Recorded {
  const { move, unit, newSale, last, observed } = attempt;
  const opens = moves[move].sale === 'opens';
  const exceptions: ExceptionDraft[] =
    effect === 'exception' ? [{ kind: 'late_conflict', recorded: last, observed }] : [];
  if (move === 'report_stolen')
    return { asserts: { holds: resultOf(attempt, moves[move]).holds ?? [] }, exceptions };
  const explainsReturn = opens && effect === 'history' && unit.status === 'returned' && unit.sale === null;
  if (explainsReturn) return { asserts: { sale: newSale }, exceptions, sale: 'bound' };
  return { asserts: {}, exceptions, isHistory: true, ...(opens ? { sale: 'unbound' } : {}) };
}

/**
 * A number that was recorded by mistake has no life to change: that it was seen after all is for a person to
 * settle.
 */
function mistakenNumber({ move, last, observed }: Attempt): Recorded {
  const exceptions: ExceptionDraft[] = [{ kind: 'retired_unit_seen', recorded: last, observed }];
  return { asserts: {}, exceptions, ...(moves[move].sale === 'opens' ? { sale: 'unbound' } : {}) };
}

/** Of two finished sales one binding wins; the other stays visible, unbound, for a person to settle. */
function secondSale({ saleMatches, last, observed }: Attempt): Recorded {
  if (saleMatches) return { asserts: {}, exceptions: [], sale: 'repeat' };
  return { asserts: {}, exceptions: [{ kind: 'sold_twice', recorded: last, observed }], sale: 'unbound' };
}

/**
 * Whether a sale of the unit stands already. A customer's own unit that leaves our workshop by `ship` or
 * `hand_over` goes back under the sale it has; one that came back as a return may be sold on.
 */
function isBound(attempt: Attempt): boolean {
  const { unit, move } = attempt;
  if (unit.sale === null || statusBeneathLoss(unit) === 'returned') return false;
  const goesHome = (move === 'ship' || move === 'hand_over') && moves[move].from.includes(unit.status);
  return !goesHome;
}

/**
 * Statuses after which a unit has been at the customer's and come back: a carrier's word of delivery is then
 * old news.
 */
const backAgain: readonly Status[] = [
  'returned',
  'in_repair',
  'on_loan',
  'installed',
  'with_vendor',
  'retired',
];

function hasLeft({ unit }: Attempt): boolean {
  const status = statusBeneathLoss(unit);
  return status !== 'sold' && !backAgain.includes(status);
}

function deliveredBefore({ unit, last, observed }: Attempt): Recorded {
  const isKnown = statusBeneathLoss(unit) === 'sold';
  return {
    asserts: {},
    exceptions: isKnown ? [] : [{ kind: 'unexpected_status', recorded: last, observed }],
  };
}
