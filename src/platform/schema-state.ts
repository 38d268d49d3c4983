import pg from 'pg';
import { openingProblem } from './database-problem.ts';
import { type Migration, readMigrations } from './migrate.ts';
import { StartProblem } from './start-problem.ts';

/** A migration as a database or a backup remembers it. */
export interface AppliedMigration {
  readonly number: number;
  readonly name: string;
  readonly sha256: string;
}

/** The migrations that a database has had, in order; empty where it has never seen any. */
export async function appliedMigrations(client: pg.ClientBase): Promise<AppliedMigration[]> {
  const found = await client.query(`select to_regclass('public.schema_migration') is not null as there`);
  if (!found.rows[0].there) return [];
  const { rows } = await client.query(
    'select number, name, sha256 from public.schema_migration order by number',
  );
  return rows as AppliedMigration[];
}

/** Throws a StartProblem unless the database has exactly the schema that this program works with. */
export async function requireCurrentSchema(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'unitrail' });
  client.on('error', () => {});
  try {
    await client.connect();
    const problem = schemaProblem(await appliedMigrations(client), readMigrations());
    if (problem !== undefined) throw problem;
  } catch (error) {
    throw openingProblem(error, url) ?? error;
  } finally {
    await client.end().catch(() => {});
  }
}

function schemaProblem(
  applied: readonly AppliedMigration[],
  ours: readonly Migration[],
): StartProblem | undefined {
  if (applied.length === 0)
    return new StartProblem('configuration', 'The database has no tables yet: run "unitrail migrate" first.');
  if (applied.length < ours.length)
    return new StartProblem(
      'configuration',
      `The database's schema (${applied.at(-1)!.name}) is older than this program (${ours.at(-1)!.name}): ` +
        'run "unitrail migrate" first.',
    );
  return newerThan(applied, ours, "The database's schema");
}

/** The sentence for migrations that this program does not have, or has otherwise; undefined when all are ours. */
export function newerThan(
  theirs: readonly AppliedMigration[],
  ours: readonly Migration[],
  what: string,
): StartProblem | undefined {
  for (const { number, name, sha256 } of theirs) {
    const own = ours[number - 1];
    if (own === undefined)
      return new StartProblem(
        'configuration',
        `${what} (${theirs.at(-1)!.name}) is newer than this program (${ours.at(-1)?.name ?? 'no migrations'}): ` +
          'use the newer program.',
      );
    if (own.hash !== sha256)
      return new StartProblem(
        'configuration',
        `${what} was made with another text of migration ${name} than this program has.`,
      );
  }
  return undefined;
}
