import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAsApp, type TestDatabase, testDatabase } from '../testing/database.ts';
import type { Database } from './database.ts';
import { migrateJobs, newestMigration } from './job-schema.ts';
import { type Jobs, openJobs } from './jobs.ts';

let made: TestDatabase;
let database: Database;
beforeAll(async () => {
  made = await testDatabase();
  database = openAsApp(made);
});
afterAll(async () => {
  await database?.close();
  await made?.drop();
});

function jobsThat(tasks: Parameters<typeof openJobs>[0]['tasks'], faults: unknown[] = []): Jobs {
  return openJobs({ pool: database.pool, tasks, atOnce: 2, onFault: (error) => faults.push(error) });
}

test('a job is done, by the role that may only do what it must', async () => {
  const done = later<unknown>();
  const jobs = jobsThat({ greet: async (payload) => done.resolve(payload) });
  await jobs.add('greet', { name: 'Ana' }, 'greet:1');
  expect(await done.promise).toEqual({ name: 'Ana' });
  await jobs.close();
});

test('a job that fails is told and tried again', async () => {
  const again = later<void>();
  const faults: unknown[] = [];
  let tries = 0;
  const task = async () => {
    tries += 1;
    if (tries === 1) throw new Error('not yet');
    again.resolve(undefined);
  };
  const jobs = jobsThat({ stumble: task }, faults);
  await jobs.add('stumble', {}, 'stumble:1');
  await again.promise;
  expect(faults).toHaveLength(1);
  await jobs.close();
});

test('a job under way is told when the server stops, and waited for', async () => {
  const begun = later<void>();
  let ended = false;
  const task = async (_payload: unknown, signal: AbortSignal) => {
    begun.resolve(undefined);
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    ended = true;
  };
  const jobs = jobsThat({ wait: task });
  await jobs.add('wait', {}, 'wait:1');
  await begun.promise;
  await jobs.close();
  expect(ended).toBe(true);
});

test('the queue’s schema is the one of the package, and making it again changes nothing', async () => {
  await migrateJobs(made.ownerUrl);
  const { rows } = await database.pool.query('select max(id) as newest from graphile_worker.migrations');
  expect(rows[0].newest).toBe(newestMigration);
});

/** A promise that the test keeps in its hands. */
function later<Value>() {
  let resolve: (value: Value) => void = () => {};
  const promise = new Promise<Value>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
