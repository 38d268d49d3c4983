import type { ensureAppRole } from './app-role.ts';
import { dataDirectory, holdsDatabase } from './data-directory.ts';
import { takeLock } from './directory-lock.ts';
import { type DatabaseUrls, runningEmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts';
import { StartProblem } from './start-problem.ts';

export interface PostgresSource extends DatabaseUrls {
  /** How migrations let the server in: see ensureAppRole. */
  readonly app: Parameters<typeof ensureAppRole>[1];
  /** Where the data lives, for people. */
  readonly where: string;
  /** Stops what was started here; somebody else's database is left as it is. */
  stop(how?: 'fast' | 'immediate'): Promise<void>;
}

export interface SourceOptions {
  readonly databaseUrl: string | undefined;
  readonly ownerUrl: string | undefined;
  readonly dataDirectory: string;
  /** What a second start is told about this one. */
  readonly url: string;
  /** A command may use the PostgreSQL of a server that is running; a second server may not. */
  readonly share: boolean;
  /** Whether an embedded PostgreSQL that is not there yet is made; else its absence is a StartProblem. */
  readonly create: boolean;
  readonly say: (sentence: string) => void;
}

/** The PostgreSQL that the settings name: an outside one, or the embedded one, taken for this process and started. */
export async function openPostgres(options: SourceOptions): Promise<PostgresSource> {
  const { databaseUrl, say } = options;
  if (databaseUrl !== undefined) return outside(databaseUrl, options.ownerUrl ?? databaseUrl);
  if (!options.create && !holdsDatabase(options.dataDirectory)) throw noDatabase(options.dataDirectory);
  const { path, elsewhere } = dataDirectory(options.dataDirectory);
  const where = `${path} (embedded PostgreSQL)`;
  if (elsewhere) say(`PostgreSQL's user cannot enter ${options.dataDirectory}, so the data is in ${path}.`);
  const lock = takeLock(path, options.url);
  if ('heldBy' in lock) {
    const running = options.share ? runningEmbeddedPostgres(path) : undefined;
    if (running === undefined) throw inUse(options.dataDirectory, lock.heldBy);
    return { ...running, app: { members: [] }, where, stop: async () => {} };
  }
  try {
    const postgres = await startEmbeddedPostgres({ directory: path, say });
    return {
      ownerUrl: postgres.ownerUrl,
      appUrl: postgres.appUrl,
      app: { password: postgres.appPassword },
      where,
      async stop(how) {
        await postgres.stop(how);
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

function outside(appUrl: string, ownerUrl: string): PostgresSource {
  const members = [...new Set([appUrl, ownerUrl].map((url) => decodeURIComponent(new URL(url).username)))];
  const { host, pathname } = new URL(appUrl);
  return {
    ownerUrl,
    appUrl,
    app: { members: members.filter((member) => member !== '' && member !== 'unitrail_app') },
    where: `the PostgreSQL at ${host}${pathname}`,
    stop: async () => {},
  };
}

function noDatabase(directory: string): StartProblem {
  return new StartProblem(
    'configuration',
    `There is no database in ${directory}. Set UNITRAIL_DATA to the directory that has one, or DATABASE_URL.`,
  );
}

function inUse(directory: string, holder: { pid: number; url: string }): StartProblem {
  return new StartProblem(
    'taken',
    `Unitrail already runs on ${directory}: process ${holder.pid}, ${holder.url}. ` +
      'Stop that one first, or set UNITRAIL_DATA and UNITRAIL_PORT for another.',
  );
}
