import { isGs1Valid } from './identifiers/check-digits.ts';

/** What holds units together: each has a code of its own, stands at one spot, and is moved as one. */
export const containerKinds = ['tote', 'carton', 'roll_cage', 'pallet'] as const;
export type ContainerKind = (typeof containerKinds)[number];

/** What people did with a container as a whole. */
export const containerSteps = ['made', 'moved', 'put_into', 'taken_off', 'broken'] as const;
export type ContainerStep = (typeof containerSteps)[number];

/**
 * A container's code as it is kept: an SSCC by its 18 digits (GS1 General Specifications, AI 00) however it was written,
 * anything else as it stands. Null: it looks like an SSCC and its check digit is wrong.
 */
export function containerCode(text: string): string | null {
  const trimmed = text.trim();
  const digits = trimmed.replace(/^\(?00\)?(?=\d{18}$)/, '');
  if (!/^\d{18}$/.test(digits)) return trimmed;
  return isGs1Valid(digits) ? digits : null;
}

/** How a container stands among others: what it stands in, and how many containers are in it, one in the other, at most. */
export interface Nesting {
  readonly number: string;
  /** From what it stands in outwards. */
  readonly outside: readonly string[];
  /** Containers in it, at whatever depth. */
  readonly inside: readonly string[];
  /** Levels below it: 0 where no container stands in it. */
  readonly levels: number;
}

/** Why one container cannot be put into another; null: it can. */
export function whyNotInto(
  what: Nesting,
  into: Nesting,
  most: { readonly depth: number; readonly inside: number },
): 'inside_itself' | 'already_inside' | 'too_deep' | 'too_many' | null {
  if (what.number === into.number || what.inside.includes(into.number)) return 'inside_itself';
  if (what.outside[0] === into.number) return 'already_inside';
  if (into.outside.length + 1 + what.levels + 1 > most.depth) return 'too_deep';
  return into.inside.length + what.inside.length + 1 > most.inside ? 'too_many' : null;
}
