import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from './clock.ts';
import { canEnter, databaseUser } from './database-user.ts';
import { lockHolder, takeLock } from './directory-lock.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts';
import { systemPlace } from './postgres-binaries.ts';
import { clusterDirectory } from './postgres-cluster.ts';
import { stopOrphan } from './postmaster.ts';

const PREFIX = 'unitrail-temporary-';

/**
 * A PostgreSQL of one's own that leaves nothing behind: for tests, benchmarks and tools. As durable as the real one
 * (fsync is on) unless `settings` say otherwise, only smaller. What a killed run left is stopped and removed by the next one.
 */
export async function startTemporaryPostgres(
  say: (sentence: string) => void,
  settings: Readonly<Record<string, string>> = {},
): Promise<EmbeddedPostgres> {
  const place = canEnter(tmpdir(), databaseUser()) ? tmpdir() : (systemPlace() ?? tmpdir());
  await removeAbandoned(place);
  const directory = mkdtempSync(join(place, PREFIX));
  chmodSync(directory, 0o711);
  takeLock(directory, 'temporary');
  const postgres = await startEmbeddedPostgres({
    directory,
    say,
    settings: { shared_buffers: '256MB', max_wal_size: '4GB', max_connections: '200', ...settings },
  });
  return {
    ...postgres,
    async stop() {
      await postgres.stop('immediate');
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function removeAbandoned(place: string): Promise<void> {
  for (const name of readdirSync(place).filter((entry) => entry.startsWith(PREFIX))) {
    const directory = join(place, name);
    try {
      if (lockHolder(directory) !== undefined || isBeingMade(directory)) continue;
      await stopOrphan(clusterDirectory(directory), () => {});
      rmSync(directory, { recursive: true, force: true });
    } catch {
      // Another user's, or being made this instant: not ours to clear.
    }
  }
}

/** Another run's, in the instant between making the directory and taking it. */
function isBeingMade(directory: string): boolean {
  const age = systemClock.now().getTime() - statSync(directory).mtimeMs;
  return !existsSync(join(directory, 'postgres')) && age < 60_000;
}
