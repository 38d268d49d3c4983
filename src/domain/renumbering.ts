import { type Attempt, type ProductRules, textOf } from './attempt.ts';
import type { IdentifierKind } from './facts.ts';
import { junkSerial } from './imports/junk-serials.ts';
import { isOwnNumber } from './own-number.ts';
import { type Refusal, refuse } from './refusals.ts';
import { matchesPattern } from './serial-pattern.ts';

/**
 * Numbers that a thing says of itself. Where one of them is replaced or ended, a board or a phone's IMEI was changed, or
 * one thing is to pass for another: that takes proof, or a lead's word. Labels, boxes and tags are only stuck on.
 */
const ownToTheThing: readonly IdentifierKind[] = ['serial', 'imei', 'mac', 'maker_serial'];

/** Why a change of a unit's numbers is not recorded as it is told. */
export function renumberingRefusals(attempt: Attempt): Refusal[] {
  if (attempt.move !== 'reidentify') return [];
  const found: Refusal[] = [];
  const [, added = ''] = splitNumber(textOf(attempt.details, 'identifier') ?? '');
  if (added !== '' && isJunk(attempt.product, added)) found.push(refuse('junk_serial', { serial: added }));
  const lost = lostNumber(attempt);
  if (lost !== null && !attempt.isLead && !hasProof(attempt))
    found.push(refuse('proof_needed', { number: lost }));
  return found;
}

/** Numbers that nobody wrote: what stands on a board, in a form or on a label until somebody does. */
export function isJunk(product: Pick<ProductRules, 'serialPattern'> | undefined, number: string): boolean {
  const pattern = product?.serialPattern;
  return isJunkNumber(number) && !(pattern && matchesPattern(pattern, number));
}

/** Three same or six counting digits may be a small shop's own numbers; what a maker leaves is longer, or a word. */
export function isJunkNumber(number: string): boolean {
  if (/^0+$/.test(number)) return true;
  const junk = junkSerial(number);
  if (junk === 'same_character') return number.length >= 6;
  return junk !== null && !(junk === 'counting' && number.length < 8);
}

/** The number of the thing's own that this takes from it; null: it only adds one, or changes what is stuck on. */
function lostNumber({ unit, details }: Attempt): string | null {
  const [kind] = splitNumber(textOf(details, 'identifier') ?? '');
  const [oldKind, old] = splitNumber(textOf(details, 'replaces') ?? '');
  // A label of ours stood where its serial could not be read: the true one takes nothing away.
  if (kind === 'serial') return isOwnNumber(unit.serial) ? null : unit.serial;
  return (ownToTheThing as readonly string[]).includes(oldKind) ? old : null;
}

/** A document, a photograph, a work order: whatever can be looked at afterwards. */
function hasProof({ details }: Attempt): boolean {
  const { proof, photos } = details;
  return (typeof proof === 'string' && proof !== '') || (Array.isArray(photos) && photos.length > 0);
}

function splitNumber(text: string): readonly [kind: string, number: string] {
  const at = text.indexOf(':');
  return at < 0 ? ['', ''] : [text.slice(0, at), text.slice(at + 1)];
}
