import { limits } from '../../domain/limits.ts';
import type { Sites } from '../../domain/sites.ts';
import type { Reference } from '../../ledger/reference.ts';
import { numberColumn } from '../../platform/columns.ts';
import type { Connection } from '../../platform/database.ts';
import { inTransaction } from '../../platform/transaction.ts';
import type { CountRecountBody, CountStepBody } from './contract.ts';
import { countProblem, holdCount, type OrProblem } from './find-count.ts';
import { foundUnits } from './found-units.ts';
import * as sql from './queries.ts';
import { type CountStep, stateAfter } from './rules.ts';
import type { CountingParts } from './take-scans.ts';

/** Who changes which count, within reach. */
export interface Changing {
  readonly number: string;
  readonly actor: number;
  readonly sites: Sites;
}

/** Pauses a count, goes on with it, hands it to somebody, says that it is done, or gives it up. What was scanned stays. */
export function takeStep(
  parts: CountingParts,
  changing: Changing,
  { step, to, note }: CountStepBody,
): Promise<OrProblem<sql.CountRow>> {
  return changed(parts, changing, step, async (tx) => {
    // Whoever goes on with it has it from now on.
    if (step === 'resume') return { to: changing.actor, note };
    if (step !== 'hand_over') return { note };
    const { rows } = await tx.query<{ id: number }>(sql.selectPerson, [to ?? '']);
    const [person] = rows;
    return person
      ? { to: person.id, note }
      : countProblem('person_not_found', 'body.to', `There is no person "${to ?? ''}" to hand it to.`);
  });
}

/** Some spots or units, or all, are counted again: their scans so far do not count any more, and stay on record. */
export async function recount(
  parts: CountingParts,
  changing: Changing,
  { locations, units, note }: CountRecountBody,
  names: Reference,
): Promise<OrProblem<sql.CountRow>> {
  if (locations !== undefined && units !== undefined)
    return countProblem('invalid_request', 'body.units', 'Say spots or units, not both.');
  return changed(parts, changing, 'recount', async (_, row) => {
    if (units !== undefined) return unitsAgain(parts, names, row, units, note);
    return locations === undefined ? { note } : spotsAgain(names, row, locations, note);
  });
}

function spotsAgain(
  names: Reference,
  row: sql.CountRow,
  locations: readonly string[],
  note: string | undefined,
): More {
  const ids: number[] = [];
  for (const [nth, code] of locations.entries()) {
    const id = names.locationsByCode.get(`${row.site_id}/${code}`)?.id;
    const isCounted = id !== undefined && (row.locations === null || row.locations.includes(id));
    if (!isCounted)
      return countProblem(
        'unknown_location',
        `body.locations[${nth}]`,
        `The spot ${code} is not part of it.`,
      );
    ids.push(id);
  }
  return { note, locations: ids };
}

async function unitsAgain(
  { database }: CountingParts,
  names: Reference,
  row: sql.CountRow,
  units: readonly number[],
  note: string | undefined,
): Promise<More> {
  const found = await foundUnits(database, names, row, units);
  const met = new Set(found.map(({ row: facts }) => facts.unit_id));
  const nth = units.findIndex((unit) => !met.has(unit));
  if (nth < 0) return { note, units };
  return countProblem('unknown_unit', `body.units[${nth}]`, `The unit ${units[nth]} is not part of it.`);
}

type More =
  | {
      readonly to?: number;
      readonly note?: string | undefined;
      readonly locations?: readonly number[];
      readonly units?: readonly number[];
    }
  | { readonly problem: ReturnType<typeof countProblem>['problem'] };

async function changed(
  { database, clock }: CountingParts,
  { number, actor, sites }: Changing,
  step: CountStep,
  look: (tx: Connection, row: sql.CountRow) => Promise<More>,
): Promise<OrProblem<sql.CountRow>> {
  return inTransaction(database, async (tx) => {
    const row = await holdCount(tx, number, sites);
    if ('problem' in row) return row;
    const state = stateAfter(row.state, step);
    if (state === null) return wrongState(row);
    const more = await look(tx, row);
    if ('problem' in more) return more;
    const now = clock.now().toISOString();
    const { to = null, note = null, locations, units } = more;
    const again = [locations, units].map((ids) => (ids ? numberColumn([...ids]) : null));
    await tx.query(sql.insertStep, [row.document_id, step, now, actor, to, note, ...again]);
    await tx.query(sql.setState, [row.document_id, state, to, now]);
    return row;
  });
}

export function wrongState(row: sql.CountRow) {
  return countProblem('wrong_state', 'params.number', `The count ${row.number} is ${row.state}.`);
}

/** How long ago something must have been for a count to be abandoned, in milliseconds. */
export const abandonedMs = limits.countAbandonedHours * 3_600_000;
