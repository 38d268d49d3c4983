import type { Attempt } from './attempt.ts';
import type { ExceptionDraft } from './exceptions.ts';
import type { Move } from './lifecycle.ts';
import { type Refusal, refuse } from './refusals.ts';

// A box has a number of its own, and is not the device: it stands for it while it is sealed, and no longer.

/** Moves that are about the device itself, so that a box which may be empty does not speak for it. */
export const aboutTheDevice: readonly Move[] = [
  'count',
  'pick',
  'pack',
  'ship',
  'sell',
  'hand_over',
  'record_sale',
  'swap_out',
  'swap_in',
  'advance_replacement',
  'lend',
  'end_loan',
  'take_into_custody',
  'give_back',
  'send_back',
  'buy_in',
  'inspect',
  'wipe',
  'check_lock',
  'test',
  'maintain',
  'restock',
  'install',
  'take_part',
  'send_to_repair',
  'finish_repair',
  'send_to_vendor',
];

/** Moves by which a thing comes back from somebody who has had it in his hands: its box was opened. */
export const comesBack: readonly Move[] = ['take_into_custody', 'swap_in', 'buy_in', 'end_loan'];

/** Whether the box speaks for the device: it is new and has never left us, or whoever scans says that it is sealed. */
export function isSealed({ unit, move, details }: Attempt): boolean {
  if (details.sealed === true) return true;
  return unit.condition === 'new' && details.sealed !== false && !comesBack.includes(move);
}

/** Why a request is not done on the word of a box. */
export function boxRefusals(attempt: Attempt): Refusal[] {
  const { box } = attempt;
  if (box === undefined) return [];
  if (box.of !== null) return [refuse('box_of_another_unit', { box: box.number, unit: box.of })];
  return needsDevice(attempt) ? [refuse('device_needed', { box: box.number })] : [];
}

/** The same of what was observed: it is kept, and a person looks at it. */
export function boxContradictions(attempt: Attempt): ExceptionDraft[] {
  const { box, observed } = attempt;
  if (box === undefined) return [];
  if (box.of !== null)
    return [{ kind: 'box_of_another_unit', recorded: `${box.number}: ${box.of}`, observed }];
  return needsDevice(attempt) ? [{ kind: 'device_not_read', recorded: box.number, observed }] : [];
}

function needsDevice(attempt: Attempt): boolean {
  return aboutTheDevice.includes(attempt.move) && !isSealed(attempt);
}
