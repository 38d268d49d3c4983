import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../testing/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
  await app.ask('POST', '/api/categories', { code: 'kitchen' });
  await app.ask('POST', '/api/categories', { code: 'kettles', parent: 'kitchen' });
  await app.ask('POST', '/api/suppliers', { code: 'NORTH', name: 'North' });
  const products: readonly object[] = [
    { sku: 'K-2', name: 'Kettle, blue', category: 'kettles', supplier: 'NORTH', gtins: ['4012345678901'] },
    { sku: 'K-1', name: 'Kettle, red', category: 'kettles' },
    { sku: 'K-3', name: 'A pan 100%', category: 'kitchen', serialized: false, supplier: 'NORTH' },
  ];
  for (const product of products) expect((await app.ask('POST', '/api/products', product)).status).toBe(201);
});
afterAll(() => app?.close());

const list = async (query: string) => {
  const { status, body } = await app.ask('GET', `/api/products?${query}`);
  expect([query, status]).toEqual([query, 200]);
  return body;
};
const skus = ({ items }: { items: readonly { sku: string }[] }) => items.map(({ sku }) => sku);

describe('products are found', () => {
  test.each<[string, string[]]>([
    ['q=k-', ['K-2', 'K-1', 'K-3']],
    ['q=kettle', ['K-2', 'K-1']],
    ['q=40123456', ['K-2']],
    ['q=100%25', ['K-3']],
    ['q=%25', ['K-3']],
    ['q=_-2', []],
    ['category=kitchen', ['K-2', 'K-1', 'K-3']],
    ['category=kettles', ['K-2', 'K-1']],
    ['category=none', []],
    ['supplier=NORTH', ['K-2', 'K-3']],
    ['supplier=NORTH&serialized=true', ['K-2']],
    ['q=k-&sort=sku', ['K-1', 'K-2', 'K-3']],
    ['q=k-&sort=-sku', ['K-3', 'K-2', 'K-1']],
    ['category=kettles&sort=-name', ['K-1', 'K-2']],
  ])('%s', async (query, expected) => {
    const page = await list(query);
    expect(skus(page)).toEqual(expected);
    expect(page.total).toEqual({ count: expected.length, more: false });
  });
});

test.each(['', 'sort=sku', 'sort=-name', 'sort=name&serialized=true'])(
  'forwards and back again, each once, in one order: %s',
  async (query) => {
    const whole = skus(await list(`${query}&limit=100`));
    let at = await list(`${query}&limit=3`);
    expect(at.previous).toBeNull();
    const forwards = skus(at);
    while (at.next !== null) {
      at = await list(`${query}&limit=3&after=${at.next}`);
      forwards.push(...skus(at));
    }
    expect(forwards).toEqual(whole);
    const backwards = skus(at);
    while (at.previous !== null) {
      at = await list(`${query}&limit=3&before=${at.previous}`);
      expect(at.next).not.toBeNull();
      backwards.unshift(...skus(at));
    }
    expect(backwards).toEqual(whole);
  },
);

test.each([
  ['sort=price', 'query.sort'],
  ['after=1&before=2', 'query.before'],
  ['after=99999999999', 'query.after'],
])('%s is refused', async (query, where) => {
  const { status, body } = await app.ask('GET', `/api/products?${query}`);
  expect([status, body.where]).toEqual([400, where]);
});
