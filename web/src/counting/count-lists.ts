import type { CountUnitOnWire } from '../../../src/operations/counting/contract.ts';

export type CountUnit = CountUnitOnWire;

export interface CountLists {
  /** Expected and not counted. */
  readonly missing: readonly CountUnit[];
  /** The newest scan first. */
  readonly found: readonly CountUnit[];
  readonly wrong: readonly CountUnit[];
  readonly explained: readonly CountUnit[];
}

export function listsOf(units: readonly CountUnit[]): CountLists {
  const of = (...results: readonly CountUnit['result'][]) =>
    units.filter(({ result }) => results.includes(result));
  return {
    missing: of('missing').sort(
      (a, b) => compared(a.expectedAt, b.expectedAt) || compared(a.unit.serial, b.unit.serial),
    ),
    found: of('found', 'arrived', 'beside', null).sort(newestFirst),
    wrong: of('misplaced', 'unexpected').sort(newestFirst),
    explained: of('explained').sort((a, b) => compared(a.unit.serial, b.unit.serial)),
  };
}

/** What was known of the units, with what has changed since. */
export function merged(before: readonly CountUnit[], changed: readonly CountUnit[]): readonly CountUnit[] {
  if (changed.length === 0) return before;
  const byId = new Map(before.map((one) => [one.unit.id, one]));
  for (const one of changed) byId.set(one.unit.id, one);
  return [...byId.values()];
}

/** Whether somebody still has to look at it. */
export function isOpen({ result, settledBy }: CountUnit): boolean {
  return settledBy === null && (result === 'missing' || result === 'misplaced' || result === 'unexpected');
}

function newestFirst(a: CountUnit, b: CountUnit): number {
  return compared(b.countedTime, a.countedTime) || compared(a.unit.serial, b.unit.serial);
}

function compared(a: string | null, b: string | null): number {
  const [one, other] = [a ?? '', b ?? ''];
  return one < other ? -1 : one > other ? 1 : 0;
}
