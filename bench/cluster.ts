import { tmpdir } from 'node:os';
import pg from 'pg';
import type { EmbeddedPostgres } from '../src/platform/embedded-postgres.ts';
import { migrate } from '../src/platform/migrate.ts';
import { postgresSettings } from '../src/platform/postgres-settings.ts';
import { startTemporaryPostgres } from '../src/platform/temporary-postgres.ts';

/** A PostgreSQL of the benchmark's own, with the settings the product gives its embedded one. */
export interface Cluster {
  readonly postgres: EmbeddedPostgres;
  /** Makes the database, empty and migrated, or as a copy of another one that nobody uses. */
  create(name: string, from?: string): Promise<Target>;
  stop(): Promise<void>;
}

/** One database, for whoever is measured. */
export interface Target {
  readonly name: string;
  readonly ownerUrl: string;
  readonly appUrl: string;
}

export async function startCluster(say: (sentence: string) => void): Promise<Cluster> {
  const product = postgresSettings('', tmpdir());
  const sizes = Object.fromEntries(
    ['shared_buffers', 'max_wal_size', 'min_wal_size', 'max_connections'].map((name) => [
      name,
      product[name]!,
    ]),
  );
  const postgres = await startTemporaryPostgres(say, {
    ...sizes,
    shared_preload_libraries: 'pg_stat_statements',
    'pg_stat_statements.track': 'none',
  });
  return {
    postgres,
    async create(name, from) {
      const how = from === undefined ? 'template template0' : `template ${from} strategy file_copy`;
      await execute(at(postgres.ownerUrl, 'postgres'), `create database ${name} ${how}`);
      const target = { name, ownerUrl: at(postgres.ownerUrl, name), appUrl: at(postgres.appUrl, name) };
      if (from === undefined)
        await migrate({ ownerUrl: target.ownerUrl, app: { password: postgres.appPassword } });
      return target;
    },
    stop: () => postgres.stop(),
  };
}

/** SQL on a connection of its own. */
export async function execute<Row>(
  url: string,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    const { rows } = await client.query(text, values.length === 0 ? undefined : [...values]);
    return rows as Row[];
  } finally {
    await client.end();
  }
}

function at(url: string, database: string): string {
  const other = new URL(url);
  other.pathname = `/${database}`;
  return other.href;
}
