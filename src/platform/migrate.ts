import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { ensureAppRole } from './app-role.ts';
import { openingProblem, versionProblem } from './database-problem.ts';
import { migrateJobs } from './job-schema.ts';
import { projectDirectory } from './project-directory.ts';
import { StartProblem } from './start-problem.ts';

export interface MigrateOptions {
  /** The role that owns, or shall own, every table. */
  readonly ownerUrl: string;
  /** The application role's password, or who may become it: see ensureAppRole. */
  readonly app: Parameters<typeof ensureAppRole>[1];
  readonly directory?: string;
  /** Stop after this number: for tests of upgrades. */
  readonly upTo?: number;
}

export interface Migration {
  readonly number: number;
  /** `0001-ledger`: the file without its ending. */
  readonly name: string;
  readonly text: string;
  readonly hash: string;
}

/**
 * Brings the schema up to the code: each file of sql/migrations in its own transaction, in order, forward only.
 * Safe to run from several servers at once and to be killed at any statement. Answers the names it applied.
 * Throws a StartProblem when the schema is newer than the code or a landed file was edited.
 */
export async function migrate(options: MigrateOptions): Promise<string[]> {
  const migrations = readMigrations(options.directory);
  const owner = new pg.Client({ connectionString: options.ownerUrl, application_name: 'unitrail migrate' });
  owner.on('error', () => {});
  try {
    await owner.connect();
    const { rows } = await owner.query('show server_version_num');
    const tooOld = versionProblem(Number(rows[0].server_version_num));
    if (tooOld !== undefined) throw tooOld;
    await ensureAppRole(owner, options.app);
    await ensureMigrationTable(owner);
    await refuseForeignSchema(owner, migrations);
    const applied: string[] = [];
    for (const migration of migrations.filter(({ number }) => number <= (options.upTo ?? Infinity))) {
      if (await apply(owner, migration)) applied.push(migration.name);
    }
    if (options.upTo === undefined && options.directory === undefined) await migrateJobs(options.ownerUrl);
    return applied;
  } catch (error) {
    throw openingProblem(error, options.ownerUrl) ?? error;
  } finally {
    await owner.end().catch(() => {});
  }
}

/** `NNNN-name.sql`, numbered 1, 2, 3 … without a gap; line ends do not count, so a checkout on Windows is the same. */
export function readMigrations(directory = join(projectDirectory, 'sql/migrations')): Migration[] {
  const files = readdirSync(directory).filter((file) => file.endsWith('.sql'));
  return files.sort().map((file, index) => {
    const number = /^(\d{4})-[a-z0-9-]+\.sql$/.test(file) ? Number(file.slice(0, 4)) : Number.NaN;
    if (number !== index + 1)
      throw new Error(`${file}: migrations are named 0001-name.sql, 0002-name.sql … without a gap`);
    const text = readFileSync(join(directory, file), 'utf8').replaceAll('\r\n', '\n');
    return { number, name: file.slice(0, -4), text, hash: createHash('sha256').update(text).digest('hex') };
  });
}

async function ensureMigrationTable(owner: pg.Client): Promise<void> {
  const found = await owner.query(`select to_regclass('public.schema_migration') as table`);
  if (found.rows[0].table !== null) return;
  // "if not exists" is not enough: two that create at the same instant collide inside the catalogue.
  await owner.query(`begin;
    select pg_advisory_xact_lock(hashtextextended('unitrail schema_migration', 0));
    create table if not exists public.schema_migration (
      number integer primary key,
      name text not null,
      sha256 text not null,
      applied_at timestamptz not null default now()
    );
    grant select on public.schema_migration to unitrail_app;
    commit`);
}

async function refuseForeignSchema(owner: pg.Client, migrations: readonly Migration[]): Promise<void> {
  const { rows } = await owner.query(
    'select number, name, sha256 from public.schema_migration order by number',
  );
  for (const row of rows as { number: number; name: string; sha256: string }[]) {
    const ours = migrations[row.number - 1];
    if (ours === undefined) throw newer(rows.at(-1).name, migrations.at(-1)?.name);
    if (ours.hash !== row.sha256) throw edited(row.name, ours.name);
  }
}

function newer(theirs: string, ours: string | undefined): StartProblem {
  return new StartProblem(
    'configuration',
    `The database's schema (${theirs}) is newer than this program (${ours ?? 'no migrations'}); start the newer program.`,
  );
}

function edited(theirs: string, ours: string): StartProblem {
  return new StartProblem(
    'configuration',
    `Migration ${ours} is not what this database was made with (${theirs}): ` +
      'a landed migration is never edited; restore the file and add a new one.',
  );
}

/**
 * The number goes in first: a second server that wants the same one waits there until the first has finished, and
 * then sees that nothing is left to do.
 */
async function apply(owner: pg.Client, { number, name, text, hash }: Migration): Promise<boolean> {
  await owner.query('begin');
  try {
    const mine = await owner.query(
      'insert into public.schema_migration (number, name, sha256) values ($1, $2, $3) on conflict do nothing',
      [number, name, hash],
    );
    if (mine.rowCount === 1) await owner.query(text);
    if (owner.getTransactionStatus() !== 'T') throw new Error('it ends its own transaction');
    await owner.query('commit');
    return mine.rowCount === 1;
  } catch (error) {
    await owner.query('rollback').catch(() => {});
    if (error instanceof Error) error.message = `migration ${name}: ${error.message}`;
    throw error;
  }
}
