import { limits } from '../../domain/limits.ts';
import { type Clock, daysAfter } from '../../platform/clock.ts';
import { numberColumn } from '../../platform/columns.ts';
import type { Database } from '../../platform/database.ts';
import type { ExceptionsQuery } from './contract.ts';
import { countWanted, type ExceptionRow, type Standing, selectByAge, selectByRisk } from './queries.ts';

export interface ListAsked {
  readonly query: ExceptionsQuery;
  readonly sites: readonly number[];
  /** The owner's number, 0 for nobody; null: whoever. */
  readonly owner: number | null;
  /** Where the page begins: behind this exception, with the money that it had; null: from the beginning. */
  readonly from: readonly number[] | null;
  readonly limit: number;
}

/** A page of exceptions, one row more than asked for where there is one, and how many fit in all. */
export async function listExceptions(database: Database, clock: Clock, asked: ListAsked) {
  const { query, sites, owner, from, limit } = asked;
  const { kind = null, olderThanDays, sort = 'openedAt' } = query;
  const now = clock.now();
  const before = olderThanDays === undefined ? null : daysAfter(now, -olderThanDays).toISOString();
  const standing: Standing = query.open === undefined ? 'all' : query.open ? 'open' : 'settled';
  const values = (behind: number | null, most: number) => [
    now.toISOString().slice(0, 10),
    numberColumn(sites),
    behind,
    most,
    kind,
    owner,
    before,
  ];
  const [behind = null, risk = 0] = from ?? [];
  const isByRisk = sort.endsWith('risk');
  const statement = isByRisk
    ? selectByRisk(standing, sort === '-risk')
    : selectByAge(standing, sort === '-openedAt');
  const page = [...values(behind, limit + 1), ...(isByRisk ? [risk - 1] : [])];
  const most = limits.exceptionsCountedMax;
  const [{ rows }, counted] = await Promise.all([
    database.query<ExceptionRow>(statement, page),
    database.query<{ exceptions: number }>(countWanted(standing), values(null, most + 1)),
  ]);
  const count = counted.rows[0]?.exceptions ?? 0;
  return { rows, total: { count: Math.min(count, most), more: count > most } };
}

/** Numbers in a cursor: the exception, and by money at risk that of it too, one more so that none is 0. */
export function cursorOf({ id, risk }: ExceptionRow, sort: ExceptionsQuery['sort']): string {
  return sort?.endsWith('risk') ? `${id}.${(risk ?? -1) + 1}` : String(id);
}
