import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { appRole } from '../platform/app-role.ts';
import { type Database, openDatabase } from '../platform/database.ts';
import { databaseUrl, execute } from './global-postgres.ts';

export interface TestDatabase {
  readonly name: string;
  /** The owner of the tables, for migrations and for what the application may not do. */
  readonly ownerUrl: string;
  /** For the server and the ledger; they take on the application role themselves (`set role`). */
  readonly appUrl: string;
  drop(): Promise<void>;
}

/** A fresh database with the whole schema and nothing in it; drop it in `afterAll`. Some 50 ms. */
export async function testDatabase(): Promise<TestDatabase> {
  const { template } = inject('testServer');
  return createDatabase(template);
}

/** The same without a schema: for tests of migrations. */
export async function emptyDatabase(): Promise<TestDatabase> {
  return createDatabase('template0');
}

/** What the server works with: the application's role, on that database. Close it before dropping. */
export function openAsApp(database: TestDatabase): Database {
  return openDatabase({ url: database.appUrl, role: appRole });
}

async function createDatabase(template: string): Promise<TestDatabase> {
  const { maintenanceUrl, appPassword } = inject('testServer');
  const name = `unitrail_test_${process.pid}_${randomBytes(4).toString('hex')}`;
  await execute(maintenanceUrl, `create database ${name} template ${template}`);
  const ownerUrl = databaseUrl(maintenanceUrl, name);
  const appUrl = new URL(ownerUrl);
  if (appPassword !== undefined) {
    appUrl.username = appRole;
    appUrl.password = appPassword;
  }
  return {
    name,
    ownerUrl,
    appUrl: appUrl.href,
    drop: () => execute(maintenanceUrl, `drop database if exists ${name} with (force)`),
  };
}
