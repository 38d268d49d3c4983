import { type Days, isDay, overlap } from '../../domain/gtin-periods.ts';
import { isGs1Valid, toGtin14 } from '../../domain/identifiers/check-digits.ts';

// ---- GTINs

/** A GTIN of a product with its first and last day; null: from ever, for ever. */
export interface GtinPeriod extends Days {
  readonly gtin: string;
}

export type GtinGiven =
  | string
  | { readonly gtin: string; readonly from?: string | null; readonly to?: string | null };

export type Gtins =
  | { readonly periods: readonly GtinPeriod[] }
  | { readonly wrong: 'bad_gtin' | 'bad_day' | 'duplicate_code'; readonly where: string };

/** GTINs as 14 digits with their days, each once; or what is wrong with the first that is none, and where. */
export function gtinPeriods(given: readonly GtinGiven[]): Gtins {
  const periods: GtinPeriod[] = [];
  for (const [index, one] of given.entries()) {
    const { gtin: text, from = null, to = null } = typeof one === 'string' ? { gtin: one } : one;
    const gtin = toGtin14(text);
    if (gtin === null) return { wrong: 'bad_gtin', where: `gtins[${index}]` };
    const wrongDay = dayProblem({ from, to });
    if (wrongDay) return { wrong: 'bad_day', where: `gtins[${index}].${wrongDay}` };
    const known = periods.find((other) => other.gtin === gtin && overlap(other, { from, to }));
    if (!known) periods.push({ gtin, from, to });
    else if (known.from !== from || known.to !== to)
      return { wrong: 'duplicate_code', where: `gtins[${index}]` };
  }
  return { periods };
}

function dayProblem({ from, to }: Days): 'from' | 'to' | null {
  if (from !== null && !isDay(from)) return 'from';
  if (to !== null && (!isDay(to) || (from !== null && to < from))) return 'to';
  return null;
}

/** The index of the first GTIN that is somebody else's on one of its days, or −1: never two products at one instant. */
export function takenGtin(wanted: readonly GtinPeriod[], others: readonly GtinPeriod[]): number {
  return wanted.findIndex((one) => others.some((other) => other.gtin === one.gtin && overlap(one, other)));
}

// ---- Trees

/** What stands inside what, by id or code: a category in the one above it, a part in the kits that have it. */
export type Inside = ReadonlyMap<string | number, readonly (string | number)[]>;

/**
 * How many levels lie under `top`, itself counted; Infinity where something is inside itself. Each is visited once, so
 * it is linear in what there is.
 */
export function depthBelow(top: string | number, inside: Inside): number {
  const depths = new Map<string | number, number>();
  const open = new Set<string | number>();
  const depthOf = (one: string | number): number => {
    if (open.has(one)) return Number.POSITIVE_INFINITY;
    const known = depths.get(one);
    if (known !== undefined) return known;
    open.add(one);
    const below = (inside.get(one) ?? []).map(depthOf);
    open.delete(one);
    const depth = 1 + Math.max(0, ...below);
    depths.set(one, depth);
    return depth;
  };
  return depthOf(top);
}

// ---- Terms by day

export interface Dated {
  readonly id: number;
  /** The first day on which it holds. */
  readonly from: string;
}

/**
 * Of terms that were agreed one after another, those that hold on a day: of each kind the one that begins latest on or
 * before it, and of two that begin on one day the one that was written later.
 */
export function termsOn<Term extends Dated>(
  terms: readonly Term[],
  day: string,
  kindOf: (term: Term) => string,
): Term[] {
  const holding = new Map<string, Term>();
  for (const term of terms) {
    const known = holding.get(kindOf(term));
    if (term.from <= day && (!known || isNewer(term, known))) holding.set(kindOf(term), term);
  }
  return [...holding.values()];
}

function isNewer(term: Dated, known: Dated): boolean {
  return term.from > known.from || (term.from === known.from && term.id > known.id);
}

// ---- Codes and numbers

/** The index of the first text that stands a second time, or −1. */
export function doubled(texts: readonly string[]): number {
  return texts.findIndex((text, index) => texts.indexOf(text) < index);
}

export interface SupplierNumber {
  readonly kind: 'gln' | 'duns' | 'tax' | 'erp' | 'other';
  readonly value: string;
}

/** The index of the first number that its kind says cannot be (a GLN has 13 digits, the last its check digit), or −1. */
export function wrongNumber(numbers: readonly SupplierNumber[]): number {
  return numbers.findIndex(({ kind, value }) => {
    if (kind === 'gln') return value.length !== 13 || !isGs1Valid(value);
    return kind === 'duns' && !/^[0-9]{9}$/.test(value);
  });
}
