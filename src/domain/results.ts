import { type Attempt, isCustomers, statusBeneathLoss, statusInterrupted, textOf } from './attempt.ts';
import { checksAfter } from './check-results.ts';
import type { Asserted } from './events.ts';
import type { Status } from './facts.ts';
import { holdsAfter } from './hold-results.ts';
import { identityAfter } from './identity-results.ts';
import { type MoveRule, moves } from './lifecycle.ts';
import type { Unit } from './unit.ts';

/** What an accepted scan asserts: only the facts that its move settles. */
export function resultOf(attempt: Attempt, rule: MoveRule): Asserted {
  const { unit, move, details, other } = attempt;
  const status = statusAfter(attempt, rule);
  const holds = holdsAfter(attempt);
  const checks = checksAfter(attempt, status);
  return withoutGaps({
    status,
    memory: status === undefined ? undefined : memoryAfter(attempt, rule, status),
    condition: conditionAfter(attempt),
    place: placeAfter(attempt, rule, status),
    owner: ownerAfter(attempt, rule),
    use: move === 'set_use' ? (details.use as Unit['use']) : move === 'inherit' ? other?.use : undefined,
    sale: saleAfter(attempt, rule),
    holds: holds.length === 0 ? undefined : holds,
    checks: checks.length === 0 ? undefined : checks,
    identity: identityAfter(attempt, unit.status === 'none'),
  });
}

/** The status after the move; undefined where the move says nothing of it. */
export function statusAfter(attempt: Attempt, rule: MoveRule): Status | undefined {
  const { unit, move, other } = attempt;
  if (move === 'inherit') return other?.status;
  // Out of something that may be sold it is what that was; out of anything else it is judged first.
  if (move === 'remove_part' && other?.status === 'in_stock') return 'in_stock';
  // A count says that the thing is there; what that means for its status is for a person to say.
  if (rule.to === 'same') return undefined;
  if (move === 'report_stolen' && unit.status === 'missing') return undefined;
  if (rule.to === 'given') return statusGiven(attempt, rule);
  return rule.to === 'before' ? statusBefore(attempt) : rule.to;
}

/** The status that `details.to` names, or else what the move means without a word. */
export function statusGiven(attempt: Attempt, rule: MoveRule): Status {
  const to = textOf(attempt.details, 'to');
  if (to !== undefined) return to as Status;
  if (rule.otherwise !== 'before') return rule.otherwise ?? 'returned';
  const cameFrom = statusInterrupted(attempt) ?? 'returned';
  // Handed in over the counter although no delivery was ever reported: it is handed back over the counter.
  return cameFrom === 'shipped' ? 'sold' : cameFrom;
}

/** Statuses that a found unit does not fall back to: it is in our hands, and nobody has looked at it yet. */
const notFoundAs: readonly Status[] = ['none', 'commissioned', 'expected', 'in_stock'];

function statusBefore(attempt: Attempt): Status | undefined {
  const { unit, move } = attempt;
  const before = statusInterrupted(attempt);
  if (move === 'cancel_announcement') return before ?? 'none';
  if (move === 'find' || move === 'recover') {
    if (unit.status !== 'missing') return undefined;
    return before === undefined || notFoundAs.includes(before) ? 'returned' : before;
  }
  // What is not known to be fit never becomes sellable by travelling.
  return before ?? (move === 'receive_at_site' ? 'returned' : 'in_stock');
}

function memoryAfter(attempt: Attempt, rule: MoveRule, status: Status): Asserted['memory'] {
  const { unit, move, byDocument } = attempt;
  // The pick is over: what it interrupted is what the journey interrupts.
  if (byDocument?.endsPick && unit.status === 'picked') return undefined;
  // A late scan of something done before the loss: what it interrupts is what the loss had interrupted.
  if (rule.remembers) return unit.status === 'missing' ? undefined : 'push';
  if (move === 'finish_repair') return 'pop';
  const fallsBack = rule.to === 'before' || rule.to === 'given';
  return fallsBack && unit.before.includes(status) ? 'pop' : undefined;
}

function placeAfter(attempt: Attempt, rule: MoveRule, status: Status | undefined): number | undefined {
  const { here, move, outside, holds, spotGiven, recordedAt, other } = attempt;
  if (move === 'inherit') return other?.place;
  if (rule.to === 'given' && status === 'sold') return outside.customer;
  if (rule.to === 'given' && status === 'shipped') return outside.carrier;
  if (rule.place === 'same') return undefined;
  if (rule.place !== 'here') return outside[rule.place];
  const isApart = here.kind === 'quarantine' || here.kind === 'cage';
  if (move === 'receive' && holds.length > 0 && here.quarantine !== 0 && !isApart) return here.quarantine;
  return !spotGiven && recordedAt?.site === here.site ? undefined : here.place;
}

function ownerAfter(attempt: Attempt, rule: MoveRule): number | undefined {
  const { move, unit, here, outside, other, byDocument } = attempt;
  if (byDocument?.owner !== undefined) return byDocument.owner;
  if (move === 'inherit') return other?.owner;
  // A part belongs to whom the whole belongs to; what a vendor sends for a customer's unit is the customer's.
  if (move === 'install') return other?.owner;
  if (move === 'replacement_from_vendor' && other?.owner === outside.customerOwner)
    return outside.customerOwner;
  if (move === 'send_to_repair' && unit.status === 'none') return outside.customerOwner;
  if (rule.owner === 'company') return here.company;
  if (rule.owner === 'customer') return outside.customerOwner;
  return rule.owner === 'vendor' ? outside.vendorOwner : undefined;
}

function conditionAfter({ move, details, other }: Attempt): Unit['condition'] | undefined {
  if (move === 'inherit') return other?.condition;
  if (move === 'report_carrier_damage') return 'damaged';
  return textOf(details, 'condition') as Unit['condition'] | undefined;
}

function saleAfter(attempt: Attempt, rule: MoveRule): number | null | undefined {
  const { move, newSale, other } = attempt;
  if (move === 'cross_correct' || move === 'inherit') return other?.sale ?? null;
  if (move === 'replacement_from_vendor') return other?.sale ?? undefined;
  if (rule.sale === 'closes') return null;
  if (rule.sale !== 'opens') return undefined;
  return isSentHome(attempt) ? undefined : newSale;
}

/** A customer's own unit that leaves our workshop: no sale opens. */
function isSentHome(attempt: Attempt): boolean {
  const { move, unit } = attempt;
  const leaves = move === 'ship' || move === 'hand_over';
  return leaves && isCustomers(attempt) && moves[move].from.includes(statusBeneathLoss(unit));
}

/** Under exactOptionalPropertyTypes a fact that is not asserted is not there. */
function withoutGaps(facts: { [K in keyof Asserted]: Asserted[K] | undefined }): Asserted {
  const asserted: Record<string, unknown> = {};
  for (const fact in facts) {
    const value = facts[fact as keyof Asserted];
    if (value !== undefined) asserted[fact] = value;
  }
  return asserted;
}
