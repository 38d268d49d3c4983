import type { Direction } from './lifecycle.ts';

/** Reasons by which a unit leaves the world: final. By the others it left our network, and may come back. */
const destroying: readonly string[] = ['destroyed', 'scrapped', 'recycled'];

/** Reasons that say what had become of it already: no hold can stop what has happened. */
const happened: readonly string[] = ['lost', 'stolen', 'left_with_customer'];

/** Reasons by which we pass it on to somebody, who must not get what a customer must not get. */
const passedOn: readonly string[] = ['donated', 'sold_off', 'other'];

export const retireReasons: readonly string[] = [...destroying, ...happened, ...passedOn];

/** Why a kit's life ends: its parts go on by themselves. Nobody chooses it; taking a kit apart says it. */
export const takenApart = 'taken_apart';

export function isDestruction(reason: unknown): boolean {
  return typeof reason === 'string' && destroying.includes(reason);
}

/** Which column of the hold matrix a retirement for this reason is judged by. */
export function directionOfRetirement(reason: unknown): Direction {
  if (isDestruction(reason)) return 'destroy';
  return typeof reason === 'string' && happened.includes(reason) ? 'free' : 'to_customer';
}
