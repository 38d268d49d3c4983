import { msAfter } from '../../platform/clock.ts';
import type { Database } from '../../platform/database.ts';
import * as sql from './queries.ts';
import { progressOf } from './view.ts';

/** What became of an import since the last look, for who looks at it; `sites` as in its row. */
export interface ImportMove {
  readonly sites: readonly number[] | null;
  /** What somebody has to have where it reaches, to hear of it. */
  readonly permission: 'import' | 'lead';
  readonly step: ReturnType<typeof stepOf>;
}

/** Milliseconds by which servers' clocks may differ, and a beginning or end be seen late. */
const toleranceMs = 10_000;

/**
 * Asked again and again, answers the imports that have moved on since it was asked before: those at work, those whose work has
 * begun or ended, however short it was, and new ones. The first answer is empty: whoever asks first knows from elsewhere how
 * things stand.
 */
export function watchImports(database: Database): () => Promise<readonly ImportMove[]> {
  let known: sql.NewestRow | null = null;
  let told: ReadonlyMap<number, string> | null = null;
  return async () => {
    known ??= (await database.query<sql.NewestRow>(sql.selectNewest)).rows[0]!;
    const since = known.moved && msAfter(known.moved, -toleranceMs).toISOString();
    const { rows } = await database.query<sql.ImportRow>(sql.selectMoving, [known.newest, since]);
    const before = told;
    const now = rows.map((row) => ({ sites: row.sites, permission: permissionFor(row), step: stepOf(row) }));
    told = new Map(now.map(({ step }) => [step.id, JSON.stringify(step)]));
    known = rows.reduce(later, known);
    return before === null ? [] : now.filter(({ step }) => before.get(step.id) !== told?.get(step.id));
  };
}

function later({ newest, moved }: sql.NewestRow, row: sql.ImportRow): sql.NewestRow {
  const times = [moved, row.task_started_at, row.task_ended_at].filter((time) => time !== null);
  const last = times.reduce<Date | null>((most, time) => (most && most > time ? most : time), null);
  return { newest: Math.max(newest, row.id), moved: last };
}

function permissionFor({ kind }: sql.ImportRow): ImportMove['permission'] {
  return kind === 'moves' ? 'lead' : 'import';
}

function stepOf(row: sql.ImportRow) {
  const { id, state, task } = row;
  return { id, state, task, progress: progressOf(row) };
}
