import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { tablesOf } from './backup.ts';
import { type BackupManifest, type BackupTable, readBackup } from './backup-manifest.ts';
import { openingProblem } from './database-problem.ts';
import { type MigrateOptions, migrate, readMigrations } from './migrate.ts';
import { appliedMigrations, newerThan } from './schema-state.ts';
import { StartProblem } from './start-problem.ts';

export interface RestoreOptions extends Pick<MigrateOptions, 'ownerUrl' | 'app'> {
  readonly directory: string;
  /** By table: which rows a database has that only migrations have written, as an SQL condition. */
  readonly seeds: Readonly<Record<string, string>>;
  /** Called in the transaction that has just filled the tables. */
  readonly afterLoad: (owner: pg.ClientBase) => Promise<void>;
  readonly onProgress?: (sentence: string) => void;
}

/**
 * Fills an empty database from a backup: every file is checked before anything is written, all tables come in one
 * transaction, sequences go on where they stood, and a backup of an older schema is migrated. A restore that was killed
 * leaves an empty database, where it may be begun again. Throws a StartProblem where the backup is damaged or newer
 * than this program, or the database is not empty.
 */
export async function restore(options: RestoreOptions): Promise<BackupManifest> {
  const { directory, ownerUrl, app, onProgress } = options;
  const manifest = await readBackup(directory, () => onProgress?.('checking the backup'));
  const newer = newerThan(manifest.migrations, readMigrations(), 'The schema of the backup');
  if (newer !== undefined) throw newer;
  const owner = new pg.Client({ connectionString: ownerUrl, application_name: 'unitrail restore' });
  owner.on('error', () => {});
  try {
    await owner.connect();
    await requireEmpty(owner, manifest, options.seeds);
    await migrate({ ownerUrl, app, upTo: manifest.migrations.at(-1)!.number });
    await load(owner, manifest, options);
    await migrate({ ownerUrl, app });
    onProgress?.('counting what the tables hold, for the planner');
    await owner.query('vacuum (analyze)');
    return manifest;
  } catch (error) {
    throw openingProblem(error, ownerUrl) ?? error;
  } finally {
    await owner.end().catch(() => {});
  }
}

async function requireEmpty(
  owner: pg.Client,
  manifest: BackupManifest,
  seeds: Readonly<Record<string, string>>,
): Promise<void> {
  const held: string[] = [];
  for (const { name } of await tablesOf(owner)) {
    const own = seeds[name] === undefined ? '' : ` where not (${seeds[name]})`;
    const { rows } = await owner.query(
      `select count(*) as rows from public.${pg.escapeIdentifier(name)}${own}`,
    );
    if (rows[0].rows !== '0') held.push(`${name} (${rows[0].rows} ${rows[0].rows === '1' ? 'row' : 'rows'})`);
  }
  if (held.length > 0)
    throw new StartProblem(
      'configuration',
      `The database is not empty, it holds: ${held.join(', ')}. A restore needs a database of its own.`,
    );
  const applied = await appliedMigrations(owner);
  const wanted = manifest.migrations.at(-1)!;
  if (applied.length > wanted.number)
    throw new StartProblem(
      'configuration',
      `The database already has the schema ${applied.at(-1)!.name}, newer than the backup's (${wanted.name}): ` +
        'restore into a database without tables.',
    );
}

async function load(owner: pg.Client, manifest: BackupManifest, options: RestoreOptions): Promise<void> {
  const { directory, afterLoad, onProgress } = options;
  await owner.query(`set statement_timeout = 0; set timezone = 'UTC'`);
  await owner.query('begin');
  try {
    const names = manifest.tables.map(({ name }) => `public.${pg.escapeIdentifier(name)}`);
    await owner.query(`truncate ${names.join(', ')}`);
    for (const [index, table] of manifest.tables.entries()) {
      onProgress?.(`table ${index + 1} of ${manifest.tables.length}: ${table.name}, ${table.rows} rows`);
      await copyIn(owner, directory, table);
    }
    for (const { name, last, called } of manifest.sequences)
      await owner.query('select setval($1::regclass, $2, $3)', [
        `public.${pg.escapeIdentifier(name)}`,
        last,
        called,
      ]);
    await afterLoad(owner);
    await owner.query('commit');
  } catch (error) {
    await owner.query('rollback').catch(() => {});
    throw error;
  }
}

/** Frozen: the table was emptied in this very transaction, so its rows need never be looked at again by VACUUM. */
async function copyIn(owner: pg.Client, directory: string, table: BackupTable): Promise<void> {
  const list = table.columns.map((column) => pg.escapeIdentifier(column)).join(', ');
  const copy = copyFrom(`copy public.${pg.escapeIdentifier(table.name)} (${list}) from stdin with (freeze)`);
  const rows = owner.query(copy);
  await pipeline(createReadStream(join(directory, table.file)), createGunzip(), rows);
  if (rows.rowCount !== table.rows)
    throw new StartProblem(
      'unusable',
      `${table.file} gave ${rows.rowCount} rows, not the ${table.rows} that its manifest names.`,
    );
}
