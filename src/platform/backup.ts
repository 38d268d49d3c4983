import { createHash } from 'node:crypto';
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import {
  type BackupManifest,
  type BackupSequence,
  type BackupTable,
  manifestFile,
  manifestText,
} from './backup-manifest.ts';
import type { Clock } from './clock.ts';
import { dumpSchema } from './schema-dump.ts';
import { appliedMigrations } from './schema-state.ts';
import { openSnapshot } from './snapshot.ts';
import { fileProblem, StartProblem } from './start-problem.ts';

export interface BackupOptions {
  /** A role that may read everything. */
  readonly url: string;
  /** Must not be there yet. */
  readonly directory: string;
  readonly clock: Clock;
  /** Told after each table. */
  readonly onProgress?: (table: BackupTable, done: number, of: number) => void;
}

/**
 * Copies every table as it is at one moment into a directory, while writers go on: COPY text, gzipped, a file a table,
 * checksums in a manifest. The directory appears whole or not at all: it is filled under another name, brought to the
 * disk, then renamed. Throws a StartProblem where that cannot be.
 */
export async function backup(options: BackupOptions): Promise<BackupManifest> {
  const directory = resolve(options.directory);
  if (existsSync(directory) && readdirSync(directory).length > 0)
    throw new StartProblem(
      'notWritable',
      `${directory} is not empty; a backup goes into a directory of its own.`,
    );
  const unfinished = join(dirname(directory), `.${basename(directory)}.unfinished-${process.pid}`);
  try {
    mkdirSync(unfinished, { recursive: true });
    const manifest = await fill(unfinished, options);
    writeFileSync(join(unfinished, manifestFile), manifestText(manifest), { flush: true });
    await toDisk(unfinished);
    renameSync(unfinished, directory);
    await toDisk(dirname(directory));
    return manifest;
  } catch (error) {
    throw fileProblem(error, directory);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

async function fill(directory: string, { url, clock, onProgress }: BackupOptions): Promise<BackupManifest> {
  const createdAt = clock.now().toISOString();
  const snapshot = await openSnapshot(url);
  try {
    const client = await snapshot.session();
    const migrations = await appliedMigrations(client);
    if (migrations.length === 0)
      throw new StartProblem('configuration', 'The database has no tables yet: there is nothing to back up.');
    const tables: BackupTable[] = [];
    const wanted = await tablesOf(client);
    for (const { name, columns } of wanted) {
      const table = await copyOut(client, directory, name, columns);
      tables.push(table);
      onProgress?.(table, tables.length, wanted.length);
    }
    const schema = await dumpSchema(client);
    const { rows } = await client.query('show server_version');
    return {
      format: 1,
      createdAt,
      postgres: rows[0].server_version,
      migrations,
      schemaSha256: createHash('sha256').update(schema).digest('hex'),
      tables,
      sequences: await sequencesOf(url),
    };
  } finally {
    await snapshot.close();
  }
}

/** Tables of schema public with the columns that are stored, by name. */
export async function tablesOf(
  client: pg.ClientBase,
): Promise<{ readonly name: string; readonly columns: readonly string[] }[]> {
  const { rows } = await client.query(`
    select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      and a.attgenerated = ''
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' group by c.relname order by c.relname`);
  return rows;
}

async function copyOut(
  client: pg.Client,
  directory: string,
  name: string,
  columns: readonly string[],
): Promise<BackupTable> {
  const file = `${name}.copy.gz`;
  const list = columns.map((column) => pg.escapeIdentifier(column)).join(', ');
  const rows = client.query(copyTo(`copy public.${pg.escapeIdentifier(name)} (${list}) to stdout`));
  const hash = createHash('sha256');
  let bytes = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  // Level 1: hashes and ids hardly pack; higher levels cost twice the time for a tenth of the room (measured).
  const written = createWriteStream(join(directory, file), { flags: 'wx', flush: true });
  await pipeline(rows, createGzip({ level: 1 }), counted, written);
  return { name, columns, file, rows: rows.rowCount, bytes, sha256: hash.digest('hex') };
}

/** Sequences do not belong to any snapshot: read last, they are past every number that the snapshot holds. */
async function sequencesOf(url: string): Promise<BackupSequence[]> {
  const client = new pg.Client({ connectionString: url, application_name: 'unitrail backup' });
  client.on('error', () => {});
  await client.connect();
  try {
    const { rows } = await client.query(
      `select relname as name from pg_class where relkind = 'S' and relnamespace = 'public'::regnamespace order by 1`,
    );
    const sequences: BackupSequence[] = [];
    for (const { name } of rows as { name: string }[]) {
      const found = await client.query(
        `select last_value::text as last, is_called as called from public.${pg.escapeIdentifier(name)}`,
      );
      sequences.push({ name, ...found.rows[0] });
    }
    return sequences;
  } finally {
    await client.end();
  }
}

async function toDisk(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
