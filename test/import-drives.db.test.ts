import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verify } from '../src/ledger/verify.ts';
import { openTestApp, type TestApp } from '../src/testing/app.ts';
import { countsOf, importsOf } from '../src/testing/importing.ts';

// 22,892 real hard disks (Backblaze Drive Stats, 2013) as a shop would bring them.

const file = new URL('../../shared/data/drives.csv', import.meta.url);
// A SKU has no blanks; the models have.
const text = existsSync(file) ? readFileSync(file, 'utf8').replaceAll(' ', '-') : '';
const rows = text.trim().split('\n').slice(1);

describe.skipIf(rows.length === 0)('the real drives', () => {
  let app: TestApp;
  let imports: ReturnType<typeof importsOf>;
  beforeAll(async () => {
    app = await openTestApp();
    imports = importsOf(app);
  });
  afterAll(() => app?.close());

  test('go in wholly as opening stock of their first day, and a second time without effect', async () => {
    const models = [...new Set(rows.map((row) => row.split(',')[1]))];
    const products = await imports.run(
      ['sku,name', ...models.map((sku) => `${sku},${sku}`)].join('\n'),
      'kind=products',
    );
    expect(countsOf(products)).toEqual([37, 0, 0]);
    const made = await imports.bring(text, 'kind=opening_stock&site=DC');
    expect(made.columns.map(({ field }: { field: string }) => field)).toEqual([
      'serial',
      'sku',
      null,
      null,
      null,
      null,
    ]);
    await app.ask('PATCH', `/api/imports/${made.id}`, { mapping: { at: 'first_seen' } });
    const done = await imports.order(made.id, 'run');
    expect([done.state, countsOf(done), done.findings]).toEqual(['done', [rows.length, 0, 0], []]);
    const again = await imports.bring(text, 'kind=opening_stock&site=DC');
    await app.ask('PATCH', `/api/imports/${again.id}`, { mapping: { at: 'first_seen' } });
    expect(countsOf(await imports.order(again.id, 'run'))).toEqual([0, rows.length, 0]);
    const report = await verify({ url: app.world.test.ownerUrl });
    expect(report).toMatchObject({ clean: true, units: rows.length });
  });

  test('come out again as they went in', async () => {
    const out = await app.ask('GET', '/api/exports/units?columns=serial,sku&site=DC');
    const took = out.text.trim().split('\r\n').slice(1).sort();
    expect(took).toEqual(rows.map((row) => row.split(',').slice(0, 2).join(',')).sort());
  });
});

test.runIf(rows.length === 0)('the real drives are not here: shared/data/drives.csv is missing', () => {
  expect(rows).toEqual([]);
});
