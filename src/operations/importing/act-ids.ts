import { outcomeCodes } from '../../ledger/codes.ts';
import type { Database } from '../../platform/database.ts';
import { derivedId } from '../../platform/derived-id.ts';
import * as sql from './queries.ts';
import type { FileLine } from './read-lines.ts';

/** The id under which something is asked, and whether it was recorded under it before. */
export interface Act {
  readonly id: string;
  readonly isRecorded: boolean;
}

/**
 * Under which id each act is asked, by the id of its first time. What was recorded before has the id of then, and its answer
 * is that it was. What was refused may be good by now — the hold is lifted, the product is there — but an answer is kept for
 * ever under its id: so what was refused n times is asked as the nth act after its first.
 */
export async function actsFor(
  database: Database,
  firstIds: readonly string[],
): Promise<ReadonlyMap<string, Act>> {
  const acts = new Map<string, Act>();
  let open = firstIds;
  // Twice as many at each look, so that a line which a nightly file has had for a year costs some nine of them.
  for (let from = 0, size = 1; open.length > 0; from += size, size *= 2) {
    const candidates = new Map(open.map((first) => [first, idsOf(first, from, size)]));
    const { rows } = await database.query<sql.OutcomeRow>(sql.selectOutcomes, [
      `{${[...candidates.values()].flat().join(',')}}`,
    ]);
    const stored = new Map(rows.map(({ id, outcome }) => [id, outcome]));
    for (const [first, ids] of candidates) {
      const id = ids.find((one) => !stored.has(one) || stored.get(one) === recorded);
      if (id !== undefined) acts.set(first, { id, isRecorded: stored.has(id) });
    }
    open = open.filter((first) => !acts.has(first));
  }
  return acts;
}

/** The lines of a file with the ids under which they are asked this time. */
export async function withActIds(
  database: Database,
  lines: readonly FileLine[],
): Promise<readonly FileLine[]> {
  const acts = await actsFor(
    database,
    lines.map(({ id }) => id),
  );
  return lines.map((line) => ({ ...line, id: acts.get(line.id)!.id }));
}

const recorded = outcomeCodes.toCode('recorded');

function idsOf(first: string, from: number, size: number): string[] {
  return Array.from({ length: size }, (_, nth) =>
    from + nth === 0 ? first : derivedId(`${first}|${from + nth}`),
  );
}
