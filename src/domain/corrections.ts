import type { UnitEvent } from './events.ts';
import { holdsOfLeads, kindOfHold } from './holds.ts';
import { type Move, moves } from './lifecycle.ts';
import { type Refusal, refuse } from './refusals.ts';
import { apply, type Unit } from './unit.ts';

/**
 * The unit that a list of events makes of `start`: fact by fact the last one asserted, in seq order, without
 * the events that were annulled and without the annulments. It cannot fail, and never judges anything anew.
 */
export function fold(start: Unit, events: readonly UnitEvent[]): Unit {
  return standing(events).reduce(apply, start);
}

/**
 * Where, without the annulled event, a later one does not follow from what is before it; `earlier`: what is.
 */
export interface HistoryGap {
  readonly earlier: UnitEvent | null;
  readonly later: UnitEvent;
}

export type Annulment =
  | { readonly after: Unit; readonly gap: HistoryGap | null }
  | { readonly refused: Refusal };

/**
 * Judges the annulment of one event of a unit's life and gives the unit as it is without it. Where that
 * leaves a gap in the life a lead has to do it, and the gap is an open question; and so where the event placed or
 * lifted a hold that is a lead's. Refuses `event_not_found`,
 * `already_annulled`, `cannot_be_annulled` (an annulment itself) and `lead_needed`.
 */
export function annul(start: Unit, events: readonly UnitEvent[], seq: number, isLead: boolean): Annulment {
  const refused = annulRefusal(events, seq);
  if (refused) return { refused };
  const stands = standing(events);
  const left = stands.filter((event) => event.seq !== seq);
  const gap = firstGap(start, stands, left, seq);
  if (!isLead && (gap || changesHoldOfLeads(events, seq))) return { refused: refuse('lead_needed') };
  return { after: left.reduce(apply, start), gap };
}

function changesHoldOfLeads(events: readonly UnitEvent[], seq: number): boolean {
  const changes = events.find((event) => event.seq === seq)?.holds ?? [];
  return changes.some(({ key }) => holdsOfLeads.includes(kindOfHold(key)));
}

/** A life that was handed on is handed on again, not taken back: others have built on it. */
const inherited: readonly Move[] = ['misidentified', 'inherit'];

function annulRefusal(events: readonly UnitEvent[], seq: number): Refusal | undefined {
  const facts = { seq: String(seq) };
  const event = events.find((candidate) => candidate.seq === seq);
  if (!event) return refuse('event_not_found', facts);
  if (event.annuls !== undefined || inherited.includes(event.move))
    return refuse('cannot_be_annulled', facts);
  if (events.some((other) => other.annuls === seq)) return refuse('already_annulled', facts);
  return undefined;
}

/** The events that are neither annulled nor annulments. */
export function standing(events: readonly UnitEvent[]): readonly UnitEvent[] {
  const annulled = new Set(events.map((event) => event.annuls));
  return events.filter((event) => event.annuls === undefined && !annulled.has(event.seq));
}

/** The first event after `seq` that followed from the life before it, and does not once the event is gone. */
function firstGap(
  start: Unit,
  stands: readonly UnitEvent[],
  left: readonly UnitEvent[],
  seq: number,
): HistoryGap | null {
  const followed = followers(start, stands);
  const follow = followers(start, left);
  const at = left.findIndex((e) => e.seq > seq && followed.has(e.seq) && !follow.has(e.seq));
  return at === -1 ? null : { earlier: left[at - 1] ?? null, later: left[at]! };
}

/** The seqs of the events that follow from the unit just before them. */
function followers(start: Unit, events: readonly UnitEvent[]): Set<number> {
  const found = new Set<number>();
  let unit = start;
  for (const event of events) {
    if (follows(unit, event)) found.add(event.seq);
    unit = apply(unit, event);
  }
  return found;
}

/**
 * Whether the lifecycle leads from `before` through the event: its move is legal from there, and where it
 * ended an interruption it fell back to what was interrupted.
 */
function follows(before: Unit, event: UnitEvent): boolean {
  const rule = moves[event.move];
  if (!rule.from.includes(before.status)) return false;
  return rule.to !== 'before' || event.memory !== 'pop' || event.status === before.before.at(-1);
}
