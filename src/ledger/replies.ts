import type { Refusal } from '../domain/refusals.ts';
import type { Act, Answer, OpenedException, Scan, UnitName } from './acts.ts';
import type { HeldUnit } from './work.ts';

// The answers of the judge, one maker for each outcome.

const none: readonly never[] = [];

const blank = {
  unit: null,
  status: null,
  seq: null,
  place: null,
  refusal: null,
  candidates: none,
  exceptions: none,
  quantity: null,
};

/** Spelled out, as the commonest answer: spreading costs a microsecond (measured). */
export function recorded(
  scan: Scan,
  act: Act,
  held: HeldUnit,
  unit: UnitName,
  seq: number,
  place: string | null,
  exceptions: readonly OpenedException[],
): Answer {
  return {
    id: scan.id,
    outcome: 'recorded',
    unit,
    status: held.unit.status,
    seq,
    place,
    refusal: null,
    candidates: none,
    exceptions,
    quantity: null,
    move: act.move,
  };
}

export function recordedQuantity(
  scan: Scan,
  act: Act,
  quantity: number,
  exceptions: readonly OpenedException[],
): Answer {
  return { ...blank, id: scan.id, outcome: 'recorded', quantity, exceptions, move: act.move };
}

/** What is known of the unit is said with the no: a number that names nothing yet has no id and no status. */
export function refused(scan: Scan, act: Act, refusal: Refusal, held?: HeldUnit, name?: UnitName): Answer {
  const isKnown = held !== undefined && name !== undefined && held.seq > 0;
  return {
    ...blank,
    id: scan.id,
    outcome: 'refused',
    refusal: asKept(refusal),
    unit: isKnown ? name : null,
    status: isKnown ? held.unit.status : null,
    move: act.move,
  };
}

/** Facts in the order that jsonb keeps them in, shorter names first: said again, the answer is the same to the byte. */
function asKept({ code, facts }: Refusal): Refusal {
  const byName = ([a]: [string, string], [b]: [string, string]) => a.length - b.length || (a < b ? -1 : 1);
  return { code, facts: Object.fromEntries(Object.entries(facts).sort(byName)) };
}

/** The scan itself was good; its act fell through another one. */
export function withheld(scan: Scan, act: Act, unit: UnitName | null): Answer {
  return { ...blank, id: scan.id, outcome: 'withheld', unit, move: act.move };
}

/** The id was used before for something else; what was recorded under it stands. */
export function conflict(scan: Scan, act: Act): Answer {
  return { ...blank, id: scan.id, outcome: 'conflict', move: act.move };
}

export function ambiguous(scan: Scan, act: Act, candidates: readonly UnitName[]): Answer {
  return { ...blank, id: scan.id, outcome: 'ambiguous', candidates, move: act.move };
}

/** What was recorded before is answered as such; any other outcome is said again as it was. */
export function asRepeated(answer: Answer): Answer {
  return answer.outcome === 'recorded' ? { ...answer, outcome: 'repeated' } : answer;
}
