import type { Attempt } from './attempt.ts';
import type { Condition, Status } from './facts.ts';
import { type Refusal, type RefusalCode, refuse } from './refusals.ts';

/** What decides where a unit is kept. */
export interface Kept {
  readonly status: Status;
  readonly condition: Condition;
  readonly holds: readonly string[];
}

/** Why a unit is not kept at a spot of this kind, by putting it away there; null: it may be. */
export function whyNotKept(kept: Kept, kind: string): RefusalCode | null {
  // What stands at a dock waits: that is what putting away ends. A staging lane may be a store's back room.
  if (kind === 'dock') return 'not_kept_there';
  return kind === 'bin' && isKeptApart(kept) ? 'kept_apart' : null;
}

/**
 * Stock that cannot be sold does not lie where the next picker takes it from. A return hub keeps what is not judged yet in
 * bins of its own: only what stands in stock is meant.
 */
export function isKeptApart({ status, condition, holds }: Kept): boolean {
  if (status !== 'in_stock') return false;
  // Whatever the hold, no customer may get it.
  return condition === 'damaged' || condition === 'defective' || holds.length > 0;
}

/** Whether a spot of the kind is one for what is kept apart. */
export function isApart(kind: string): boolean {
  return kind === 'quarantine' || kind === 'cage';
}

/** Where things may be laid, as far as the spot itself says so. */
export function spotRefusals({ move, unit, holds, here, crowd }: Attempt): Refusal[] {
  if (move !== 'put_away' && move !== 'move_spot') return [];
  const found: Refusal[] = [];
  const { status, condition } = unit;
  const why = move === 'put_away' ? whyNotKept({ status, condition, holds }, here.kind) : null;
  if (why) found.push(refuse(why, { place: here.name }));
  if (crowd && crowd.units >= crowd.capacity)
    found.push(refuse('spot_full', { place: here.name, units: String(crowd.units) }));
  return found;
}
