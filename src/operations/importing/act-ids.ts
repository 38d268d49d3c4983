import { outcomeCodes } from '../../ledger/codes.ts';
import type { Database } from '../../platform/database.ts';
import { derivedId } from '../../platform/derived-id.ts';
import * as sql from './queries.ts';
import type { FileLine } from './read-lines.ts';

/**
 * Under which id each line is asked. A line that was recorded before, by this file or the one that it corrects, has the id of
 * then, and its answer is that it was. One that was refused may be good by now — the hold is lifted, the product is there — but
 * an answer is kept for ever under its id: so a line that was refused n times is the nth act after its first.
 */
export async function withActIds(
  database: Database,
  lines: readonly FileLine[],
): Promise<readonly FileLine[]> {
  const ids = new Map<FileLine, string>();
  let open = lines;
  // Twice as many at each look, so that a line which a nightly file has had for a year costs some nine of them.
  for (let from = 0, size = 1; open.length > 0; from += size, size *= 2) {
    const candidates = new Map(open.map((line) => [line, actsOf(line, from, size)]));
    const { rows } = await database.query<sql.OutcomeRow>(sql.selectOutcomes, [
      `{${[...candidates.values()].flat().join(',')}}`,
    ]);
    const stored = new Map(rows.map(({ id, outcome }) => [id, outcome]));
    const isRefused = (id: string) => stored.has(id) && stored.get(id) !== recorded;
    for (const [line, acts] of candidates) {
      const id = acts.find((one) => !isRefused(one));
      if (id !== undefined) ids.set(line, id);
    }
    open = open.filter((line) => !ids.has(line));
  }
  return lines.map((line) => ({ ...line, id: ids.get(line)! }));
}

const recorded = outcomeCodes.toCode('recorded');

function actsOf({ id }: FileLine, from: number, size: number): string[] {
  return Array.from({ length: size }, (_, nth) => (from + nth === 0 ? id : derivedId(`${id}|${from + nth}`)));
}
