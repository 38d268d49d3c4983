import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAsApp, type TestDatabase, testDatabase } from '../testing/database.ts';
import { booleanColumn, hexColumn, jsonColumn, numberColumn, textColumn, timeColumn } from './columns.ts';
import type { Database } from './database.ts';

let server: TestDatabase;
let database: Database;
beforeAll(async () => {
  server = await testDatabase();
  database = openAsApp(server);
});
afterAll(async () => {
  await database?.close();
  await server?.drop();
});

/** What PostgreSQL makes of a column that stands beside one of numbers, as in all our statements. */
async function readBack(type: string, column: string, rows: number): Promise<unknown[]> {
  const { rows: found } = await database.query<{ value: unknown }>(
    {
      name: `columns_${type}`,
      text: `select value from unnest($1::int[], $2::${type}[]) as n(nth, value) order by nth`,
    },
    [numberColumn(Array.from({ length: rows }, (_, index) => index)), column],
  );
  return found.map(({ value }) => value);
}

const odd = ['', ' ', 'NULL', 'null', '"', '\\', '\\"', '{}', ',', "'", 'ü€😀', 'a\nb\tc', '\\x41'];

test('texts come back as they are', async () => {
  expect(await readBack('text', textColumn(odd), odd.length)).toEqual(odd);
  expect(await readBack('text', textColumn([null, 'a', null]), 3)).toEqual([null, 'a', null]);
});

test('numbers and nulls come back as they are', async () => {
  const numbers = [0, -1, 2 ** 53 - 1, -(2 ** 53) + 1];
  expect(await readBack('bigint', numberColumn(numbers), 4)).toEqual(numbers);
  expect(await readBack('int', numberColumn([null, 5, null]), 3)).toEqual([null, 5, null]);
});

test('a column without any value is null in every row', async () => {
  const none = [null, null, null];
  expect(await readBack('int', numberColumn(none), 3)).toEqual(none);
  expect(await readBack('text', textColumn(none), 3)).toEqual(none);
  expect(await readBack('jsonb', jsonColumn(none), 3)).toEqual(none);
  expect(await readBack('timestamptz', timeColumn(none), 3)).toEqual(none);
});

test('documents, times, truths and bytes come back as they are', async () => {
  const documents = [{ a: odd }, null, { 'ke"y': 1 }];
  expect(await readBack('jsonb', jsonColumn(documents), 3)).toEqual(documents);
  const at = '2026-11-23T10:00:00.123Z';
  expect(await readBack('timestamptz', timeColumn([at, null]), 2)).toEqual([new Date(at), null]);
  expect(await readBack('boolean', booleanColumn([true, false]), 2)).toEqual([true, false]);
  expect(await readBack('bytea', hexColumn(['00ff', '']), 2)).toEqual([
    Buffer.from('00ff', 'hex'),
    Buffer.alloc(0),
  ]);
});
