import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openAsApp, type TestDatabase, testDatabase } from '../testing/database.ts';
import { execute } from '../testing/global-postgres.ts';
import type { Database } from './database.ts';
import { isForbidden, isRetryable, isUnavailable, isUniqueViolation, sqlstateOf } from './sqlstate.ts';

const statement = (text: string) => ({ name: createHash('md5').update(text).digest('hex'), text });

describe('a database', () => {
  let database: TestDatabase;
  let app: Database;

  beforeAll(async () => {
    database = await testDatabase();
    app = openAsApp(database);
  });

  afterAll(async () => {
    await app.close();
    await database.drop();
  });

  const ask = async <T>(text: string, values?: unknown[]) =>
    (await app.query<T>(statement(text), values)).rows[0];

  test('the server works as the application role', async () => {
    expect(await ask('select current_user as who')).toEqual({ who: 'unitrail_app' });
  });

  test('a bigint is a number up to 2^53 - 1 and an error beyond, never a rounded number', async () => {
    expect(await ask('select 9007199254740991::bigint as n, array[1, null, -3]::bigint[] as list')).toEqual({
      n: 9007199254740991,
      list: [1, null, -3],
    });
    await expect(ask('select 9007199254740992::bigint as n')).rejects.toThrow('beyond 2^53');
    await expect(ask('select array[-9007199254740992]::bigint[] as n')).rejects.toThrow('beyond 2^53');
    expect(await ask('select 1 as n')).toEqual({ n: 1 });
  });

  test('a date is the day it says, in whatever zone the server runs', async () => {
    expect(await ask(`select date '2026-03-29' as day, timestamp '2026-03-29 02:30' as clock`)).toEqual({
      day: '2026-03-29',
      clock: '2026-03-29 02:30:00',
    });
    expect(await ask(`select timestamptz '2026-03-29 02:30+00' as t`)).toEqual({
      t: new Date('2026-03-29T02:30Z'),
    });
  });

  test('statements issued without waiting run in order, and each answers for itself', async () => {
    const connection = await app.connect();
    const answers = await Promise.allSettled(
      ['begin', 'select 1 as one', 'select 1/0', 'select 2 as two', 'commit'].map((sql) =>
        connection.query(statement(sql)),
      ),
    );
    connection.release();
    expect(answers.map((a) => (a.status === 'fulfilled' ? a.value.command : sqlstateOf(a.reason)))).toEqual([
      'BEGIN',
      'SELECT',
      '22012',
      '25P02',
      'ROLLBACK',
    ]);
  });

  test('a commit of a failed transaction answers ROLLBACK without an error', async () => {
    const connection = await app.connect();
    await connection.query(statement('begin'));
    await connection.query(statement('select 1/0')).catch(() => {});
    expect(await connection.query(statement('commit'))).toMatchObject({ command: 'ROLLBACK' });
    connection.release();
  });

  test('a session given back inside a transaction is closed, so nobody inherits the transaction', async () => {
    const pid = statement('select pg_backend_pid() as pid');
    const first = await app.connect();
    await first.query(statement('begin'));
    const before = await first.query(pid);
    first.release();
    const second = await app.connect();
    expect((await second.query(pid)).rows).not.toEqual(before.rows);
    second.release();
  });

  test('one name for two texts is refused', async () => {
    const connection = await app.connect();
    await connection.query({ name: 'twice', text: 'select 1' });
    await expect(connection.query({ name: 'twice', text: 'select 2' })).rejects.toThrow('must be unique');
    connection.release();
  });

  test('a lost session fails its statements as unavailable, and the next ones get a new session', async () => {
    const connection = await app.connect();
    const { rows } = await connection.query<{ pid: number }>(statement('select pg_backend_pid() as pid'));
    const lost = [statement('select pg_sleep(20)'), statement('select 1 as one')].map((s) =>
      connection.query(s),
    );
    await ownerQuery(`select pg_terminate_backend(${rows[0]?.pid})`);
    const answers = await Promise.allSettled(lost);
    connection.release();
    expect(answers.map((answer) => answer.status === 'rejected' && isUnavailable(answer.reason))).toEqual([
      true,
      true,
    ]);
    const again = await app.connect();
    expect((await again.query(statement('select 1 as one'))).rows).toEqual([{ one: 1 }]);
    again.release();
  });

  test('when every session is lost while idle, the next query is answered', async () => {
    await Promise.all([ask('select 1 as one'), ask('select 2 as two')]);
    await ownerQuery(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'unitrail'
      and datname = current_database()`);
    await expect.poll(() => ask('select 1 as one').catch(() => undefined)).toEqual({ one: 1 });
  });

  test('errors are known by their meaning', async () => {
    const problem = (sql: string) => app.query(statement(sql)).catch((error: unknown) => error);
    expect(isForbidden(await problem('drop table schema_migration'))).toBe(true);
    expect(isForbidden(await problem(`create table public.mine (id int)`))).toBe(true);
    expect(isRetryable(await problem(`do $$ begin raise sqlstate '40P01'; end $$`))).toBe(true);
    expect(isUniqueViolation(await problem(`do $$ begin raise sqlstate '23505'; end $$`))).toBe(true);
    expect(isUnavailable(await problem('select 1/0'))).toBe(false);
  });

  const ownerQuery = (text: string) => execute(database.ownerUrl, text);
});
