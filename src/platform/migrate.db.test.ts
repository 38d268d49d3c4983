import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { emptyDatabase, openAsApp, type TestDatabase } from '../testing/database.ts';
import { migrate, readMigrations } from './migrate.ts';

describe('migrations', () => {
  let database: TestDatabase;
  let directory: string;

  beforeEach(async () => {
    database = await emptyDatabase();
    directory = mkdtempSync(join(tmpdir(), 'unitrail-migrations-'));
  });

  afterEach(async () => {
    await database.drop();
    rmSync(directory, { recursive: true });
  });

  const write = (name: string, text: string) => writeFileSync(join(directory, name), text);
  const run = () => migrate({ ownerUrl: database.ownerUrl, app: { members: [] }, directory });

  async function ask(text: string): Promise<unknown[]> {
    const client = new pg.Client({ connectionString: database.ownerUrl });
    await client.connect();
    try {
      return (await client.query(text)).rows;
    } finally {
      await client.end();
    }
  }

  test('each file is applied once, in order, and again only what is new', async () => {
    write('0001-first.sql', 'create table first (n int);');
    expect(await run()).toEqual(['0001-first']);
    write('0002-second.sql', 'alter table first add m int; insert into first values (1, 2);');
    expect(await run()).toEqual(['0002-second']);
    expect(await run()).toEqual([]);
    expect(await ask('select * from first')).toEqual([{ n: 1, m: 2 }]);
  });

  test('a file that fails leaves nothing behind, and can be run again when mended', async () => {
    write('0001-first.sql', 'create table first (n int); insert into first values (1); select 1/0;');
    await expect(run()).rejects.toThrow('migration 0001-first: division by zero');
    expect(await ask(`select to_regclass('first') as first`)).toEqual([{ first: null }]);
    write('0001-first.sql', 'create table first (n int);');
    expect(await run()).toEqual(['0001-first']);
  });

  test('a file may not end its own transaction', async () => {
    write('0001-first.sql', 'create table first (n int); commit;');
    await expect(run()).rejects.toThrow('migration 0001-first: it ends its own transaction');
  });

  test('of many servers that start at once on a new database, one applies each file and all succeed', async () => {
    write(
      '0001-first.sql',
      'create table first (n int); select pg_sleep(0.2); insert into first values (1);',
    );
    write('0002-second.sql', 'insert into first values (2);');
    const applied = await Promise.all(Array.from({ length: 6 }, run));
    expect(applied.flat().sort()).toEqual(['0001-first', '0002-second']);
    expect(await ask('select n from first order by n')).toEqual([{ n: 1 }, { n: 2 }]);
  });

  test('a landed file that was edited is refused; another line end is no edit', async () => {
    write('0001-first.sql', 'create table first (\nn int);');
    await run();
    write('0001-first.sql', 'create table first (\r\nn int);');
    expect(await run()).toEqual([]);
    write('0001-first.sql', 'create table first (n int, m int);');
    await expect(run()).rejects.toThrow(
      'Migration 0001-first is not what this database was made with (0001-first)',
    );
  });

  test('a schema newer than the code is refused, and nothing is changed', async () => {
    write('0001-first.sql', 'create table first (n int);');
    write('0002-second.sql', 'create table second (n int);');
    await run();
    rmSync(join(directory, '0002-second.sql'));
    await expect(run()).rejects.toThrow(
      "The database's schema (0002-second) is newer than this program (0001-first); start the newer program.",
    );
  });

  test('the application may see how far the schema is, and may not say otherwise', async () => {
    write('0001-first.sql', 'create table first (n int);');
    await run();
    const app = openAsApp(database);
    const count = { name: 'count', text: 'select count(*) as n from schema_migration' };
    expect((await app.query(count)).rows).toEqual([{ n: 1 }]);
    for (const [name, text] of Object.entries({
      remove: 'delete from schema_migration',
      change: 'update schema_migration set number = 2',
      add: `insert into schema_migration values (2, 'x', 'x')`,
    })) {
      await expect(app.query({ name, text })).rejects.toMatchObject({ code: '42501' });
    }
    await app.close();
  });

  test.each([
    [['0002-second.sql'], '0002-second.sql'],
    [['0001-first.sql', '0003-third.sql'], '0003-third.sql'],
    [['0001-first.sql', '0001-other.sql'], '0001-other.sql'],
    [['first.sql'], 'first.sql'],
  ])('files are numbered without a gap: %j is refused', (files, wrong) => {
    for (const file of files) write(file, '');
    expect(() => readMigrations(directory)).toThrow(`${wrong}: migrations are named`);
  });
});
