import type { UnitEvent } from './events.ts';
import { moves } from './lifecycle.ts';
import { type Refusal, refuse } from './refusals.ts';
import { apply, type Unit } from './unit.ts';

/**
 * The unit that a list of events makes of `start`: fact by fact the last one asserted, in seq order, without the events
 * that were annulled and without the annulments. It cannot fail, and never judges anything anew.
 */
export function fold(start: Unit, events: readonly UnitEvent[]): Unit {
  return standing(events).reduce(apply, start);
}

/** Where, without the annulled event, a later one does not follow from what is before it; `earlier`: what is. */
export interface HistoryGap {
  readonly earlier: UnitEvent | null;
  readonly later: UnitEvent;
}

export type Annulment =
  | { readonly after: Unit; readonly gap: HistoryGap | null }
  | { readonly refused: Refusal };

/**
 * Judges the annulment of one event of a unit's life and gives the unit as it is without it. Where that leaves a gap
 * in the life a lead has to do it, and the gap is an open question. Refuses `event_not_found`, `already_annulled`,
 * `cannot_be_annulled` (an annulment itself) and `lead_needed`.
 */
export function annul(start: Unit, events: readonly UnitEvent[], seq: number, isLead: boolean): Annulment {
  const refused = annulRefusal(events, seq);
  if (refused) return { refused };
  const stands = standing(events);
  const left = stands.filter((event) => event.seq !== seq);
  const gap = firstGap(start, stands, left, seq);
  if (gap && !isLead) return { refused: refuse('lead_needed') };
  return { after: left.reduce(apply, start), gap };
}

function annulRefusal(events: readonly UnitEvent[], seq: number): Refusal | undefined {
  const facts = { seq: String(seq) };
  const event = events.find((candidate) => candidate.seq === seq);
  if (!event) return refuse('event_not_found', facts);
  if (event.annuls !== undefined) return refuse('cannot_be_annulled', facts);
  if (events.some((other) => other.annuls === seq)) return refuse('already_annulled', facts);
  return undefined;
}

function standing(events: readonly UnitEvent[]): readonly UnitEvent[] {
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
  const followed = new Set(walk(start, stands, follows));
  let earlier: UnitEvent | null = null;
  const follow = new Set(walk(start, left, follows));
  for (const event of left) {
    if (event.seq > seq && followed.has(event.seq) && !follow.has(event.seq))
      return { earlier, later: event };
    earlier = event;
  }
  return null;
}

/** The seqs of the events for which `holds` is true of the unit just before them. */
function walk(
  start: Unit,
  events: readonly UnitEvent[],
  holds: (before: Unit, event: UnitEvent) => boolean,
): number[] {
  const found: number[] = [];
  let unit = start;
  for (const event of events) {
    if (holds(unit, event)) found.push(event.seq);
    unit = apply(unit, event);
  }
  return found;
}

/**
 * Whether the lifecycle leads from `before` through the event: its move is legal from there, and where it ended an
 * interruption it fell back to what was interrupted. An event that asserts no status cannot be out of line by what it
 * fell back to.
 */
function follows(before: Unit, event: UnitEvent): boolean {
  const rule = moves[event.move];
  if (!rule.from.includes(before.status)) return false;
  const fellBack = rule.to === 'before' && event.memory === 'pop';
  return !fellBack || before.before.length === 0 || fallsBackTo(before, event);
}

function fallsBackTo(before: Unit, event: UnitEvent): boolean {
  return event.status === before.before.at(-1) || event.status === 'returned';
}
