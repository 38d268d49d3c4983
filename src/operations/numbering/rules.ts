import { gs1Fault, gs1NumberFault, isUsable, type NumberForm } from '../../domain/numbering/number-form.ts';
import { beginsAsOurs } from '../../domain/own-number.ts';
import { matchesPattern, readSerialPattern } from '../../domain/serial-pattern.ts';

/** What of a product its numbers must fit; null for own labels, which fit any. */
export interface Fitting {
  readonly hasGtin: boolean;
  readonly serialPattern: string | null;
}

/** Why numbers of a form cannot be units of the product; `example` is one of them. Null where they can. */
export function formFault(form: NumberForm, example: string, product: Fitting | null): string | null {
  if (beginsAsOurs(example)) return kept;
  if (product === null) return null;
  const gs1 = product.hasGtin ? gs1Fault(form) : null;
  return gs1 ?? patternFault(example, product);
}

/** The same for a number that a maker gave: also what nobody takes for a number. */
export function numberFault(number: string, product: Fitting | null): string | null {
  if (!isUsable(number)) return 'it is what stands where no number was written, and no serial';
  if (beginsAsOurs(number)) return kept;
  if (product === null) return null;
  const gs1 = product.hasGtin ? gs1NumberFault(number) : null;
  return gs1 ?? patternFault(number, product);
}

const kept =
  'numbers that begin like this are kept for things without a readable number, and for codes of ours';

function patternFault(number: string, { serialPattern }: Fitting): string | null {
  if (serialPattern === null) return null;
  const read = readSerialPattern(serialPattern);
  if ('error' in read || matchesPattern(read.pattern, number)) return null;
  return `the product’s serials are like ${serialPattern}`;
}

/** Stretches of ordinals in a row, for those that are left of a block. */
export function stretches(ordinals: readonly number[]): { readonly first: number; readonly count: number }[] {
  const found: { first: number; count: number }[] = [];
  for (const ordinal of ordinals) {
    const last = found.at(-1);
    if (last !== undefined && last.first + last.count === ordinal) last.count += 1;
    else found.push({ first: ordinal, count: 1 });
  }
  return found;
}
