import { standing } from '../domain/corrections.ts';
import type { UnitEvent } from '../domain/events.ts';
import type { IdentifierKind } from '../domain/facts.ts';
import { apply, type Unit } from '../domain/unit.ts';
import { identifierProduct } from './identify.ts';

/** A number of a unit beside its serial. */
export interface OwnNumber {
  readonly kind: IdentifierKind;
  readonly value: string;
  /** 0 for a kind that is unique by itself. */
  readonly product: number;
}

/**
 * What an annulment does to the numbers beside the serial: those that the annulled event had brought are lost, those
 * that it had ended are had again. `life`: up to the annulment; `annuls`: the seq of the event that it takes back.
 */
export function numbersWithout(
  start: Unit,
  life: readonly UnitEvent[],
  annuls: number,
): { readonly lost: readonly OwnNumber[]; readonly regained: readonly OwnNumber[] } {
  const before = standing(life);
  const had = numbersOf(start, before);
  const has = numbersOf(
    start,
    before.filter(({ seq }) => seq !== annuls),
  );
  const missingIn = (some: ReadonlyMap<string, OwnNumber>, all: ReadonlyMap<string, OwnNumber>) =>
    [...all].flatMap(([key, number]) => (some.has(key) ? [] : [number]));
  return { lost: missingIn(has, had), regained: missingIn(had, has) };
}

/** `kind:value`, as an identity holds them. */
export function splitNumber(text: string): readonly [IdentifierKind, string] {
  const colon = text.indexOf(':');
  return [text.slice(0, colon) as IdentifierKind, text.slice(colon + 1)];
}

function numbersOf(start: Unit, events: readonly UnitEvent[]): Map<string, OwnNumber> {
  const numbers = new Map<string, OwnNumber>();
  let unit = start;
  for (const event of events) {
    for (const number of event.identity?.endedNumbers ?? []) {
      const [kind, value] = splitNumber(number);
      numbers.delete(`${identifierProduct(kind, unit.product)}/${value}`);
    }
    unit = apply(unit, event);
    for (const number of event.identity?.numbers ?? []) {
      const [kind, value] = splitNumber(number);
      const product = identifierProduct(kind, unit.product);
      numbers.set(`${product}/${value}`, { kind, value, product });
    }
  }
  return numbers;
}
