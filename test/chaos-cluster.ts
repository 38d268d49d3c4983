import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { EmbeddedPostgres } from '../src/platform/embedded-postgres.ts';
import { migrate } from '../src/platform/migrate.ts';
import { startTemporaryPostgres } from '../src/platform/temporary-postgres.ts';
import { launchServer, type ServerProcess } from '../src/testing/server-process.ts';
import type { Door } from './scan-client.ts';

/** A PostgreSQL of its own, with fsync on, and two server processes before it: all of them there to be killed. */
export interface Cluster {
  readonly ownerUrl: string;
  /** The servers' addresses; undefined while one is down. */
  readonly doors: readonly (Door | undefined)[];
  /** Everything that the servers said, and PostgreSQL's supervision. */
  said(): string;
  killServer(index: number): Promise<void>;
  startServer(index: number): Promise<void>;
  killPostmaster(): Promise<void>;
  /** One session's process: PostgreSQL ends all the others then, and recovers by itself. */
  killBackend(): Promise<void>;
  /** Every server that is up says that it is ready. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

const serverCount = 2;

/** `settings`: further ones of the servers. */
export async function openCluster(
  key: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<Cluster> {
  const said: string[] = [];
  const postgres = await startTemporaryPostgres((sentence) => said.push(sentence), {
    shared_buffers: '64MB',
  });
  const env = {
    DATABASE_URL: postgres.appUrl,
    UNITRAIL_OWNER_URL: postgres.ownerUrl,
    UNITRAIL_ADMIN_KEY: key,
    UNITRAIL_GROUPING: 'on',
    ...settings,
  };
  const launched: ServerProcess[] = [];
  const servers: (ServerProcess | undefined)[] = Array(serverCount).fill(undefined);
  const doors: (Door | undefined)[] = Array(serverCount).fill(undefined);

  const cluster: Cluster = {
    ownerUrl: postgres.ownerUrl,
    doors,
    said: () => [...said, ...launched.map((server) => server.said())].join('\n'),
    async startServer(index) {
      const server = launchServer({ env });
      launched.push(server);
      servers[index] = server;
      doors[index] = { url: await server.ready, key };
    },
    async killServer(index) {
      const server = servers[index]!;
      server.child.kill('SIGKILL');
      doors[index] = undefined;
      await server.ended;
    },
    killPostmaster: () => killPostmaster(postgres),
    killBackend: () => killBackend(postgres),
    async ready() {
      await eventually('the servers are ready', async () => {
        const replies = await Promise.all(
          doors.map((door) => door && fetch(`${door.url}/health/ready`).then(({ status }) => status)),
        );
        return replies.every((status) => status === undefined || status === 200);
      });
    },
    async close() {
      for (const server of servers) server?.child.kill('SIGKILL');
      await Promise.all(servers.map((server) => server?.ended));
      await postgres.stop();
    },
  };
  try {
    await migrate({ ownerUrl: postgres.ownerUrl, app: { password: postgres.appPassword } });
    for (const index of servers.keys()) await cluster.startServer(index);
    return cluster;
  } catch (error) {
    await cluster.close();
    throw error;
  }
}

/** Looks until it is so. What never becomes so is said after two minutes, in place of a test that only hangs. */
export async function eventually(what: string, isSo: () => Promise<boolean> | boolean): Promise<void> {
  for (let looked = 0; looked < 2_400; looked += 1) {
    if (await Promise.resolve(isSo()).catch(() => false)) return;
    await sleep(50);
  }
  throw new Error(`It never came about that ${what}.`);
}

/** Asks the database as its owner, on a session of its own. */
export async function ask<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end().catch(() => {});
  }
}

async function killPostmaster(postgres: EmbeddedPostgres): Promise<void> {
  const [row] = await ask<{ directory: string }>(
    postgres.ownerUrl,
    `select current_setting('data_directory') as directory`,
  );
  process.kill(
    Number(readFileSync(join(row!.directory, 'postmaster.pid'), 'utf8').split('\n')[0]),
    'SIGKILL',
  );
}

/** A session of a server, by preference one that is writing at this instant. */
async function killBackend({ ownerUrl }: EmbeddedPostgres): Promise<void> {
  const sessions = await ask<{ pid: number }>(
    ownerUrl,
    `select pid from pg_stat_activity where application_name = 'unitrail' and backend_type = 'client backend'
     order by backend_xid is null, random() limit 1`,
  );
  process.kill(sessions[0]!.pid, 'SIGKILL');
}
