import { fold } from '../domain/corrections.ts';
import type { Identity, UnitEvent } from '../domain/events.ts';
import type { IdentifierKind } from '../domain/facts.ts';
import { apply, blankUnit, type Unit } from '../domain/unit.ts';
import { type CopyRow, copiedNumber, copiedText } from '../platform/copy-rows.ts';
import { conditionCodes, statusCodes, useCodes } from './codes.ts';
import { identifierProduct } from './identify.ts';
import { eventField as at } from './lives.ts';
import { numbersWithout, splitNumber } from './own-numbers.ts';
import { listText } from './rows.ts';
import { eventOf, type ReplayedColumns } from './stored-event.ts';

/** What a unit's events alone say it is, event by event and at the end. */
export interface Derived {
  readonly events: readonly UnitEvent[];
  /** The product and serial that the unit had just before each event: the name that the event is hashed under. */
  readonly named: readonly Pick<Unit, 'product' | 'serial'>[];
  readonly unit: Unit;
  readonly numbers: readonly DerivedNumber[];
}

/** A number that the unit has, or had until an event ended it. */
export interface DerivedNumber {
  readonly kind: IdentifierKind;
  readonly value: string;
  /** 0 for a kind that is unique by itself. */
  readonly product: number;
  readonly since: number;
  until: number | null;
}

/**
 * Replays a unit's events, at least one. Cannot fail for any that the ledger has written; throws a RangeError or
 * SyntaxError for stored codes or JSON that mean nothing.
 */
export function derive(rows: readonly CopyRow[]): Derived {
  const events = rows.map((row) => eventOf(replayedColumns(row)));
  const first: Identity = events[0]?.identity ?? {};
  const start = blankUnit(first.product ?? 0, first.serial ?? '');
  const named: Pick<Unit, 'product' | 'serial'>[] = [];
  const numbers: DerivedNumber[] = [];
  let unit = start;
  for (const [index, event] of events.entries()) {
    named.push(unit);
    const after = event.annuls === undefined ? apply(unit, event) : fold(start, events.slice(0, index + 1));
    follow(numbers, unit, after, event);
    if (event.annuls !== undefined) takeBack(numbers, start, events.slice(0, index), event);
    unit = after;
  }
  return { events, named, unit, numbers };
}

/** The numbers as an event leaves them: one that the unit had before is in force again, under its first seq. */
function follow(numbers: DerivedNumber[], before: Unit, after: Unit, event: UnitEvent): void {
  const { seq, identity } = event;
  const renamed = before.serial !== after.serial || before.product !== after.product;
  if (seq > 1 && renamed) end(numbers, before.serial, before.product, seq);
  if (seq === 1 || renamed) add(numbers, 'serial', after.serial, after.product, seq);
  for (const number of identity?.endedNumbers ?? []) {
    const [kind, value] = splitNumber(number);
    end(numbers, value, identifierProduct(kind, before.product), seq);
  }
  for (const number of identity?.numbers ?? []) {
    const [kind, value] = splitNumber(number);
    add(numbers, kind, value, identifierProduct(kind, after.product), seq);
  }
}

function takeBack(
  numbers: DerivedNumber[],
  start: Unit,
  life: readonly UnitEvent[],
  { seq, annuls }: UnitEvent,
): void {
  const { lost, regained } = numbersWithout(start, life, annuls!);
  for (const { value, product } of lost) end(numbers, value, product, seq);
  for (const { kind, value, product } of regained) add(numbers, kind, value, product, seq);
}

function add(
  numbers: DerivedNumber[],
  kind: IdentifierKind,
  value: string,
  product: number,
  since: number,
): void {
  const had = numbers.find((one) => one.value === value && one.product === product);
  if (had) had.until = null;
  else numbers.push({ kind, value, product, since, until: null });
}

function end(numbers: DerivedNumber[], value: string, product: number, until: number): void {
  const current = numbers.find((one) => one.value === value && one.product === product && one.until === null);
  if (current) current.until = until;
}

/** The row that the unit table must hold, column by column in the order of `unitFields`, as text. */
export function derivedRow(
  bucket: number,
  id: number,
  rows: readonly CopyRow[],
  unit: Unit,
): (string | null)[] {
  const last = rows.at(-1)!;
  return [
    String(bucket),
    String(id),
    String(unit.product),
    unit.serial,
    String(unit.place),
    String(unit.owner),
    last[at.seq]!,
    last[at.recorded_at]!,
    last[at.spot]!,
    last[at.move]!,
    String(statusCodes.toCode(unit.status)),
    String(conditionCodes.toCode(unit.condition)),
    String(useCodes.toCode(unit.use)),
    copiedText(last[at.hash]!),
    numberText(unit.sale),
    numberText(unit.see),
    listText(unit.before),
    listText(unit.holds),
    listText(unit.released),
    listText(unit.checks),
    unit.lot,
    unit.supplier,
  ];
}

function numberText(value: number | null): string | null {
  return value === null ? null : String(value);
}

function replayedColumns(row: CopyRow): ReplayedColumns {
  const identity = copiedText(row[at.identity]!);
  return {
    seq: Number(row[at.seq]),
    move: Number(row[at.move]),
    annuls: copiedNumber(row[at.annuls]!),
    status: copiedNumber(row[at.status]!),
    memory: copiedNumber(row[at.memory]!),
    condition: copiedNumber(row[at.condition]!),
    use: copiedNumber(row[at.use]!),
    place: copiedNumber(row[at.place]!),
    owner: copiedNumber(row[at.owner]!),
    sale: copiedNumber(row[at.sale]!),
    holds: copiedText(row[at.holds]!),
    checks: copiedText(row[at.checks]!),
    identity: identity === null ? null : (JSON.parse(identity) as Record<string, unknown>),
  };
}
