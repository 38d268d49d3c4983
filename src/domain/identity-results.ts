import { type Attempt, textOf } from './attempt.ts';
import type { Identity } from './events.ts';
import type { Move } from './lifecycle.ts';

/** Moves that tell where a unit comes from. */
const origins: readonly Move[] = ['commission', 'announce', 'receive', 'replacement_from_vendor'];

/** What a move says about who the unit is: its origin where it begins, its new name where that changes. */
export function identityAfter(attempt: Attempt, isFirst: boolean): Identity | undefined {
  const { move, details, other } = attempt;
  const found: { -readonly [K in keyof Identity]: Identity[K] } = {};
  const isOrigin = isFirst || origins.includes(move);
  const lot = move === 'inherit' ? other?.lot : isOrigin ? textOf(details, 'lot') : undefined;
  const supplier = move === 'inherit' ? other?.supplier : isOrigin ? textOf(details, 'supplier') : undefined;
  if (lot != null) found.lot = lot;
  if (supplier != null) found.supplier = supplier;
  if (move === 'inherit' && other) found.before = other.before;
  if (move === 'change_product') found.product = details.product as number;
  if (move === 'misidentified' && typeof details.see === 'number') found.see = details.see;
  if (move === 'reidentify') rename(found, attempt);
  return Object.keys(found).length === 0 ? undefined : found;
}

type Mutable = { -readonly [K in keyof Identity]: Identity[K] };

/**
 * A board or label was changed: `identifier` finds the unit from here on, `replaces` only answers. Both `kind:value`;
 * one of them may be missing.
 */
function rename(found: Mutable, { unit, details }: Attempt): void {
  const identifier = textOf(details, 'identifier');
  const replaces = textOf(details, 'replaces');
  if (identifier?.startsWith('serial:')) {
    found.serial = identifier.slice('serial:'.length);
    found.was = unit.serial;
  } else if (identifier !== undefined) found.numbers = [identifier];
  if (replaces !== undefined && !replaces.startsWith('serial:')) found.endedNumbers = [replaces];
}
