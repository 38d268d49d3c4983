import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { type DatabaseUser, databaseUser } from './database-user.ts';
import { postgresBinaries } from './postgres-binaries.ts';
import {
  clusterDirectory,
  clusterPasswords,
  ensureCluster,
  ownerRole,
  type Passwords,
} from './postgres-cluster.ts';
import { postgresSettings } from './postgres-settings.ts';
import { socketDirectoryOf, startPostmaster, stopOrphan } from './postmaster.ts';

export interface DatabaseUrls {
  /** For migrations: the owner of every table; in the embedded cluster a superuser. */
  readonly ownerUrl: string;
  /** For the server: the same database as the application role, which is made by `ensureAppRole`. */
  readonly appUrl: string;
}

export interface EmbeddedPostgres extends DatabaseUrls {
  readonly appPassword: string;
  stop(how?: 'fast' | 'immediate'): Promise<void>;
}

export interface EmbeddedOptions {
  /** Holds the cluster, its passwords and its log; the database's user can enter it (data-directory.ts). */
  readonly directory: string;
  readonly say: (sentence: string) => void;
  /** Settings that go before our own. */
  readonly settings?: Readonly<Record<string, string>>;
}

/**
 * A real PostgreSQL from npm's binaries, reachable only through a socket that only its user and root can open.
 * One process at a time may do this to a directory: hold its lock first (data-directory.ts).
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { directory, say } = options;
  const dataDirectory = clusterDirectory(directory);
  const user = databaseUser(dataDirectory);
  const binaries = postgresBinaries(user, directory);
  const passwords = clusterPasswords(directory);
  ensureCluster(directory, binaries, user, passwords);
  await stopOrphan(dataDirectory, say);
  const socket = socketDirectory(dataDirectory, user);
  const urls = urlsOf(socket, passwords);
  const postmaster = await startPostmaster({
    binaries,
    dataDirectory,
    logFile: join(directory, 'postgres.log'),
    user,
    settings: { ...postgresSettings(socket, dataDirectory), ...options.settings },
    ping: () => ping(maintenanceUrl(urls.ownerUrl)),
    say,
  });
  await ensureDatabase(maintenanceUrl(urls.ownerUrl));
  return {
    ...urls,
    appPassword: passwords.app,
    async stop(how = 'fast') {
      await postmaster.stop(how);
      if (socket !== dataDirectory) rmSync(socket, { recursive: true, force: true });
    },
  };
}

/** How to reach the embedded PostgreSQL that another process is running in `directory`. */
export function runningEmbeddedPostgres(directory: string): DatabaseUrls | undefined {
  const socket = socketDirectoryOf(clusterDirectory(directory));
  return socket === undefined ? undefined : urlsOf(socket, clusterPasswords(directory));
}

/** The same server's own database, which is there before ours. */
export function maintenanceUrl(url: string): string {
  const other = new URL(url);
  other.pathname = '/postgres';
  return other.href;
}

/** A socket's path must stay below 108 bytes (unix(7)); a deep data directory gets one in a directory of its own. */
function socketDirectory(dataDirectory: string, user: DatabaseUser | undefined): string {
  const last = socketDirectoryOf(dataDirectory);
  if (last !== undefined && last !== dataDirectory && dirname(last) === shortTemporary()) {
    rmSync(last, { recursive: true, force: true });
  }
  if (Buffer.byteLength(join(dataDirectory, '.s.PGSQL.5432')) < 107) return dataDirectory;
  const made = mkdtempSync(join(shortTemporary(), 'unitrail-'));
  chmodSync(made, 0o700);
  if (user !== undefined) chownSync(made, user.uid, user.gid);
  return made;
}

const shortTemporary = () => (Buffer.byteLength(tmpdir()) < 60 ? tmpdir() : '/tmp');

function urlsOf(socket: string, passwords: Passwords): DatabaseUrls {
  const url = (role: string, password: string) =>
    `postgresql://${role}:${password}@localhost:5432/${ownerRole}?host=${encodeURIComponent(socket)}`;
  return { ownerUrl: url(ownerRole, passwords.owner), appUrl: url('unitrail_app', passwords.app) };
}

async function ping(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on('error', () => {});
  try {
    await client.connect();
  } finally {
    await client.end().catch(() => {});
  }
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [ownerRole]);
    if (found.rowCount === 0) await client.query(`create database ${ownerRole} template template0`);
  } finally {
    await client.end();
  }
}
