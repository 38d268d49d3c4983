import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { readConfig } from '../config.ts';
import { maintenanceUrl } from '../platform/embedded-postgres.ts';
import { migrate } from '../platform/migrate.ts';
import { startTemporaryPostgres } from '../platform/temporary-postgres.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    testServer: TestServer;
  }
}

export interface TestServer {
  /** A role that may create databases, in a database that is not ours. */
  readonly maintenanceUrl: string;
  /** The application role's password; undefined on somebody else's server, where it must be reached by `set role`. */
  readonly appPassword: string | undefined;
  /** The migrated database that each test file gets a copy of. */
  readonly template: string;
}

/** Nobody pulls the plug on this one: chaos.db.test.ts kills a durable one of its own. */
const hasty = { fsync: 'off' };

let finish: () => Promise<void> = async () => {};

/** Once for the whole run: a PostgreSQL, and in it one migrated database to copy. */
export async function setup(project: TestProject): Promise<void> {
  const { testDatabaseUrl } = readConfig();
  const own = testDatabaseUrl === undefined ? await startTemporaryPostgres(console.error, hasty) : undefined;
  const server = own === undefined ? (testDatabaseUrl as string) : maintenanceUrl(own.ownerUrl);
  const template = `unitrail_template_${process.pid}`;
  finish = async () => {
    if (own !== undefined) return own.stop();
    await execute(server, `drop database if exists ${template} with (force)`);
  };
  try {
    await execute(server, `create database ${template} template template0 encoding 'UTF8'`);
    const ownerUrl = databaseUrl(server, template);
    const app = own === undefined ? { members: [new URL(server).username] } : { password: own.appPassword };
    await migrate({ ownerUrl, app });
  } catch (error) {
    await finish();
    throw error;
  }
  project.provide('testServer', { maintenanceUrl: server, appPassword: own?.appPassword, template });
}

export async function teardown(): Promise<void> {
  await finish();
}

export function databaseUrl(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

export async function execute(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
