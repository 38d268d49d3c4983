import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emptyDatabase, type TestDatabase } from '../testing/database.ts';
import { copiedNumber, copiedText, copyRows } from './copy-rows.ts';

let database: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  database = await emptyDatabase();
  client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
});
afterAll(async () => {
  await client?.end();
  await database?.drop();
});

async function all(source: string): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const batch of copyRows(client, source)) rows.push(...batch.map((row) => [...row]));
  return rows;
}

describe('rows by COPY', () => {
  test.each([
    'plain',
    '',
    'a\tb',
    'a\nb\r\n',
    'back\\slash \\n \\N \\\\',
    '\b\f\v\u0001',
    '電話 🚲 é e\u0301',
    '\\x00ff',
    '\\',
  ])('the text %j comes back as it is', async (text) => {
    const [row] = await all(`select ${pg.escapeLiteral(text)}::text, null::text, 42`);
    expect([copiedText(row![0]!), copiedText(row![1]!), copiedNumber(row![2]!)]).toEqual([text, null, 42]);
  });

  test('rows larger and smaller than the network’s pieces stay whole', async () => {
    const rows = await all(`select n, repeat('電', (n * 7919) % 60000) from generate_series(1, 200) n`);
    expect(rows.map(([n, text]) => [Number(n), text!.length])).toEqual(
      Array.from({ length: 200 }, (_, index) => [index + 1, ((index + 1) * 7919) % 60000]),
    );
  });

  test('no rows are no batches, and an error is thrown where the rows are read', async () => {
    expect(await all('select 1 where false')).toEqual([]);
    await expect(all('select 1 / 0')).rejects.toMatchObject({ code: '22012' });
    await expect(all(`select 1 / (500 - n) from generate_series(1, 1000) n`)).rejects.toMatchObject({
      code: '22012',
    });
    expect(await all('select 1')).toEqual([['1']]);
  });
});
