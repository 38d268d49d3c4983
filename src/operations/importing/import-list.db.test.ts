import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../testing/app.ts';
import { importsOf } from '../../testing/importing.ts';
import { watchImports } from './watch-imports.ts';

let app: TestApp;
let ids: Readonly<Record<'orders' | 'done' | 'waits', number>>;
beforeAll(async () => {
  app = await openTestApp();
  const { bring, run } = importsOf(app);
  const orders = await bring('number,sku\nO-1,TV\n', 'kind=orders');
  const done = await run('sku,serial,site\nTV,LISTED-1,DC\n', 'kind=opening_stock');
  const waits = await bring('sku,serial,site\nTV,LISTED-2,DC\n', 'kind=opening_stock');
  ids = { orders: orders.id, done: done.id, waits: waits.id };
});
afterAll(() => app?.close());

test.each([
  ['', ['waits', 'done', 'orders']],
  ['?kind=opening_stock', ['waits', 'done']],
  ['?state=ready', ['waits', 'orders']],
  ['?kind=opening_stock&state=ready', ['waits']],
  ['?kind=sales', []],
] as const)('imports are listed by kind and state, the newest first: %s', async (query, wanted) => {
  const { body } = await app.ask('GET', `/api/imports${query}`);
  expect(body.items.map(({ id }: { id: number }) => id)).toEqual(wanted.map((one) => ids[one]));
});

test.each(['kind=nonsense', 'state=nonsense'])('%s is refused', async (query) => {
  expect((await app.ask('GET', `/api/imports?${query}`)).status).toBe(400);
});

test('who looks now and then hears of an import that began and ended in between, once', async () => {
  const look = watchImports(app.world.database);
  expect(await look()).toEqual([]);
  const { id } = await importsOf(app).run('sku,serial,site\nTV,LISTED-3,DC\n', 'kind=opening_stock');
  const seen = await look();
  expect(seen.map(({ step }) => [step.id, step.state, step.progress.recorded])).toEqual([[id, 'done', 1]]);
  expect(await look()).toEqual([]);
  await importsOf(app).order(id, 'undo');
  expect((await look()).map(({ step }) => [step.id, step.state])).toEqual([[id, 'undone']]);
});
