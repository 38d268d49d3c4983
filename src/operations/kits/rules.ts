import type { Refusal } from '../../domain/refusals.ts';

/** A line of a product's parts list. */
export interface PartLine {
  readonly sku: string;
  readonly name: string;
  /** Each of its units is scanned; otherwise pieces go in by their number. */
  readonly serialized: boolean;
  readonly quantity: number;
}

/** One scan of a part as the ledger judges it: the product it is of, or why it cannot go in. */
export interface JudgedPart {
  readonly nth: number;
  readonly sku: string | null;
  readonly refusal: { readonly code: Refusal['code'] | 'ambiguous'; readonly sentence: string } | null;
}

export interface Faulty {
  readonly nth: number;
  readonly code: string;
  readonly sentence: string;
}

export interface Tally {
  /** How many of each line's units are there, without those that cannot go in; pieces count as there. */
  readonly lines: readonly (PartLine & { readonly found: number })[];
  /** Scans that cannot go in: refused, of another product, or one too many. */
  readonly faulty: readonly Faulty[];
  readonly isComplete: boolean;
}

/** What the scans so far make of a parts list. Each scan is told by itself; of one too many the later one is. */
export function tallyOf(list: readonly PartLine[], parts: readonly JudgedPart[]): Tally {
  const found = new Map<string, number>();
  const faulty: Faulty[] = [];
  for (const { nth, sku, refusal } of parts) {
    const line = list.find((one) => one.sku === sku && one.serialized);
    const before = found.get(sku ?? '') ?? 0;
    if (refusal) faulty.push({ nth, ...refusal });
    else if (!line) faulty.push({ nth, code: 'not_a_part', sentence: `${sku} is no part of this kit.` });
    else if (before >= line.quantity)
      faulty.push({
        nth,
        code: 'too_many_parts',
        sentence: `Only ${line.quantity} of ${line.name} go into this kit.`,
      });
    else found.set(line.sku, before + 1);
  }
  const lines = list.map((line) => ({
    ...line,
    found: line.serialized ? (found.get(line.sku) ?? 0) : line.quantity,
  }));
  const isComplete = faulty.length === 0 && lines.every((line) => line.found === line.quantity);
  return { lines, faulty, isComplete };
}

/** What is still missing, in a sentence; null where nothing is. */
export function missingText(lines: Tally['lines']): string | null {
  const missing = lines
    .filter(({ found, quantity }) => found < quantity)
    .map(({ name, found, quantity }) => `${quantity - found} × ${name}`);
  return missing.length === 0 ? null : `Still missing: ${missing.join(', ')}.`;
}

export type KitState = 'begun' | 'built' | 'broken' | 'undone';

export function stateOf(kit: {
  readonly built_at: Date | null;
  readonly broken_at: Date | null;
  readonly undone_at: Date | null;
}): KitState {
  if (kit.undone_at !== null) return 'undone';
  if (kit.broken_at !== null) return 'broken';
  return kit.built_at === null ? 'begun' : 'built';
}
